"""Somebody who comes to the bot, step by step, and what of them is kept."""

import asyncio

from sqlalchemy import func, select

from messages.services.chats import chat_of, open_chat
from messages.tables import Channel, Chat, ChatAddress, Inbox, Outbox
from storage.database import reading
from students.services.views import student_view
from students.tables import DoorLink, JoinAttempt, Student
from tests.employers.world import NOW, TODAY
from tests.telegram.conftest import Stage
from tests.telegram_server.reading import Sent

OLD, YOUNG = 12, 10  # year groups whose students are 16 and 14
PERSONAL = (Chat, ChatAddress, Inbox, Outbox, Student, DoorLink, JoinAttempt)


class Visitor:
    """A person with a Telegram account. `now` is the clock of what takes their updates."""

    def __init__(self, stage: Stage, name: str = "Sam", now=NOW):
        self.stage, self.control, self.now = stage, stage.control, now
        self.user = stage.control.make_user(name)
        self.intake = stage.intake(lambda: self.now)
        self._offset = None

    async def says(self, text: str, count: int = 1) -> list[str]:
        """Return what they are told after writing a text."""
        return await self.does(count, lambda: self.control.text(self.user, text))

    async def presses(self, sent: Sent, label: str, count: int = 1) -> list[str]:
        return await self.does(
            count, lambda: self.control.press(self.user, sent.message_id, label=label)
        )

    async def does(self, count: int, act) -> list[str]:
        """Return the texts of so many messages that follow; with 0 there must be none."""
        known = len(self.sent())
        act()
        await self.is_heard()
        if count == 0:
            await asyncio.sleep(0.1)
            assert len(self.sent()) == known
            return []
        await self.control.wait_sent(known + count, chat_id=self.user)
        return [each.text for each in self.sent()[known:]]

    async def is_heard(self, *, is_confirmed: bool = True) -> None:
        """Have what waits at Telegram taken in; unconfirmed it comes once more."""
        updates = await self.stage.client.raw_updates(offset=self._offset, wait_s=0)
        for update in updates:
            await self.intake.take(update)
            if is_confirmed:
                self._offset = update["update_id"] + 1

    def sent(self) -> list[Sent]:
        return self.control.sent(chat_id=self.user)

    @property
    def key(self) -> str | None:
        return self.stage.key_of(self.user)


def kept(db) -> dict[str, int]:
    """Return how many rows there are of each kind that could be about a person."""
    with reading(db) as session:
        counted = {
            table.__tablename__: session.scalar(select(func.count()).select_from(table))
            for table in PERSONAL
        }
    return {name: count for name, count in counted.items() if count}


def student_at(visitor):
    """Return the student whose chat it is."""
    with reading(visitor.stage.db) as session:
        chat = chat_of(session, visitor.key)
        return student_view(session, chat.student_key, today=TODAY)


async def guest(visitor):
    """Have the visitor be a guest who came in before."""
    open_chat(
        visitor.stage.db, channel=Channel.TELEGRAM, address=str(visitor.user), now=visitor.now
    )
    return visitor
