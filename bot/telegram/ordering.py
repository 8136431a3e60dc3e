"""The order of updates that come side by side: each chat's are let in by their numbers.

With a webhook Telegram sends a chat's messages one after the other, and a user's presses too, but
both side by side (telegram-bot-api, `webhook_queue_id` in Client.cpp): a press may overtake the
message before it, all the more if one of them has to come again.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

GAP_S = 0.5  # how long an update waits for one with a lower number that may be on its way
OWED_S = 60.0  # how long a chat waits for an update that must come again
FARTHEST = 50  # numbers further below are not waited for: there are at most 10 connections


class EarlierFirstError(Exception):
    """An earlier update of this chat is still to come again; this one must wait for it."""


@dataclass
class _Chat:
    """The updates of one chat that are here, and those that must come again until a moment."""

    here: list[int] = field(default_factory=list)
    owed: dict[int, float] = field(default_factory=dict)
    is_busy: bool = False
    ended_at: float = 0.0  # only then can Telegram send the next one of the same kind

    def is_over(self, now: float) -> bool:
        """Return whether nothing of it matters any more."""
        self.owed = {number: until for number, until in self.owed.items() if until > now}
        return not self.here and not self.owed and not self.is_busy


@dataclass(frozen=True)
class _Missing:
    """A number that was passed over: noticed when, and how long it is remembered."""

    at: float
    until: float


@dataclass
class InOrder:
    """Lets updates in. Times are the event loop's own, in seconds."""

    gap_s: float = GAP_S
    owed_s: float = OWED_S
    _newest: int | None = None
    _missing: dict[int, _Missing] = field(default_factory=dict)
    _chats: defaultdict[int, _Chat] = field(default_factory=lambda: defaultdict(_Chat))
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @asynccontextmanager
    async def turn(self, chat_id: int, update_id: int) -> AsyncIterator[None]:
        """Wait for the turn of a chat's update, and hold back the chat's others meanwhile.

        What fails inside must come again: the chat's later ones are refused until it did.

        Raises:
            EarlierFirstError: it must come again itself, after another one.
        """
        self._arrived(update_id)
        chat = self._chats[chat_id]
        chat.here.append(update_id)
        try:
            await self._wait(chat, update_id)
            chat.owed[update_id] = _now() + self.owed_s  # until it is taken
            _refuse_too_early(chat, update_id)
            chat.is_busy = True
            try:
                yield
            finally:
                chat.is_busy, chat.ended_at = False, _now()
            chat.owed.pop(update_id, None)
        finally:
            chat.here.remove(update_id)
            async with self._changed:
                self._changed.notify_all()

    async def _wait(self, chat: _Chat, update_id: int) -> None:
        async with self._changed:
            self._changed.notify_all()  # this one is missing no more
            while True:
                gap_s = self._gap_s(chat, update_id)
                is_next = min(chat.here) == update_id and not chat.is_busy
                if gap_s <= 0 and is_next:
                    return
                try:
                    async with asyncio.timeout(gap_s if gap_s > 0 else None):
                        await self._changed.wait()
                except TimeoutError:
                    continue

    def _arrived(self, update_id: int) -> None:
        """Note a number, and those below it that may be on their way."""
        now = _now()
        known = {number: gap for number, gap in self._missing.items() if gap.until > now}
        newest = self._newest
        if newest is None or abs(update_id - newest) > FARTHEST:  # nobody knows what was before
            known = {n: _Missing(now, now + self.gap_s) for n in range(update_id - 10, update_id)}
            self._newest = update_id
        else:
            gap = _Missing(now, now + self.owed_s)
            known |= dict.fromkeys(range(newest + 1, update_id), gap)
            self._newest = max(newest, update_id)
        known.pop(update_id, None)
        self._missing = known
        self._forget(now)

    def _gap_s(self, chat: _Chat, update_id: int) -> float:
        """Return how long to wait for lower numbers, of which one may be this chat's."""
        now = _now()
        noticed = [
            gap.at
            for number, gap in self._missing.items()
            if number < update_id and gap.until > now
        ]
        return max(*noticed, chat.ended_at) + self.gap_s - now if noticed else 0.0

    def _forget(self, now: float) -> None:
        for chat_id in [key for key, chat in self._chats.items() if chat.is_over(now)]:
            del self._chats[chat_id]


def _refuse_too_early(chat: _Chat, update_id: int) -> None:
    now = _now()
    if any(number < update_id and until > now for number, until in chat.owed.items()):
        raise EarlierFirstError(update_id)


def _now() -> float:
    return asyncio.get_running_loop().time()
