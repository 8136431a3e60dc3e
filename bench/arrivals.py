"""Watches, for all chats at once, what was confirmed to Telegram, answered and delivered."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import select

from messages.tables import DeliveryState, Inbox, InboxState, TelegramDelivery
from storage.database import Database, reading
from tests.telegram_server.control import Control

LOOK_EVERY_S = 0.1


@dataclass
class Arrivals:
    """What was true at the last look; hundreds of queries a second would slow the product down."""

    control: Control
    db: Database
    _number: int = 0  # of the last look
    _confirmed: set[int] = field(default_factory=set)
    _busy: set[str] = field(default_factory=set)
    _looked: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def confirmed(self, update_id: int | None) -> None:
        """Return when the bot has confirmed an update: then it is kept."""
        await self._until(lambda: update_id in self._confirmed)

    async def answered(self, *chat_keys: str) -> None:
        """Return when nothing of these chats waits for its answer or is on its way to Telegram."""
        await self._until(lambda: self._busy.isdisjoint(chat_keys))

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look all the time until the block ends."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _until(self, is_true: Callable[[], bool]) -> None:
        """Return after the first look that finds it true and that has begun after the call."""
        earliest = self._number + 2  # one may be under way
        async with self._looked:
            await self._looked.wait_for(lambda: self._number >= earliest and is_true())

    async def _watch(self) -> None:
        while True:
            confirmed, busy = await asyncio.to_thread(self._look)
            async with self._looked:
                self._number, self._confirmed, self._busy = self._number + 1, confirmed, busy
                self._looked.notify_all()
            await asyncio.sleep(LOOK_EVERY_S)

    def _look(self) -> tuple[set[int], set[str]]:
        confirmed = {
            one.update_id for one in self.control.updates() if one.confirmed_at is not None
        }
        unanswered = select(Inbox.chat_key).where(Inbox.state == InboxState.WAITING)
        on_the_way = select(TelegramDelivery.chat_key).where(
            TelegramDelivery.state == DeliveryState.WAITING
        )
        with reading(self.db) as session:
            return confirmed, {*session.scalars(unanswered), *session.scalars(on_the_way)}
