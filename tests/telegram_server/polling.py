"""getUpdates: offsets, long polling, and one poller at a time."""

import asyncio

from tests.telegram_server.arguments import Arguments
from tests.telegram_server.errors import ApiError, conflict
from tests.telegram_server.faults import UpdateFaultKind
from tests.telegram_server.shapes import Json
from tests.telegram_server.updates import Update
from tests.telegram_server.world import World

MOST_UPDATES = 100
_GATHER_S = 0.002  # after the first new update the real server waits as long for more
_OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK_SET = "terminated by setWebhook request"
_WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Polls:
    """The long poll that waits, if any. Lives on the server's event loop."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiter: asyncio.Future[str] | None = None
        self._next_conflict_at = 0.0
        self._is_closed = False

    async def get_updates(self, arguments: Arguments) -> list[Json]:
        """Return the next updates, waiting for one as long as asked.

        Raises:
            ApiError: a webhook is active, or another poller or webhook has taken over.
        """
        if self._world.webhook is not None:
            raise await self._conflict(_WEBHOOK_ACTIVE)
        if arguments.values.get("allowed_updates"):
            kinds = arguments.parsed("allowed_updates", "can't parse allowed_updates") or ()
            self._world.updates.allow(kinds)
        limit = min(max(arguments.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
        offset = arguments.integer("offset")
        timeout_s = min(max(arguments.integer("timeout"), 0), self._world.timing.longest_poll_s)
        found = self._take(offset, limit)
        if found or not timeout_s or self._is_closed:
            return found
        if await self._wait(timeout_s):
            await asyncio.sleep(_GATHER_S)
        return self._take(max(offset, 0), limit)

    def wake(self) -> None:
        """Let the waiting poll look again."""
        self._finish("")

    def abort_for_webhook(self) -> None:
        """End the waiting poll because a webhook was set."""
        self._finish(_WEBHOOK_SET)

    def close(self) -> None:
        """End the waiting poll and let none wait any more."""
        self._is_closed = True
        self._finish("")

    async def _wait(self, timeout_s: float) -> bool:
        """Return whether something woke the poll before its time was over."""
        self._finish(_OTHER_POLLER)
        waiter: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        try:
            reason = await asyncio.wait_for(waiter, timeout_s)
        except TimeoutError:
            return False
        finally:
            if self._waiter is waiter:
                self._waiter = None
        if reason:
            raise await self._conflict(reason)
        return True

    def _finish(self, reason: str) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(reason)
        self._waiter = None

    async def _conflict(self, reason: str) -> ApiError:
        """Return the refusal; a second one soon after the first is held back, as really."""
        pause_s = self._world.timing.conflict_pause_s
        now = asyncio.get_running_loop().time()
        if now < self._next_conflict_at and not self._is_closed:
            await asyncio.sleep(pause_s)
        else:
            self._next_conflict_at = now + pause_s
        return conflict(reason)

    def _take(self, offset: int, limit: int) -> list[Json]:
        with self._world.lock:
            found = self._world.updates.take(offset, limit)
            return [update.as_json() for update in self._disturbed(found)]

    def _disturbed(self, found: list[Update]) -> list[Update]:
        faults = self._world.faults
        if len(found) > 1 and faults.take_for_updates(UpdateFaultKind.OUT_OF_ORDER):
            found.reverse()
        if found and faults.take_for_updates(UpdateFaultKind.DUPLICATE):
            found = [update for update in found for _ in range(2)]
        return found
