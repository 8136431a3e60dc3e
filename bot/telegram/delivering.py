"""The courier: takes one chat's messages to Telegram and keeps what became of each part."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from telegram import Bot, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.telegram.backoff import Backoff
from bot.telegram.client import Failure, Fate, failure_of
from bot.telegram.documents import NoSuchDocumentError, make_document
from bot.telegram.holds import Holds
from bot.telegram.metrics import METRICS
from bot.telegram.pace import Pace
from bot.telegram.rendering import Part, render
from messages.services.addresses import ChatNotFoundError, mark_gone
from messages.services.deliveries import (
    Delivery,
    UndeliverableError,
    begin_part,
    fail_delivery,
    next_delivery,
    note_part,
    postpone,
)
from storage.database import Database, StoreUnavailableError
from storage.sealing import SealError
from students.services.gate import is_closed

logger = logging.getLogger(__name__)

MOST_TRIES = 20  # that failed while others got through: then it is the message
MOST_UNKNOWN = 6  # each may have arrived: about two minutes, then the student is told once
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass
class Courier:
    """Sends one chat's messages, one after the other. `clock` gives the moment, aware."""

    db: Database
    bot: Bot
    clock: Callable[[], datetime]
    pace: Pace = field(default_factory=Pace)
    holds: Holds = field(default_factory=Holds)
    is_stopping: bool = False

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
        try:
            delivery = await asyncio.to_thread(next_delivery, self.db, chat_key, now=self.clock())
        except UndeliverableError as error:
            await self._give_up(error.outbox_id, error.failure)
            return True
        if delivery is None:
            return False
        if delivery.is_under_way:  # whoever sent it died before the answer was kept
            await self._give_up(delivery.outbox_id, Fate.UNKNOWN.value)
            return True
        if not delivery.is_answer and await self._is_closed(chat_key):
            await self._give_up(delivery.outbox_id, "closed")
            return True
        return await self._send(delivery)

    async def _is_closed(self, chat_key: str) -> bool:
        """Return whether the school's age gate stands against saying something unasked."""
        try:
            return await asyncio.to_thread(is_closed, self.db, chat_key, now=self.clock())
        except ChatNotFoundError:  # erased a moment ago, with all that waited
            return False

    async def _send(self, delivery: Delivery) -> bool:
        parts = render(delivery.text, delivery.buttons)
        for number in range(delivery.parts_sent, len(parts)):
            await self.pace.turn(delivery.chat_key)
            if self.is_stopping:
                return False
            if not delivery.is_repeatable:
                await asyncio.to_thread(begin_part, self.db, delivery.outbox_id)
            outcome = await self._hand_over(delivery, parts[number])
            if isinstance(outcome, Failure):
                return await self._failed(delivery, outcome)
            self.holds.succeeded(delivery.chat_key)
            await self._note_sent(delivery, parts, number, outcome)
        return True

    async def _hand_over(self, delivery: Delivery, part: Part) -> int | Failure:
        """Return Telegram's id of the message, or what became of it; bad HTML goes as plain."""
        if delivery.document is not None:
            return await self._hand_over_document(delivery, delivery.document, part)
        outcome = await self._call(delivery, self._message(delivery, part, ParseMode.HTML))
        if isinstance(outcome, Failure) and outcome.fate is Fate.BAD_HTML:
            logger.warning("html refused: outbox=%d", delivery.outbox_id)
            await self.pace.turn(delivery.chat_key)
            return await self._call(delivery, self._message(delivery, part, None))
        return outcome

    async def _hand_over_document(self, delivery: Delivery, kind: str, part: Part) -> int | Failure:
        """Make the file now, of what is kept now, and send it; what cannot be made is given up."""
        make = partial(make_document, self.db, kind, delivery.chat_key, now=self.clock())
        try:
            made = await asyncio.to_thread(make)
        except (NoSuchDocumentError, ChatNotFoundError, SealError) as error:
            why = type(error).__name__
            logger.error("document not made: outbox=%d why=%s", delivery.outbox_id, why)  # noqa: TRY400
            return Failure(Fate.REFUSED)
        sending = self.bot.send_document(
            int(delivery.address),
            made.content,
            filename=made.name,
            caption=part.plain,
            reply_markup=part.keyboard,
        )
        return await self._call(delivery, sending)

    def _message(
        self, delivery: Delivery, part: Part, parse_mode: ParseMode | None
    ) -> Coroutine[Any, Any, Message]:
        return self.bot.send_message(
            int(delivery.address),
            part.plain if parse_mode is None else part.html,
            parse_mode=parse_mode,
            link_preview_options=NO_PREVIEW,
            reply_markup=part.keyboard,
        )

    async def _call(
        self, delivery: Delivery, sending: Coroutine[Any, Any, Message]
    ) -> int | Failure:
        try:
            with METRICS.waited.time():
                message = await sending
        except TelegramError as error:
            failure = failure_of(error)
            METRICS.failures.labels(fate=failure.fate.value).inc()
            return failure
        except Exception:  # an answer that the library cannot read: it was taken, perhaps
            logger.exception("telegram's answer broke: outbox=%d", delivery.outbox_id)
            METRICS.failures.labels(fate=Fate.UNKNOWN.value).inc()
            return Failure(Fate.UNKNOWN)
        METRICS.sent.inc()
        return message.message_id

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
        await self._keep(note, delivery.outbox_id)

    async def _failed(self, delivery: Delivery, failure: Failure) -> bool:
        """Keep what became of a message; return whether the chat's next one may be tried."""
        outbox_id = delivery.outbox_id
        match failure.fate:
            case Fate.FLOOD:
                await self._wait_as_told(delivery, failure.retry_after_s)
                return False
            case Fate.GONE:
                logger.info("student is gone: outbox=%d", outbox_id)
                METRICS.given_up.labels(failure="gone").inc()
                gone = partial(mark_gone, self.db, delivery.chat_key, now=self.clock())
                await self._keep(gone, outbox_id)
                return False
            case Fate.REFUSED | Fate.BAD_HTML:
                await self._give_up(outbox_id, Fate.REFUSED.value)
                return True
            case Fate.UNKNOWN if not delivery.is_repeatable:
                await self._give_up(outbox_id, failure.fate.value)
                return True
            case _:
                return await self._try_later(delivery, failure)

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
        if counts or not delivery.is_repeatable:
            later = partial(postpone, self.db, delivery.outbox_id, counts=counts)
            await self._keep(later, delivery.outbox_id)
        return False

    async def _give_up(self, outbox_id: int, failure: str) -> None:
        METRICS.given_up.labels(failure=failure).inc()
        logger.error("message given up: outbox=%d failure=%s", outbox_id, failure)
        give_up = partial(fail_delivery, self.db, outbox_id, failure, now=self.clock())
        await self._keep(give_up, outbox_id)

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
