"""Who is at the other end of a chat: a guest, or the student behind a join code."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from messages.services.addresses import telegram_account
from messages.services.chats import bind_chat, chat_of, chats_of_student
from messages.services.merging import merge_chats
from schools.domain.roles import SchoolState
from schools.domain.years import year_group_on
from schools.services.roster import code_hash
from schools.services.schools import school_of
from schools.tables import JoinCode, RosterEntry
from storage.clock import SCHOOL_TIME
from storage.database import Database, reading, transaction
from storage.effects import effect_of, remember_effect
from students.services.gate import Gate, gate_to_join
from students.services.views import StudentView, student_view
from students.tables import JoinAttempt, Student

ATTEMPT_WINDOW = timedelta(minutes=15)
MAX_WRONG_CODES = 5  # a slip copied wrongly a few times, not a search for codes
_SEEN_EVERY = timedelta(hours=1)  # not a write for every message
_EFFECT = "join"


class JoinError(Exception):
    """A join code did not work; the classes below say why."""


class UnknownCodeError(JoinError):
    """No school gave out this code."""


class SchoolNotReadyError(UnknownCodeError):
    """A real school in demo mode: nobody would read an alert about its students yet."""


class CodeUsedError(JoinError):
    """The code was used already, or nobody is free behind a demo code."""


class AlreadyJoinedError(CodeUsedError):
    """This chat belongs to another student; a code cannot move it, only forgetting frees it."""


class TooManyTriesError(JoinError):
    """Too many wrong codes from this chat; try again in a quarter of an hour."""


class TelegramClosedError(JoinError):
    """The student may not use Telegram, and would by joining in this chat; `gate` says why."""

    def __init__(self, gate: Gate) -> None:
        super().__init__("telegram is closed to this student")
        self.gate = gate


@dataclass(frozen=True)
class Joined:
    """Who joined, and the one conversation that they have now."""

    student: Student
    chat_key: str


def student_of_chat(db: Database, chat_key: str, *, now: datetime) -> StudentView:
    """Return whose chat this is; a new chat gets a guest.

    Raises:
        ChatNotFoundError: there is no such chat.
    """
    with reading(db) as session:
        key = chat_of(session, chat_key).student_key
        known = session.get(Student, key) if key else None
        if known is not None and now - known.last_seen_at < _SEEN_EVERY:
            return student_view(session, known.key, today=_day(now))
    with transaction(db) as session:
        student = _student_of_chat(session, chat_key, now)
        student.last_seen_at = now
        return student_view(session, student.key, today=_day(now))


def join(
    db: Database, *, chat_key: str, code: str, now: datetime, turn_id: str | None = None
) -> StudentView:
    """Bind the chat to the student behind a join code and return the student.

    A guest's profile moves along. Where the student has a conversation already, this chat becomes
    part of it, with its addresses: one student, one conversation. A chat's own code again changes
    nothing, and neither does the same turn; without a turn nothing is remembered for one.

    Raises:
        UnknownCodeError: no school gave out this code.
        SchoolNotReadyError: the school has not left demo mode.
        CodeUsedError: it was used in another chat, or no demo student is free.
        AlreadyJoinedError: the chat belongs to another student.
        TooManyTriesError: too many wrong codes from this chat.
        TelegramClosedError: the chat is on Telegram, which is closed to this student.
        ChatNotFoundError: there is no such chat.
    """
    with transaction(db) as session:
        known = None if turn_id is None else effect_of(session, turn_id, _EFFECT)
        if known is not None:
            return student_view(session, known["student_key"], today=_day(now))
        tries_key = tries_key_of(session, chat_key)
        if wrong_codes(session, tries_key, now) >= MAX_WRONG_CODES:
            raise TooManyTriesError("too many wrong codes")
        found = code_row(session, code)
        if found is not None:
            check_ready(session, found)
            student = bind_by_code(session, chat_key, found, now).student
            if turn_id is not None:
                remember_effect(session, turn_id, _EFFECT, {"student_key": student.key}, now=now)
            return student_view(session, student.key, today=_day(now))
        session.add(JoinAttempt(chat_key=tries_key, at=now))
    raise UnknownCodeError("no such code")  # after the commit: the try counts


def check_ready(session: Session, code: JoinCode) -> None:
    """Do nothing if the code's school may take students.

    Raises:
        SchoolNotReadyError: it is a real one in demo mode.
    """
    school = school_of(session, code.school_id)
    if not school.is_fictional and school.state is not SchoolState.LIVE:
        raise SchoolNotReadyError("the school is still in demo mode")


def bind_by_code(session: Session, chat_key: str, code: JoinCode, now: datetime) -> Joined:
    """Bind a chat to the student behind a code, as `join` does; in the caller's transaction.

    Raises:
        CodeUsedError, AlreadyJoinedError, TelegramClosedError, ChatNotFoundError: see `join`.
    """
    student = _student_of_chat(session, chat_key, now)
    if student.roster_entry_id is not None:
        return Joined(same_student(session, student, code, now), chat_key)
    entry = entry_behind(session, code, now)
    gate = gate_to_join(session, chat_key, entry, today=_day(now))
    if gate is not None:
        raise TelegramClosedError(gate)
    known = session.scalar(select(Student).where(Student.roster_entry_id == entry.id))
    if known is None:
        student.roster_entry_id, student.school_id = entry.id, entry.school_id
        owner = student
    else:
        _merge_guest(session, student, known, chat_key)
        owner = known
    if code.roster_entry_id is not None:
        code.used_at = now
    before = [] if known is None else chats_of_student(session, owner.key)
    bind_chat(session, chat_key, student_key=owner.key, school_id=owner.school_id)
    session.flush()
    conversation = before[0] if before else chat_key
    for other in chats_of_student(session, owner.key):
        if other != conversation:
            merge_chats(session, other, into=conversation, now=now)
    bind_chat(session, conversation, student_key=owner.key, school_id=owner.school_id)
    session.flush()
    return Joined(owner, conversation)


def same_student(session: Session, student: Student, code: JoinCode, now: datetime) -> Student:
    """Return the chat's student if the code is theirs too.

    Moving the chat to somebody else would show one student's words to another.
    """
    if code.roster_entry_id == student.roster_entry_id:
        code.used_at = code.used_at or now
        return student
    entry = session.get_one(RosterEntry, student.roster_entry_id)
    if code.school_id == entry.school_id and code.pool_year == _year(entry, now):
        return student
    raise AlreadyJoinedError("this chat belongs to another student")


def entry_behind(session: Session, code: JoinCode, now: datetime) -> RosterEntry:
    """Return the student on the roster whom a code would bind now.

    Raises:
        CodeUsedError: it was used, or no demo student is free.
    """
    if code.roster_entry_id is None:
        return _next_free(session, code, now)
    if code.used_at is not None:
        raise CodeUsedError("this code was used already")
    return session.get_one(RosterEntry, code.roster_entry_id, with_for_update=True)


def _next_free(session: Session, code: JoinCode, now: datetime) -> RosterEntry:
    """Return the first demo student of the code's year whom no chat has; locked."""
    entries = session.scalars(
        select(RosterEntry)
        .outerjoin(Student, Student.roster_entry_id == RosterEntry.id)
        .where(RosterEntry.school_id == code.school_id, Student.key.is_(None))
        .order_by(RosterEntry.id)
    )
    for entry in entries:
        if _year(entry, now) == code.pool_year:
            return entry
    raise CodeUsedError("every demo student of this year is taken")


def _merge_guest(session: Session, guest: Student, owner: Student, chat_key: str) -> None:
    """Take over what a guest told us where the student has not said it yet."""
    if owner.place_name is None and guest.place_name is not None:
        owner.place_name, owner.place_is_exact = guest.place_name, guest.place_is_exact
        owner.place_lat, owner.place_lon = guest.place_lat, guest.place_lon
    owner.interests = owner.interests or guest.interests
    owner.answered = sorted({*owner.answered, *guest.answered})
    owner.skipped = sorted({*owner.skipped, *guest.skipped} - set(owner.answered))
    if chats_of_student(session, guest.key) == [chat_key]:
        session.delete(guest)


def _student_of_chat(session: Session, chat_key: str, now: datetime) -> Student:
    chat = chat_of(session, chat_key)
    student = session.get(Student, chat.student_key) if chat.student_key else None
    if student is None:
        student = Student(key=secrets.token_urlsafe(16), created_at=now, last_seen_at=now)
        session.add(student)
        session.flush()
        bind_chat(session, chat_key, student_key=student.key, school_id=None)
    return student


def code_row(session: Session, code: str) -> JoinCode | None:
    """Return the code's row, locked: two chats with one code wait for each other. None: no code."""
    hashed = code_hash(session, code)
    return session.scalar(select(JoinCode).where(JoinCode.code_hash == hashed).with_for_update())


def tries_key_of(session: Session, chat_key: str) -> str:
    """Return what a chat's wrong codes are counted under: on Telegram the account's hash.

    So they count against the account, be it a stranger's or somebody's with a chat.
    """
    return telegram_account(session, chat_key) or chat_key


def wrong_codes(session: Session, tries_key: str, now: datetime) -> int:
    """Return how many wrong codes count against a chat (or a stranger's hash) now."""
    tries = select(func.count()).select_from(JoinAttempt)
    recent = (JoinAttempt.chat_key == tries_key, JoinAttempt.at > now - ATTEMPT_WINDOW)
    return session.scalar(tries.where(*recent)) or 0


def _year(entry: RosterEntry, now: datetime) -> int:
    return year_group_on(entry.year_group, entry.known_in, _day(now))


def _day(now: datetime) -> date:
    return now.astimezone(SCHOOL_TIME).date()
