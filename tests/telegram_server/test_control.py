"""The control over HTTP, and the server as a process of its own."""

import base64
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import Bot

from tests.telegram_server.control import COMMANDS, Control
from tests.telegram_server.control_base import ControlError
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TOKEN

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def process() -> Iterator[str]:
    """The address of a server in another process, stopped afterwards."""
    command = [sys.executable, "-m", "tests.telegram_server", "--port", "0", "--quick"]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    with child.stdout:
        yield child.stdout.readline().strip()
    child.send_signal(signal.SIGTERM)
    assert child.wait(10) in (0, -signal.SIGTERM)


def command(url: str, name: str, /, **arguments: Any) -> Any:
    """Call one command of the control and return its result."""
    body = httpx.post(f"{url}/control/{name}", json=arguments).json()
    assert body["ok"], body
    return body["result"]


async def test_another_process_drives_it_over_http(process: str) -> None:
    async with Bot(TOKEN, base_url=f"{process}/bot") as bot:
        user_id = command(process, "make_user", first_name="Sam")
        posted = command(process, "command", user_id=user_id, name="start", argument="DEMO-Y10")
        [update] = await bot.get_updates()
        assert update.message is not None
        await bot.send_message(user_id, "Hello Sam")
        command(process, "fault", kind="too_many_requests", times=None, retry_after=3)
        command(process, "clear_faults")

        [sent] = command(process, "wait_sent", count=1, chat_id=user_id)

    assert update.update_id == posted["update_id"]
    assert update.message.text == "/start DEMO-Y10"
    assert sent["message"]["text"] == "Hello Sam"
    [call] = command(process, "calls", method="sendMessage")
    assert (call["applied"], call["status"], call["chat_id"]) == (True, 200, user_id)


def test_every_command_is_there() -> None:
    assert [name for name in COMMANDS if not callable(getattr(Control, name, None))] == []


def test_a_file_comes_in_base64(server: TelegramServer, control: Control) -> None:
    user_id = control.make_user()

    content = base64.b64encode(b"my CV").decode()
    command(server.url, "document", user_id=user_id, content=content, name="cv.pdf")

    stored = server.world.files.by_id(control.pending()[0]["message"]["document"]["file_id"])
    assert stored is not None
    assert stored.content == b"my CV"


@pytest.mark.parametrize(
    ("name", "arguments", "status", "description"),
    [
        ("dance", {}, 404, "there is no command dance"),
        ("text", {"user_id": 5, "text": "x"}, 400, "ControlError: there is no user 5"),
        ("text", {}, 400, "TypeError"),
        ("fault", {"kind": "fire"}, 400, "ValueError"),
        ("wait_sent", {"timeout_s": 0.05}, 408, "the bot sent 0 of 1 messages"),
    ],
)
def test_a_wrong_command_is_explained(
    server: TelegramServer, name: str, arguments: dict[str, Any], status: int, description: str
) -> None:
    answer = httpx.post(f"{server.url}/control/{name}", json=arguments)

    assert answer.status_code == status
    assert answer.json()["description"].startswith(description)


async def test_nobody_can_do_what_telegram_does_not_offer(
    bot: Bot, control: Control, sam: int
) -> None:
    shown = await bot.send_message(sam, "no buttons")
    with pytest.raises(ControlError, match="has no button"):
        control.press(sam, shown.message_id, label="Yes")
    with pytest.raises(ControlError, match="is not a text of the user's"):
        control.edit(sam, shown.message_id, "x")
    with pytest.raises(ControlError, match="there is no message 99"):
        control.delete(sam, 99)
    control.block(sam)
    with pytest.raises(ControlError, match="has blocked the bot"):
        control.text(sam, "x")
