"""New messages, noticed: one poll for the whole process, one bell for each open chat page."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from messages.services.history import newest_id
from messages.tables import Outbox
from messages.wake import Bell, WakeListener
from storage.database import Database, StoreUnavailableError, reading

POLL_S = 0.5  # the most that a message waits when no nudge arrives
PAUSE_AFTER_FAILURE_S = 2.0
# Two transactions may commit in the other order than their ids were given out: so this many
# ids behind the newest are looked at again.
LOOK_BACK = 200

logger = logging.getLogger(__name__)


class Pulse:
    """Rings the bell of each listening chat for which a new message was written."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._wake = WakeListener()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._bells: dict[str, set[Bell]] = defaultdict(set)
        self._anyone = asyncio.Event()
        self._seen: set[int] = set()
        self._newest = 0
        self.is_stopping = False

    @property
    def listeners(self) -> int:
        """How many pages and programs are listening now."""
        return sum(len(bells) for bells in self._bells.values())

    @contextlib.contextmanager
    def listen(self, chat_key: str) -> Iterator[Bell]:
        """Yield a bell that rings whenever something new may be there for this chat."""
        bell = Bell()
        self._bells[chat_key].add(bell)
        self._anyone.set()
        try:
            yield bell
        finally:
            self._bells[chat_key].discard(bell)
            if not self._bells[chat_key]:
                del self._bells[chat_key]
            if not self._bells:
                self._anyone.clear()

    def nudge(self) -> None:
        """Look at once: this process wrote something. May be called from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake.nudge)

    def stop(self) -> None:
        """Let every listener go, so that the process can end. May be called by a signal."""
        self.is_stopping = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring, set(self._bells))

    async def run(self, wake: WakeListener) -> None:
        """Look for new messages as long as anybody listens; until cancelled."""
        self._wake, self._loop = wake, asyncio.get_running_loop()
        while True:
            if not self._anyone.is_set():
                await self._anyone.wait()
                self._newest = 0  # what was written while nobody listened is no news
            pause_s = POLL_S
            try:
                self._ring(await run_in_threadpool(self._chats_with_news))
            except StoreUnavailableError:
                logger.warning("looking for new messages failed: database unavailable")
                pause_s = PAUSE_AFTER_FAILURE_S
            await self._wake.wait(pause_s)

    def _ring(self, chat_keys: set[str]) -> None:
        for chat_key in chat_keys & self._bells.keys():
            for bell in self._bells[chat_key]:
                bell.ring()

    def _chats_with_news(self) -> set[str]:
        """Return the chats with messages that were not there at the last look."""
        if not self._newest:
            self._newest = newest_id(self._db)
        floor = self._newest - LOOK_BACK
        with reading(self._db) as session:
            found = session.execute(
                select(Outbox.id, Outbox.chat_key).where(Outbox.id > floor)
            ).all()
        fresh = {row.chat_key for row in found if row.id not in self._seen}
        self._newest = max((row.id for row in found), default=self._newest)
        self._seen = {row.id for row in found if row.id > self._newest - LOOK_BACK}
        return fresh
