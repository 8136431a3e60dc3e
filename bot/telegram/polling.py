"""Long polling: updates are asked for, and confirmed only once they are kept."""

import asyncio
import logging
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram.error import Conflict, TelegramError

from bot.telegram.backoff import Backoff
from bot.telegram.client import POLL_S, Client, failure_of
from bot.telegram.handling import Intake
from bot.telegram.menu import introduce
from bot.telegram.metrics import METRICS
from bot.telegram.raw import update_id_of
from storage.database import StoreUnavailableError
from storage.sole import SoleRight

logger = logging.getLogger(__name__)

LONGEST_PAUSE_S = 30.0
CONFLICT_OVER_S = 20.0  # without a further 409
NOT_OURS_PAUSE_S = 1.0  # another gateway polls
EMPTY_PAUSE_S = 0.05  # in case somebody between us and Telegram does not wait as asked


@dataclass
class Poller:
    """Asks Telegram for updates until stopped.

    The offset that confirms updates lives in memory: after a restart Telegram sends again what
    was not confirmed, and what was kept already is known by its id.
    """

    client: Client
    intake: Intake
    right: SoleRight | None = None
    wait_s: int = POLL_S
    first_pause_s: float = 1.0
    _offset: int | None = None
    _is_told: bool = False
    _conflict_at: float = -math.inf
    _backoff: Backoff = field(init=False)

    def __post_init__(self) -> None:
        self._backoff = Backoff(self.first_pause_s, LONGEST_PAUSE_S)

    async def run(self) -> None:
        """Poll until cancelled."""
        while not await self._takes_over():
            pass
        while True:
            await self._poll()

    async def _takes_over(self) -> bool:
        """Switch a webhook off, keeping what waits; return whether that worked."""
        try:
            await self.client.bot.delete_webhook(drop_pending_updates=False)
            await introduce(self.client.bot, self.intake.db)
        except TelegramError as error:
            await self._failed(error)
            return False
        except StoreUnavailableError:
            logger.exception("polling not begun yet")
            await asyncio.sleep(self._backoff.next_s())
            return False
        self._works()
        return True

    async def _poll(self) -> None:
        if self.right is not None and not await asyncio.to_thread(self.right.is_ours):
            await asyncio.sleep(NOT_OURS_PAUSE_S)
            return
        try:
            updates = await self.client.raw_updates(offset=self._offset, wait_s=self.wait_s)
        except TelegramError as error:
            await self._failed(error)
            return
        except Exception:  # an answer that is none of Telegram's: whoever gives it may stop
            logger.exception("no updates from telegram: why=broken")
            await asyncio.sleep(self._backoff.next_s())
            return
        self._works()
        for update in updates:
            await self._take(update)
        ids = [one["update_id"] for one in updates if isinstance(one.get("update_id"), int)]
        # Of this batch alone: after a quiet week Telegram may begin again with lower ids.
        self._offset = max(ids) + 1 if ids else self._offset
        if not ids:  # also for updates without a number, which none of Telegram's is
            await asyncio.sleep(EMPTY_PAUSE_S)

    async def _take(self, update: Mapping[str, Any]) -> None:
        """Handle one update, however long the database is away."""
        backoff = Backoff(self.first_pause_s, LONGEST_PAUSE_S)
        while not await self._is_kept(update):  # noqa: ASYNC110  # nobody tells when it is back
            await asyncio.sleep(backoff.next_s())

    async def _is_kept(self, update: Mapping[str, Any]) -> bool:
        try:
            await self.intake.take(update)
        except StoreUnavailableError:
            logger.exception("update not kept yet: id=%s", update_id_of(update))
            return False
        return True

    async def _failed(self, error: TelegramError) -> None:
        """Wait a little longer each time; say once what is wrong until it works again."""
        is_conflict = isinstance(error, Conflict)
        kind = "conflict" if is_conflict else failure_of(error).fate.value
        METRICS.poll_failures.labels(kind=kind).inc()
        if is_conflict:
            self._conflict_at = time.monotonic()
        if not self._is_told:
            logger.error("no updates from telegram: why=%s", kind)
            self._is_told = True
        told_s = failure_of(error).retry_after_s
        await asyncio.sleep(max(self._backoff.next_s(), told_s))

    def _works(self) -> None:
        if time.monotonic() - self._conflict_at < CONFLICT_OVER_S:
            return  # two pollers take turns at being refused
        if self._is_told:
            logger.info("updates from telegram come again")
        self._is_told = False
        self._backoff.succeeded()
