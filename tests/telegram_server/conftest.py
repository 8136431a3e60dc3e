"""Two real clients of the Bot API server."""

from collections.abc import AsyncIterator

import aiogram
import pytest
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import Bot

from tests.telegram_server.clients import client_of
from tests.telegram_server.control import Control
from tests.telegram_server.server import TelegramServer


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let python-telegram-bot give durations as it will from its next version on; else it warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    """A python-telegram-bot client."""
    async with client_of(server) as client:
        yield client


@pytest.fixture
async def aiobot(server: TelegramServer) -> AsyncIterator[aiogram.Bot]:
    """An aiogram client, independent of the other."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    async with aiogram.Bot(server.token, session=session) as client:
        yield client


@pytest.fixture
def sam(control: Control) -> int:
    """A user who has pressed Start; the update of that is still waiting."""
    user_id = control.make_user("Sam")
    control.command(user_id, "start")
    return user_id
