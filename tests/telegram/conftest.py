"""Our client of the Bot API server, and a sender that runs as in the gateway."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from bot.telegram.client import Client
from bot.telegram.delivering import Courier
from bot.telegram.doorway import Doorway
from bot.telegram.gestures import Gestures
from bot.telegram.handling import Intake
from bot.telegram.holds import Holds
from bot.telegram.pace import Pace
from bot.telegram.polling import Poller
from bot.telegram.sender import Sender
from messages.domain.content import Choice, Say
from messages.services.addresses import address_row, attach_address
from messages.services.chats import open_chat
from messages.services.outbox import enqueue
from messages.services.turns import Answer, complete_turn, waiting_turns
from messages.tables import Channel, Inbox
from messages.wake import Bell
from storage.clock import utc_now
from storage.database import Database, reading, transaction
from storage.sole import SoleRight
from tests.telegram_server.control import Control
from tests.telegram_server.server import TelegramServer

PUBLIC_URL = "http://portal.example"
QUICK = 0.02  # seconds between messages of a chat: the real one makes tests slow


@pytest.fixture
async def client(server: TelegramServer) -> AsyncIterator[Client]:
    """Our client of the server; it waits a second for an answer."""
    made = Client(server.token, server.url, answer_s=1.0)
    yield made
    await made.close()


def let_in(db: Database, control: Control, name: str = "Sam") -> int:
    """Return Telegram's chat id of somebody whom the doorway let in before."""
    user_id = control.make_user(name)
    open_chat(db, channel=Channel.TELEGRAM, address=str(user_id), now=utc_now())
    return user_id


class Stage:
    """Students on Telegram with their conversations, and a sender."""

    def __init__(self, db, control, client):
        self.db, self.control, self.client = db, control, client
        self.doorway = Doorway(db, PUBLIC_URL)
        self._gestures = []

    def student(self, name="Sam"):
        """Return Telegram's chat id and the chat's key of somebody who pressed Start."""
        user_id = self.control.make_user(name)
        self.control.command(user_id, "start")
        key = open_chat(self.db, channel=Channel.TELEGRAM, address=str(user_id), now=utc_now())
        return user_id, key

    def say(self, key, *texts, buttons=(), **more):
        choices = tuple(Choice(title, f"/{title}") for title in buttons)
        with transaction(self.db) as session:
            enqueue(session, key, [Say(text, choices) for text in texts], now=utc_now(), **more)

    def rebind(self, key, address):
        with transaction(self.db) as session:
            attach_address(
                session, key, channel=Channel.TELEGRAM, address=str(address), now=utc_now()
            )

    @asynccontextmanager
    async def sender(
        self, pace: Pace | None = None, *, first_s=0.05, clock=utc_now, name="gateway"
    ):
        pace, right = pace or Pace(per_chat_s=QUICK), SoleRight(self.db, "telegram")
        courier = Courier(self.db, self.client.bot, clock, pace, Holds(first_s), right, name)
        bell = Bell()
        sender = Sender(self.db, courier, bell, right, clock, look_every_s=0.05)
        task = asyncio.create_task(sender.run())
        try:
            yield courier
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            right.give_back()

    def intake(self, clock=utc_now, **gestures):
        """Return an intake whose gestures make themselves at once."""
        quick = {"typing_after_s": 0.0, "typing_every_s": 0.05, **gestures}
        made = Gestures(self.db, self.client.bot, Pace(per_chat_s=QUICK), **quick)
        self._gestures.append(made)
        return Intake(self.db, self.client.bot, self.doorway, made, lambda: None, clock)

    async def close(self):
        """End what the intakes still do in the background."""
        for gestures in self._gestures:
            await gestures.close()

    @asynccontextmanager
    async def polling(self, intake=None):
        """Take updates in by long polling."""
        intake = intake or self.intake()
        poller = Poller(self.client, intake, wait_s=1, first_pause_s=0.02)
        task = asyncio.create_task(poller.run())
        try:
            yield poller
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await intake.gestures.close()

    def answer(self, *texts, buttons=()):
        """Answer every message that waits, as the dialogue would."""
        choices = tuple(Choice(title, f"/{title}") for title in buttons)
        for turn in waiting_turns(self.db, now=utc_now()):
            says = [Say(text, choices) for text in texts]
            complete_turn(self.db, turn.inbox_id, Answer(says), now=utc_now())

    def heard(self):
        """Return what was kept of all students, in order: kind and text."""
        with reading(self.db) as session:
            rows = session.scalars(
                select(Inbox).options(undefer(Inbox.text)).order_by(Inbox.id)
            ).all()
            return [(row.kind.value, row.text) for row in rows]

    def key_of(self, user_id):
        """Return the key of a student's chat, None if there is none."""
        with reading(self.db) as session:
            row = address_row(session, channel=Channel.TELEGRAM, address=str(user_id))
            return None if row is None else row.chat_key

    async def texts(self, user_id, count, timeout_s=10.0):
        """Return what the student sees, once there are so many messages of the bot."""
        sent = await self.control.wait_sent(count, chat_id=user_id, timeout_s=timeout_s)
        return [each.text for each in sent]


@pytest.fixture
async def stage(db, control, client) -> AsyncIterator[Stage]:
    made = Stage(db, control, client)
    yield made
    await made.close()


@pytest.fixture
async def any_stage(any_db, control, client) -> AsyncIterator[Stage]:
    made = Stage(any_db, control, client)
    yield made
    await made.close()


async def until(true: Callable[[], object], timeout_s: float = 10.0) -> None:
    """Return once `true()` is; fails after `timeout_s`."""
    ends_at = time.monotonic() + timeout_s
    while not await asyncio.to_thread(true):
        assert time.monotonic() < ends_at, "it did not come true"
        await asyncio.sleep(0.02)
