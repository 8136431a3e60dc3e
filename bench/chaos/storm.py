"""A storm: a crowd talks, something breaks and mends, and all is counted once it is quiet."""

import asyncio
import time
from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import func, select

from bench.chaos.account import Account, account_of
from bench.chaos.crowd import Crowd
from messages.tables import DeliveryState, Inbox, InboxState, TelegramDelivery
from storage.database import Database, StoreUnavailableError, reading

SETTLE_S = 600.0
_LOOK_EVERY_S = 0.2


@dataclass(frozen=True)
class Times:
    """How long a crowd talks, and how fast: before something breaks, meanwhile and after."""

    per_s: float
    before_s: float
    broken_s: float
    after_s: float

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.before_s + self.broken_s + self.after_s


@dataclass(frozen=True)
class Storm:
    """What came of a storm; `settled_after_s` counts from the moment when all was mended."""

    account: Account
    settled_after_s: float


async def storm(crowd: Crowd, trouble: AbstractContextManager[object], times: Times) -> Storm:
    """Let a crowd talk while `trouble` is entered and left again; wait until all is answered.

    Raises:
        TimeoutError: something still waited ten minutes after all was mended.
    """
    talking = asyncio.create_task(crowd.talk(per_s=times.per_s, seconds=times.seconds))
    await asyncio.sleep(times.before_s)
    await asyncio.to_thread(trouble.__enter__)
    try:
        await asyncio.sleep(times.broken_s)
    finally:
        await asyncio.to_thread(trouble.__exit__, None, None, None)
    mended = time.monotonic()
    await talking
    await settle(crowd)
    settled_after_s = time.monotonic() - mended
    return Storm(await asyncio.to_thread(account_of, crowd), settled_after_s)


async def settle(crowd: Crowd, timeout_s: float = SETTLE_S) -> None:
    """Return once nothing of the crowd waits anywhere.

    Raises:
        TimeoutError: something still does.
    """
    keys = [student.chat_key for student in crowd.students]
    ends_at = time.monotonic() + timeout_s
    while bool(crowd.control.pending()) or await asyncio.to_thread(_has_queue, crowd.db, keys):
        if time.monotonic() > ends_at:
            raise TimeoutError("something still waits")
        await asyncio.sleep(_LOOK_EVERY_S)


def queue_of(db: Database, keys: Collection[str]) -> tuple[int, int]:
    """Return how many messages of these chats wait for an answer, and how many to be sent."""
    turns = select(func.count()).where(Inbox.chat_key.in_(keys), Inbox.state == InboxState.WAITING)
    sends = select(func.count()).where(
        TelegramDelivery.chat_key.in_(keys), TelegramDelivery.state == DeliveryState.WAITING
    )
    with reading(db) as session:
        return session.scalar(turns) or 0, session.scalar(sends) or 0


def _has_queue(db: Database, keys: Collection[str]) -> bool:
    try:
        return any(queue_of(db, keys))
    except StoreUnavailableError:
        return True
