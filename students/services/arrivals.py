"""Arriving on Telegram with a join code: let in, or sent on to the web chat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.services.addresses import address_row, attach_address, end_telegram
from messages.services.chats import (
    chat_of,
    chats_of_student,
    drop_waiting,
    erase_chat,
    open_in,
)
from messages.services.updates import is_first_time, is_noted
from messages.tables import Channel
from schools.tables import JoinCode
from storage.clock import SCHOOL_TIME
from storage.database import Database, transaction
from storage.secrets import keyed_hash
from students.services.erase import erase_student
from students.services.gate import Gate, gate_before, gate_of_chat
from students.services.identity import (
    MAX_WRONG_CODES,
    TooManyTriesError,
    UnknownCodeError,
    bind_by_code,
    check_ready,
    code_row,
    entry_behind,
    same_student,
    wrong_codes,
)
from students.services.links import give_link
from students.tables import JoinAttempt, Student

_SECRET = "stranger"  # noqa: S105  # its name


@dataclass(frozen=True)
class TurnedAway:
    """A student may not use Telegram: why, and the token of a link to the web chat."""

    gate: Gate
    token: str


@dataclass(frozen=True)
class Arrival:
    """A student is in. `is_new`: they had no chat on Telegram before this update."""

    chat_key: str
    is_new: bool


@dataclass(frozen=True)
class Arriving:
    """Who comes: Telegram's chat id as the address, the code, and the update it came in."""

    address: str
    code: str
    update_id: int


def arrive(db: Database, arriving: Arriving, *, now: datetime) -> Arrival | TurnedAway:
    """Let somebody in by their code, be it a stranger, a guest or a student with their own code.

    A student who has a conversation already goes on with it here; their other Telegram account,
    if there is one, belongs to nobody from then on. Whoever is too young by the roster is not let
    in: of a stranger nothing is kept, a guest's chat is erased. Arriving twice with the same
    update changes nothing.

    Raises:
        UnknownCodeError: no school gave out this code; the try counts.
        TooManyTriesError: too many wrong codes from this address.
        SchoolNotReadyError, CodeUsedError, AlreadyJoinedError: see `identity.join`.
    """
    with transaction(db) as session:
        tries_key = keyed_hash(session, _SECRET, arriving.address)
        if wrong_codes(session, tries_key, now) >= MAX_WRONG_CODES:
            raise TooManyTriesError("too many wrong codes")
        code = code_row(session, arriving.code)
        if code is not None:
            check_ready(session, code)
            return _arrive(session, arriving, code, now)
        session.add(JoinAttempt(chat_key=tries_key, at=now))
    raise UnknownCodeError("no such code")  # after the commit: the try counts


def turn_away(db: Database, chat_key: str, *, update_id: int, now: datetime) -> TurnedAway | None:
    """Send a student on to the web chat if Telegram is closed to them now, else return None.

    Their conversation stays. What answers them still arrives, help lines above all; nothing unasked
    goes to Telegram until they are let in again.

    Raises:
        ChatNotFoundError: there is no such chat.
    """
    with transaction(db) as session:
        gate = gate_of_chat(session, chat_key, today=now.astimezone(SCHOOL_TIME).date())
        if gate is None:
            return None
        token = give_link(session, f"{update_id}:{chat_key}", chat_key=chat_key, now=now)
        return TurnedAway(gate, token)


def _arrive(
    session: Session, arriving: Arriving, code: JoinCode, now: datetime
) -> Arrival | TurnedAway:
    row = address_row(session, channel=Channel.TELEGRAM, address=arriving.address)
    here = None if row is None else row.chat_key
    if here is not None and is_noted(session, arriving.update_id):
        return Arrival(here, is_new=True)  # the same update again
    guest = _student_at(session, here)
    if here is not None and guest is not None and guest.roster_entry_id is not None:
        same_student(session, guest, code, now)
        return Arrival(here, is_new=False)
    entry = entry_behind(session, code, now)
    gate = gate_before(session, entry, today=now.astimezone(SCHOOL_TIME).date())
    if gate is not None:
        _erase_guest(session, here, guest, now)
        seed = f"{arriving.update_id}:{arriving.address}"
        token = give_link(session, seed, join_code_id=code.id, now=now)
        return TurnedAway(gate, token)
    if here is None:
        is_first_time(session, arriving.update_id, now=now)
    owner = session.scalar(select(Student).where(Student.roster_entry_id == entry.id))
    chats = [] if owner is None else chats_of_student(session, owner.key)
    chat_key = _join(session, arriving.address, here, chats, code, now)
    return Arrival(chat_key, is_new=here is None)


def _join(
    session: Session,
    address: str,
    here: str | None,
    chats: list[str],
    code: JoinCode,
    now: datetime,
) -> str:
    """Bind, and make the student's own conversation the one at this address; return its key."""
    if here is None and not chats:
        here = open_in(session, channel=Channel.TELEGRAM, address=address, now=now)
    bind_by_code(session, here or chats[0], code, now)
    if not chats:
        return here or ""
    attach_address(session, chats[0], channel=Channel.TELEGRAM, address=address, now=now)
    for other in chats[1:]:
        end_telegram(session, other, now=now)
    return chats[0]


def _erase_guest(
    session: Session, chat_key: str | None, guest: Student | None, now: datetime
) -> None:
    if chat_key is None:
        return
    if guest is None:
        erase_chat(session, chat_key, now=now)
    else:
        erase_student(session, guest.key, now=now)
    drop_waiting(session, chat_key)


def _student_at(session: Session, chat_key: str | None) -> Student | None:
    student_key = None if chat_key is None else chat_of(session, chat_key).student_key
    return None if student_key is None else session.get(Student, student_key)
