"""The courier: takes one chat's messages to Telegram and keeps what became of each part."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from telegram import Bot

from bot.telegram.backoff import Backoff
from bot.telegram.client import Failure, Fate
from bot.telegram.handing import Hand, first_form, next_form
from bot.telegram.holds import Holds
from bot.telegram.metrics import METRICS
from bot.telegram.pace import Pace
from bot.telegram.rendering import Part, render
from messages.services.addresses import ChatNotFoundError, mark_gone
from messages.services.deliveries import (
    Delivery,
    UndeliverableError,
    abandon_delivery,
    begin_part,
    fail_delivery,
    next_delivery,
    note_part,
    postpone,
)
from storage.database import Database, StoreUnavailableError
from storage.sole import SoleRight
from students.services.gate import is_closed

logger = logging.getLogger(__name__)

MOST_TRIES = 20  # that failed while others got through: then it is the message
MOST_UNKNOWN = 6  # each may have arrived: about two minutes, then the student is told once
MOST_BROKEN = 5  # by a bug of ours: about a quarter of a minute


class _NotNotedError(Exception):
    """A part arrived, and a bug of ours keeps us from noting it: it must not be sent again."""


@dataclass
class Courier:
    """Sends one chat's messages, one after the other. `clock` gives the moment, aware.

    `name` is this sender's own among several gateways, the same after a restart.
    """

    db: Database
    bot: Bot
    clock: Callable[[], datetime]
    pace: Pace = field(default_factory=Pace)
    holds: Holds = field(default_factory=Holds)
    right: SoleRight | None = None
    name: str = "gateway"
    is_stopping: bool = False
    _hand: Hand = field(init=False)

    def __post_init__(self) -> None:
        self._hand = Hand(self.db, self.bot, self.clock)

    async def serve(self, chat_key: str) -> None:
        """Send what waits for this chat until nothing does, or until it has to wait."""
        try:
            while not self.is_stopping and await self._send_next(chat_key):
                pass
        except StoreUnavailableError:
            logger.exception("cannot look for messages to send")
            self.holds.failed(chat_key)
        except Exception:  # a bug of ours must not stop the other chats
            logger.exception("sending broke")
            self.holds.failed(chat_key)

    async def _send_next(self, chat_key: str) -> bool:
        """Send the chat's next message; return whether there may be another one now."""
        look = partial(next_delivery, self.db, chat_key, by=self.name, now=self.clock())
        try:
            delivery = await asyncio.to_thread(look)
        except UndeliverableError as error:
            await self._give_up(error.outbox_id, error.failure)
            return True
        if delivery is None:
            return False
        try:
            return await self._deliver(delivery)
        except StoreUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  # logged and counted there
            return await self._broke(delivery, error)

    async def _deliver(self, delivery: Delivery) -> bool:
        if delivery.is_under_way:  # whoever sent it died before the answer was kept
            await self._give_up(delivery.outbox_id, Fate.UNKNOWN.value)
            return True
        if not delivery.is_answer and await self._is_closed(delivery.chat_key):
            await self._give_up(delivery.outbox_id, "closed")
            return True
        has_file = delivery.document is not None or delivery.picture is not None
        parts = render(delivery.text, delivery.buttons, has_file=has_file)
        if not parts:
            await self._give_up(delivery.outbox_id, "empty")
            return True
        return await self._send(delivery, parts)

    async def _is_closed(self, chat_key: str) -> bool:
        """Return whether the school's age gate stands against saying something unasked."""
        try:
            return await asyncio.to_thread(is_closed, self.db, chat_key, now=self.clock())
        except ChatNotFoundError:  # erased a moment ago, with all that waited
            return False

    async def _send(self, delivery: Delivery, parts: tuple[Part, ...]) -> bool:
        for number in range(delivery.parts_sent, len(parts)):
            here = replace(delivery, parts_sent=number)
            began_at = self.clock()
            outcome = await self._hand_over(here, parts[number])
            if outcome is None:
                return False
            if isinstance(outcome, Failure):
                return await self._failed(here, outcome, began_at)
            self.holds.succeeded(delivery.chat_key)
            await self._note_sent(delivery, parts, number, outcome)
        return True

    async def _hand_over(self, delivery: Delivery, part: Part) -> int | Failure | None:
        """Return Telegram's id of the part, or what became of it; None: it is not ours to send."""
        form = first_form(delivery, delivery.parts_sent)
        while True:
            await self.pace.turn(delivery.chat_key)
            if self.is_stopping or not await asyncio.to_thread(self._claim, delivery):
                return None
            outcome = await self._hand.over(delivery, part, form)
            plainer = next_form(form, outcome) if isinstance(outcome, Failure) else None
            if plainer is None:
                return outcome
            logger.warning("not taken: outbox=%d form=%s", delivery.outbox_id, form.value)
            form = plainer

    def _claim(self, delivery: Delivery) -> bool:
        """Return whether a part may be handed over now, asked at the last moment."""
        if self.right is not None and not self.right.is_ours():
            return False
        return begin_part(self.db, delivery, by=self.name, now=self.clock())

    async def _note_sent(
        self, delivery: Delivery, parts: tuple[Part, ...], number: int, message_id: int
    ) -> None:
        """Keep that a part arrived, however long the database is away: else it is sent twice."""
        note = partial(
            note_part,
            self.db,
            delivery.outbox_id,
            parts_sent=number + 1,
            is_last=number + 1 == len(parts),
            message_id=message_id,
            has_keyboard=parts[number].keyboard is not None,
            now=self.clock(),
        )
        try:
            await self._keep(note, delivery.outbox_id)
        except Exception as error:
            raise _NotNotedError from error

    async def _failed(self, delivery: Delivery, failure: Failure, began_at: datetime) -> bool:
        """Keep what became of a message; return whether the chat's next one may be tried."""
        outbox_id = delivery.outbox_id
        match failure.fate:
            case Fate.FLOOD:
                await self._wait_as_told(delivery, failure.retry_after_s)
                return False
            case Fate.GONE:
                await self._is_gone(delivery, began_at)
                return False
            case Fate.REFUSED | Fate.BAD_HTML:
                await self._give_up(outbox_id, Fate.REFUSED.value)
                return True
            case Fate.UNKNOWN | Fate.DOWN if not delivery.is_repeatable:
                await self._give_up(outbox_id, Fate.UNKNOWN.value)
                return True
            case _:
                return await self._try_later(delivery, failure)

    async def _is_gone(self, delivery: Delivery, began_at: datetime) -> None:
        logger.info("student is gone: outbox=%d", delivery.outbox_id)
        if delivery.is_last_words:
            await self._give_up(delivery.outbox_id, Fate.GONE.value)
            return
        METRICS.given_up.labels(failure="gone").inc()
        gone = partial(
            mark_gone,
            self.db,
            delivery.chat_key,
            address_hash=delivery.address_hash,
            since=began_at,
            now=self.clock(),
        )
        await self._keep(gone, delivery.outbox_id)
        # For whoever wrote meanwhile: they are there, so it is tried again.
        later = partial(postpone, self.db, delivery.outbox_id)
        await self._keep(later, delivery.outbox_id)

    async def _wait_as_told(self, delivery: Delivery, retry_after_s: float) -> None:
        """Let this chat wait; all of them only where several were refused in a short time."""
        until = self.clock() + timedelta(seconds=retry_after_s)
        if self.pace.flooded(delivery.chat_key, retry_after_s):
            METRICS.pauses.inc()
            logger.warning("telegram refuses several chats: pause_s=%d", retry_after_s)
        later = partial(postpone, self.db, delivery.outbox_id, until=until)
        await self._keep(later, delivery.outbox_id)

    async def _try_later(self, delivery: Delivery, failure: Failure) -> bool:
        """Let the chat wait a little; a message that fails by itself too often is given up."""
        is_its_own = self.holds.failed(delivery.chat_key)
        is_unknown = failure.fate is Fate.UNKNOWN
        counts = is_its_own or is_unknown
        if counts and delivery.tries + 1 >= (MOST_UNKNOWN if is_unknown else MOST_TRIES):
            self.holds.let_go(delivery.chat_key)
            await self._give_up(delivery.outbox_id, failure.fate.value)
            return True
        logger.warning("not sent: outbox=%d fate=%s", delivery.outbox_id, failure.fate.value)
        later = partial(postpone, self.db, delivery.outbox_id, counts=counts)
        await self._keep(later, delivery.outbox_id)
        return False

    async def _broke(self, delivery: Delivery, error: Exception) -> bool:
        """Count a try that broke; return whether the chat's next message may be tried."""
        logger.error("sending broke: outbox=%d", delivery.outbox_id, exc_info=error)
        self.holds.failed(delivery.chat_key)
        is_over = isinstance(error, _NotNotedError) or delivery.tries + 1 >= MOST_BROKEN
        if is_over:
            self.holds.let_go(delivery.chat_key)
            await self._give_up(delivery.outbox_id, "broken")
            return True
        later = partial(postpone, self.db, delivery.outbox_id, counts=True)
        await self._keep(later, delivery.outbox_id)
        return False

    async def _give_up(self, outbox_id: int, failure: str) -> None:
        METRICS.given_up.labels(failure=failure).inc()
        logger.error("message given up: outbox=%d failure=%s", outbox_id, failure)
        give_up = partial(fail_delivery, self.db, outbox_id, failure, now=self.clock())
        try:
            await self._keep(give_up, outbox_id)
        except Exception:  # the notice is lost rather than the chat
            logger.exception("the student is not told: outbox=%d", outbox_id)
            abandon = partial(abandon_delivery, self.db, outbox_id, failure, now=self.clock())
            await self._keep(abandon, outbox_id)

    async def _keep(self, write: Callable[[], None], outbox_id: int) -> None:
        backoff = Backoff(first_s=0.2, longest_s=5.0)
        while not await asyncio.to_thread(_is_kept, write):
            logger.error("outcome not kept yet: outbox=%d", outbox_id)
            await asyncio.sleep(backoff.next_s())


def _is_kept(write: Callable[[], None]) -> bool:
    try:
        write()
    except StoreUnavailableError:
        return False
    return True
