"""Arriving on Telegram with a join code: let in, or sent on to the web chat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.services.addresses import address_row, hash_of_address
from messages.services.chats import chat_of, open_in
from messages.services.updates import is_first_time, is_noted
from messages.tables import Channel
from schools.tables import JoinCode
from storage.clock import SCHOOL_TIME
from storage.database import Database, scrub_log, transaction
from students.services.erase import erase_guest
from students.services.gate import Gate, gate_before, gate_of_chat
from students.services.identity import (
    MAX_WRONG_CODES,
    JoinError,
    TooManyTriesError,
    UnknownCodeError,
    bind_by_code,
    check_ready,
    code_row,
    entry_behind,
    same_student,
    tries_key_of,
    wrong_codes,
)
from students.services.links import give_link
from students.services.telling import told_at_gate
from students.tables import JoinAttempt, Student


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
        UnknownCodeError: no school gave out this code; a stranger's try counts. Who has a chat is
            answered by the dialogue, which counts it.
        TooManyTriesError: too many wrong codes from this address.
        SchoolNotReadyError, CodeUsedError, AlreadyJoinedError: see `identity.join`.
    """
    with transaction(db) as session:
        tries_key = hash_of_address(session, arriving.address)
        if wrong_codes(session, tries_key, now) >= MAX_WRONG_CODES:
            raise TooManyTriesError("too many wrong codes")
        row = address_row(session, channel=Channel.TELEGRAM, address=arriving.address)
        here = None if row is None else row.chat_key
        code = code_row(session, arriving.code)
        if code is None:
            arrived = None
            if here is None:
                session.add(JoinAttempt(chat_key=tries_key, at=now))
        else:
            check_ready(session, code)
            arrived = _arrive(session, arriving, here, code, now)
    if arrived is None:
        raise UnknownCodeError("no such code")  # after the commit: the try counts
    if here is not None and isinstance(arrived, TurnedAway):
        scrub_log(db)  # a guest was erased
    return arrived


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


def go_on_elsewhere(db: Database, chat_key: str, code: str, *, now: datetime) -> bool:
    """Make a guest's chat part of the conversation that the code's student has already, if any.

    Returns whether it now is; then the chat is no more, and its addresses lead there. Whatever
    else a code does, or why it does nothing, is for the dialogue, which reads the same code.
    """
    with transaction(db) as session:
        found = code_row(session, code)
        here = _student_at(session, chat_key)
        is_known = here is not None and here.roster_entry_id is not None
        tries = wrong_codes(session, tries_key_of(session, chat_key), now)
        if found is None or found.roster_entry_id is None or is_known or tries >= MAX_WRONG_CODES:
            return False
        owner = select(Student.key).where(Student.roster_entry_id == found.roster_entry_id)
        if found.used_at is not None or session.scalar(owner) is None:
            return False
        try:
            check_ready(session, found)
            return bind_by_code(session, chat_key, found, now).chat_key != chat_key
        except JoinError:  # nothing was changed yet
            return False


def leave_for_web(
    db: Database,
    chat_key: str,
    code: str,
    gate: Gate,
    *,
    turn_id: str,
    public_url: str,
    now: datetime,
) -> None:
    """Erase a guest on Telegram whom the gate keeps out, and say why, with a link for the code.

    The same turn again finds the chat erased in it: see `chats.is_erased_in`.
    """
    with transaction(db) as session:
        found = code_row(session, code)
        if found is None:
            return
        token = give_link(session, turn_id, join_code_id=found.id, now=now)
        erase_guest(
            session, chat_key, now=now, says=told_at_gate(gate, token, public_url=public_url)
        )
    scrub_log(db)


def _arrive(
    session: Session, arriving: Arriving, here: str | None, code: JoinCode, now: datetime
) -> Arrival | TurnedAway:
    if here is not None and is_noted(session, arriving.update_id):
        return Arrival(here, is_new=True)  # the same update again
    guest = _student_at(session, here)
    if here is not None and guest is not None and guest.roster_entry_id is not None:
        same_student(session, guest, code, now)
        return Arrival(here, is_new=False)
    entry = entry_behind(session, code, now)
    gate = gate_before(session, entry, today=now.astimezone(SCHOOL_TIME).date())
    if gate is not None:
        if here is not None:
            erase_guest(session, here, now=now)
        seed = f"{arriving.update_id}:{arriving.address}"
        token = give_link(session, seed, join_code_id=code.id, now=now)
        return TurnedAway(gate, token)
    is_new = here is None
    if here is None:
        is_first_time(session, arriving.update_id, now=now)
        here = open_in(session, channel=Channel.TELEGRAM, address=arriving.address, now=now)
    return Arrival(bind_by_code(session, here, code, now).chat_key, is_new=is_new)


def _student_at(session: Session, chat_key: str | None) -> Student | None:
    student_key = None if chat_key is None else chat_of(session, chat_key).student_key
    return None if student_key is None else session.get(Student, student_key)
