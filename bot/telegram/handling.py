"""What is done with an update: committed first, then the small signs that it arrived."""

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from telegram import Bot, Update

from bot.telegram.commands import COMMANDS, MYDATA, STOP
from bot.telegram.documents import send_my_data
from bot.telegram.doorway import Doorway, Entry
from bot.telegram.fitting import answer_edit, answer_media
from bot.telegram.gestures import Gestures
from bot.telegram.intake import (
    Commanded,
    Edited,
    Heard,
    Media,
    Membership,
    Pressed,
    Typed,
    parse,
)
from bot.telegram.metrics import METRICS
from bot.telegram.raw import update_id_of
from bot.telegram.rescue import rescue
from bot.telegram.words import WORDING
from messages.domain.content import Say
from messages.services.addresses import (
    ChatNotFoundError,
    chat_heard_from,
    lose_telegram,
    stop_reminders,
)
from messages.services.keyboards import note_keyboards_gone, shown_keyboards
from messages.services.outbox import enqueue
from messages.services.receive import EmptyMessageError, Incoming, receive
from messages.services.updates import is_first_time
from messages.tables import Channel
from safeguarding.signs import find_signs
from storage.database import Database, StoreUnavailableError, transaction

logger = logging.getLogger(__name__)

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass
class Intake:
    """Takes updates in. `clock` gives the moment, aware; `wake` says that there is work."""

    db: Database
    bot: Bot
    doorway: Doorway
    gestures: Gestures
    wake: Callable[[], None]
    clock: Callable[[], datetime]

    async def take(self, raw: Mapping[str, Any]) -> None:
        """Handle an update as JSON; when this returns, it is kept and may be confirmed.

        The same update again changes nothing. One that breaks is done with, for those behind it
        must not wait: signs of harm in it are heard all the same, and its sender is told.

        Raises:
            StoreUnavailableError: nothing was kept; it must come again.
        """
        try:
            heard = parse(Update.de_json(dict(raw), self.bot))
            METRICS.updates.labels(kind=type(heard).__name__).inc()
            kept = await asyncio.to_thread(self._keep, heard) if isinstance(heard, Heard) else None
        except StoreUnavailableError:
            raise
        except Exception as error:
            logger.exception("update broke: id=%s", update_id_of(raw))
            await self._rescue(raw, error)
            return
        if isinstance(heard, Heard) and kept is not None:
            self._make_signs(heard, *kept)

    def _make_signs(self, heard: Heard, entry: Entry, keyboards: list[int]) -> None:
        """Begin what follows from an update that is kept; nothing of it can undo that."""
        self.wake()
        if isinstance(heard, Pressed):
            self.gestures.answer(heard.callback_id)
        if entry.says:
            self.gestures.teller.tell(
                heard.chat_id, entry.says, update_id=heard.update_id, matters=entry.matters
            )
        if keyboards:
            self.gestures.remove_keyboards(heard.chat_id, keyboards)
        if entry.chat_key is not None:
            self.gestures.type_in(heard.chat_id, entry.chat_key)

    def _keep(self, heard: Heard) -> tuple[Entry, list[int]]:
        """Return what the doorway decided, and which keyboards are to go, all being committed."""
        try:
            return self._enter_and_handle(heard)
        except (ChatNotFoundError, IntegrityError):
            # The chat was forgotten between two steps, or the same update came twice at once.
            return self._enter_and_handle(heard)

    def _enter_and_handle(self, heard: Heard) -> tuple[Entry, list[int]]:
        now, heard = self.clock(), _as_said(heard)
        entry = self.doorway.enter(heard, now=now)
        if not entry.goes_on or entry.chat_key is None:
            return entry, []
        # Looked up before it is kept: what is asked after that must keep its buttons.
        keyboards = shown_keyboards(self.db, entry.chat_key)
        is_answer = HANDLERS[type(heard)](self.db, heard, now)
        if not is_answer:
            return entry, []
        if keyboards:
            note_keyboards_gone(self.db, keyboards)
        pressed = {heard.message_id} if isinstance(heard, Pressed) else set[int]()
        return entry, sorted(pressed.union(keyboards.values()))

    async def _rescue(self, raw: Mapping[str, Any], error: Exception) -> None:
        METRICS.broken.inc()
        told = await asyncio.to_thread(rescue, self.db, raw, error, now=self.clock())
        self.wake()
        if told is not None:
            update_id = update_id_of(raw) or 0
            self.gestures.teller.tell(told.chat_id, told.says, update_id=update_id, matters=True)


def _as_said(heard: Heard) -> Heard:
    """Return words behind a command as a text where they show signs of harm: they come first."""
    if isinstance(heard, Commanded) and find_signs(heard.argument):
        return Typed(heard.update_id, heard.chat_id, heard.argument)
    return heard


def _typed(db: Database, heard: Typed, now: datetime) -> bool:
    return _receive(db, heard, now, text=heard.text)


def _pressed(db: Database, heard: Pressed, now: datetime) -> bool:
    token = heard.token if _TOKEN.fullmatch(heard.token) else ""  # no button has it
    return _receive(db, heard, now, button_token=token)


def _commanded(db: Database, heard: Commanded, now: datetime) -> bool:
    if heard.name == STOP:
        return _stop(db, heard, now)
    if heard.name == MYDATA:
        send_my_data(db, address=str(heard.chat_id), update_id=heard.update_id, now=now)
        return False
    return _receive(db, heard, now, text=f"/{heard.name}", payload=COMMANDS[heard.name])


def _stop(db: Database, heard: Commanded, now: datetime) -> bool:
    """Send no more reminders, and say so."""
    with transaction(db) as session:
        chat = chat_heard_from(session, channel=Channel.TELEGRAM, address=str(heard.chat_id))
        if is_first_time(session, heard.update_id, now=now):
            stop_reminders(session, chat.key, now=now)
            says = [Say(WORDING.text("stopped"))]
            enqueue(session, chat.key, says, now=now, channel=Channel.TELEGRAM)
    return False


def _membership(db: Database, heard: Membership, now: datetime) -> bool:
    """Note who left and who is back; an old update that comes again must not turn that round."""
    with transaction(db) as session:
        if is_first_time(session, heard.update_id, now=now):
            chat = chat_heard_from(session, channel=Channel.TELEGRAM, address=str(heard.chat_id))
            if heard.is_gone:
                lose_telegram(session, chat.key, now=now)
    return False


def _edited(db: Database, heard: Edited, now: datetime) -> bool:
    """Read a changed text for signs of harm; otherwise what was asked first was answered."""
    if find_signs(heard.text):
        return _receive(db, heard, now, text=heard.text)
    answer_edit(db, heard, now=now)
    return False


def _media(db: Database, heard: Media, now: datetime) -> bool:
    """Take the words under a picture or file as what was said; without words say what to do."""
    if heard.caption.strip():
        return _receive(db, heard, now, text=heard.caption)
    answer_media(db, heard, now=now)
    return False


def _receive(db: Database, heard: Heard, now: datetime, **content: Any) -> bool:
    """Keep what was said; return whether it is new."""
    address, update_id = str(heard.chat_id), str(heard.update_id)
    incoming = Incoming(Channel.TELEGRAM, address, update_id, said_at=heard.said_at, **content)
    try:
        return not receive(db, incoming, now=now).duplicate
    except EmptyMessageError:
        logger.info("nothing to read: update=%d", heard.update_id)
        return False


# What each kind of update does, once its sender is through the doorway. Each returns whether the
# student said something new, which answers what was asked before.
HANDLERS: Mapping[type[Heard], Callable[[Database, Any, datetime], bool]] = {
    Typed: _typed,
    Commanded: _commanded,
    Pressed: _pressed,
    Edited: _edited,
    Media: _media,
    Membership: _membership,
}
