"""The doorway: whether somebody may come in, and what /start and join codes do.

Every update of a private chat passes here before anything of it is kept. Whoever has a chat goes
on, unless their school's gate is closed to them. A stranger comes in with a code, or as a guest
who says that they are 16 or over; of all others nothing is kept.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.telegram import strangers
from bot.telegram.commands import START, START_PAYLOAD
from bot.telegram.intake import Commanded, Edited, Heard, Media, Membership, Pressed, Typed
from bot.telegram.strangers import DOOR, HAS_CODE, IS_16, OnceAMinute
from messages.domain.content import Say
from messages.domain.text import clean_text
from messages.services.addresses import address_row
from messages.services.receive import Incoming, begin_chat, receive
from messages.tables import Channel
from safeguarding.signs import find_signs
from schools.domain.codes import MAX_CODE_CHARS, find_code
from storage.clock import SCHOOL_TIME
from storage.database import Database, reading
from students.services.arrivals import Arriving, TurnedAway, arrive, turn_away
from students.services.gate import gate_of_chat
from students.services.identity import JoinError

# A stranger's single word with letters and a digit or dash, about as long as a code: meant as one,
# if perhaps not copied rightly.
_LIKE_A_CODE = re.compile(r"(?=\S*[\d-])(?=\S*[A-Za-z])[\w-]{7,13}", re.ASCII)


@dataclass(frozen=True)
class Entry:
    """What becomes of an update.

    `goes_on`: its sender has a chat now, and it is handled as usual. Otherwise the doorway did
    all there was to do. `says` is sent and not kept; its choices are the doorway's own buttons.
    It `matters` where it is help, or a link that works once.
    """

    goes_on: bool
    chat_key: str | None = None
    says: tuple[Say, ...] = ()
    matters: bool = False


_NOTHING = Entry(goes_on=False)


@dataclass
class Doorway:
    """Decides about updates. `public_url` is where people reach the portal."""

    db: Database
    public_url: str
    _welcomed: OnceAMinute = field(default_factory=OnceAMinute)
    _sent_away: OnceAMinute = field(default_factory=OnceAMinute)

    def enter(self, heard: Heard, *, now: datetime) -> Entry:
        """Decide about an update; deciding twice about the same one changes nothing.

        Raises:
            StoreUnavailableError: the database could not be reached; nothing was done.
        """
        with reading(self.db) as session:
            row = address_row(session, channel=Channel.TELEGRAM, address=str(heard.chat_id))
            if row is None:
                chat_key, is_closed = None, False
            else:
                today = now.astimezone(SCHOOL_TIME).date()
                chat_key = row.chat_key
                is_closed = gate_of_chat(session, chat_key, today=today) is not None
        if chat_key is None:
            return self._stranger(heard, now)
        if is_closed and not (isinstance(heard, Membership) and heard.is_gone):
            return self._closed(heard, chat_key, now)
        return self._member(heard, chat_key, now)

    def _stranger(self, heard: Heard, now: datetime) -> Entry:
        match heard:
            case Membership():  # pressing "Start" comes as a message of its own
                return _NOTHING
            case Pressed():
                return self._pressed(heard, now)
            case Commanded(name=name) if name in strangers.OF_COMMANDS:
                return _told(strangers.answer_command(strangers.OF_COMMANDS[name], self.public_url))
            case Commanded(name=name, argument="") if name == START:
                return _told(strangers.welcome(self.public_url))
        words = _words_of(heard)
        code = find_code(words) or _meant_as_code(heard, words)
        if code is not None:
            return self._arrives(heard, code, words, now)
        if find_signs(words):
            return _told(strangers.answer_concern(self.db, now), matters=True)
        return self._welcome(heard, now)

    def _pressed(self, heard: Pressed, now: datetime) -> Entry:
        match heard.token:
            case strangers.HAS_CODE:
                return _told(strangers.ask_code())
            case strangers.NO_CODE:
                return _told(strangers.ask_age())
            case strangers.IS_UNDER_16:
                return _told(strangers.send_to_web(self.public_url))
            case strangers.IS_16:
                return self._begin(heard, now)
        return self._welcome(heard, now)

    def _welcome(self, heard: Heard, now: datetime) -> Entry:
        if not self._welcomed.may_say(heard.chat_id, now):
            return _NOTHING
        return _told(strangers.welcome(self.public_url))

    def _arrives(self, heard: Heard, code: str, words: str, now: datetime) -> Entry:
        """Let a stranger in by a code, or say why not."""
        try:
            arrival = arrive(self.db, _arriving(heard, code), now=now)
        except JoinError as error:
            concern = self._concern(words, now)
            return _told((*concern, *strangers.refuse_code(error)), matters=bool(concern))
        if isinstance(arrival, TurnedAway):
            says = strangers.send_away(arrival, self.public_url)
            return _told((*self._concern(words, now), *says), matters=True)
        return self._came_in(heard, words, now)

    def _concern(self, words: str, now: datetime) -> tuple[Say, ...]:
        return strangers.answer_concern(self.db, now) if find_signs(words) else ()

    def _came_in(self, heard: Heard, words: str, now: datetime) -> Entry:
        """Greet; what was said beside the code is heard where it shows signs of harm."""
        entry = self._begin(heard, now)
        if find_signs(words):
            self._receive(heard, now, text=words)
        return entry

    def _begin(self, heard: Heard, now: datetime) -> Entry:
        address = str(heard.chat_id)
        chat_key = begin_chat(self.db, channel=Channel.TELEGRAM, address=address, now=now)
        return Entry(goes_on=False, chat_key=chat_key)

    def _closed(self, heard: Heard, chat_key: str, now: datetime) -> Entry:
        """Send a student on whom the gate keeps out; signs of harm are heard all the same."""
        if find_signs(_words_of(heard)):
            return Entry(goes_on=True, chat_key=chat_key)
        if isinstance(heard, Membership):  # they let the bot in again, and will write
            return _NOTHING
        if not self._sent_away.is_due(heard.chat_id, now):
            return _NOTHING
        away = turn_away(self.db, chat_key, update_id=heard.update_id, now=now)
        self._sent_away.said(heard.chat_id, now)  # once the link is kept, not before
        if away is None:
            return _NOTHING
        return _told(strangers.send_away(away, self.public_url), matters=True)

    def _member(self, heard: Heard, chat_key: str, now: datetime) -> Entry:
        if isinstance(heard, Pressed) and heard.token.startswith(DOOR):
            return self._pressed_again(heard, now)
        words = "" if isinstance(heard, Edited) else _words_of(heard)
        code = find_code(words)
        if code is not None:
            entry = self._member_code(heard, code, words, now)
            if entry is not None:
                return entry
        if isinstance(heard, Commanded) and heard.name == START:
            said = {"payload": START_PAYLOAD} if code is None else {"text": code}
            self._receive(heard, now, **said)
            return Entry(goes_on=False, chat_key=chat_key)
        return Entry(goes_on=True, chat_key=chat_key)

    def _member_code(self, heard: Heard, code: str, words: str, now: datetime) -> Entry | None:
        """Bind who has a chat to the student behind a code; None: the dialogue has the rest.

        The dialogue says "welcome", or why the code does not work: it reads the same code.
        """
        try:
            arrival = arrive(self.db, _arriving(heard, code), now=now)
        except JoinError:
            return None
        if isinstance(arrival, TurnedAway):
            says = strangers.send_away(arrival, self.public_url)
            return _told((*self._concern(words, now), *says), matters=True)
        if arrival.is_new:
            return self._came_in(heard, words, now)
        if isinstance(heard, Commanded):
            self._receive(heard, now, text=code)
            return Entry(goes_on=False, chat_key=arrival.chat_key)
        return Entry(goes_on=True, chat_key=arrival.chat_key)

    def _pressed_again(self, heard: Pressed, now: datetime) -> Entry:
        """Answer a button of the welcome that is still to be seen after coming in."""
        if heard.token == HAS_CODE:
            return _told(strangers.ask_code())
        return self._begin(heard, now) if heard.token == IS_16 else _NOTHING

    def _receive(self, heard: Heard, now: datetime, **said: Any) -> None:
        address, update_id = str(heard.chat_id), str(heard.update_id)
        incoming = Incoming(Channel.TELEGRAM, address, update_id, said_at=heard.said_at, **said)
        receive(self.db, incoming, now=now)


def _told(says: tuple[Say, ...], *, matters: bool = False) -> Entry:
    return Entry(goes_on=False, says=says, matters=matters)


def _arriving(heard: Heard, code: str) -> Arriving:
    return Arriving(str(heard.chat_id), code[:MAX_CODE_CHARS], heard.update_id)


def _words_of(heard: Heard) -> str:
    """Return the words as the dialogue will read them: a code with hidden signs is a code."""
    match heard:
        case Typed(text=text) | Edited(text=text):
            return clean_text(text)
        case Media(caption=caption):
            return clean_text(caption)
        case Commanded(argument=argument):
            return clean_text(argument)
    return ""


def _meant_as_code(heard: Heard, words: str) -> str | None:
    """Return a stranger's words where they stand for a code, however wrong it is."""
    is_start = isinstance(heard, Commanded) and heard.name == START
    return words if is_start or _LIKE_A_CODE.fullmatch(words.strip()) else None
