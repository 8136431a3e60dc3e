"""Handing one part of a message over to Telegram, in the best form that it takes."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Any

from telegram import Bot, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.telegram.client import Failure, Fate, failure_of
from bot.telegram.documents import NoSuchDocumentError, make_document
from bot.telegram.metrics import METRICS
from bot.telegram.rendering import Part
from messages.domain.content import Picture
from messages.pictures.drawing import draw
from messages.services.addresses import ChatNotFoundError
from messages.services.deliveries import Delivery
from storage.database import Database
from storage.sealing import SealError

logger = logging.getLogger(__name__)

CALL_S = 30.0  # then nobody knows; shorter than a claim, whatever a slow network does
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
Sending = Coroutine[Any, Any, Message]


class Form(Enum):
    """How a part is sent."""

    DOCUMENT = "document"
    PICTURE = "picture"
    HTML = "html"
    PLAIN = "plain"


def first_form(delivery: Delivery, number: int) -> Form:
    """Return the form in which part `number` is sent first."""
    if number > 0:
        return Form.HTML
    if delivery.document is not None:
        return Form.DOCUMENT
    return Form.HTML if delivery.picture is None else Form.PICTURE


def next_form(form: Form, failure: Failure) -> Form | None:
    """Return the plainer form in which a refused part can still be sent, None if there is none."""
    is_refused = failure.fate in (Fate.BAD_HTML, Fate.REFUSED)
    if form is Form.PICTURE and is_refused:
        return Form.HTML  # the words say what it shows
    return Form.PLAIN if form is Form.HTML and failure.fate is Fate.BAD_HTML else None


@dataclass
class Hand:
    """Calls Telegram. `clock` gives the moment, aware."""

    db: Database
    bot: Bot
    clock: Callable[[], datetime]

    async def over(self, delivery: Delivery, part: Part, form: Form) -> int | Failure:
        """Return Telegram's id of the message, or what became of it."""
        if form is Form.DOCUMENT:
            return await self._document(delivery, part)
        if form is Form.PICTURE and delivery.picture is not None:
            return await self._picture(delivery, delivery.picture, part)
        return await self._call(delivery, self._message(delivery, part, form))

    async def _document(self, delivery: Delivery, part: Part) -> int | Failure:
        """Make the file now, of what is kept now, and send it; what cannot be made is given up."""
        kind = delivery.document or ""
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

    async def _picture(self, delivery: Delivery, picture: Picture, part: Part) -> int | Failure:
        """Draw the picture now and send it over its words."""
        try:
            drawn = await asyncio.to_thread(draw, picture)
        except Exception:  # whatever is wrong with it: the words must arrive
            logger.exception("picture not drawn: outbox=%d", delivery.outbox_id)
            return Failure(Fate.REFUSED)
        sending = self.bot.send_photo(
            int(delivery.address),
            drawn,
            caption=part.html,
            parse_mode=ParseMode.HTML,
            reply_markup=part.keyboard,
        )
        return await self._call(delivery, sending)

    def _message(self, delivery: Delivery, part: Part, form: Form) -> Sending:
        is_html = form is Form.HTML
        return self.bot.send_message(
            int(delivery.address),
            part.html if is_html else part.plain,
            parse_mode=ParseMode.HTML if is_html else None,
            link_preview_options=NO_PREVIEW,
            reply_markup=part.keyboard,
        )

    async def _call(self, delivery: Delivery, sending: Sending) -> int | Failure:
        try:
            with METRICS.waited.time():
                async with asyncio.timeout(CALL_S):
                    message = await sending
        except TelegramError as error:
            failure = failure_of(error)
        except Exception:  # an answer that the library cannot read: it was taken, perhaps
            logger.exception("telegram's answer broke: outbox=%d", delivery.outbox_id)
            failure = Failure(Fate.UNKNOWN)
        else:
            METRICS.sent.inc()
            return message.message_id
        METRICS.failures.labels(fate=failure.fate.value).inc()
        return failure
