"""The age gate: from which age a school lets its students use Telegram.

`gate_before` decides, here and nowhere else; no way of joining leads past it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.services.addresses import has_address
from messages.services.chats import chat_of
from messages.tables import Channel
from schools.domain.years import age_on
from schools.services.schools import school_of
from schools.tables import RosterEntry
from storage.clock import SCHOOL_TIME
from storage.database import Database, reading
from students.tables import Student


@dataclass(frozen=True)
class Gate:
    """Why a student may not use Telegram: too young for `from_age`, or None: it is switched off."""

    from_age: int | None


def gate_before(session: Session, entry: RosterEntry, *, today: date) -> Gate | None:
    """Return what keeps a student of the roster from Telegram on that day, None if nothing does."""
    from_age = school_of(session, entry.school_id).telegram_from_age
    if from_age is not None and age_on(date.fromisoformat(entry.date_of_birth), today) >= from_age:
        return None
    return Gate(from_age)


def gate_to_join(
    session: Session, chat_key: str, entry: RosterEntry, *, today: date
) -> Gate | None:
    """Return what keeps the roster's student from joining in this chat; nothing does on the web."""
    if not has_address(session, chat_key, Channel.TELEGRAM):
        return None
    return gate_before(session, entry, today=today)


def open_entries(session: Session, school_id: int, *, today: date) -> set[int]:
    """Return the ids of a school's roster entries to whom Telegram is open on that day."""
    entries = session.scalars(select(RosterEntry).where(RosterEntry.school_id == school_id))
    return {entry.id for entry in entries if gate_before(session, entry, today=today) is None}


def gate_of_chat(session: Session, chat_key: str, *, today: date) -> Gate | None:
    """Return what keeps a chat's student from Telegram; nothing does for a guest.

    Raises:
        ChatNotFoundError: there is no such chat.
    """
    student_key = chat_of(session, chat_key).student_key
    entry = session.scalar(
        select(RosterEntry)
        .join(Student, Student.roster_entry_id == RosterEntry.id)
        .where(Student.key == student_key)
    )
    return None if entry is None else gate_before(session, entry, today=today)


def is_closed(db: Database, chat_key: str, *, now: datetime) -> bool:
    """Return whether a chat's student may not use Telegram now.

    Raises:
        ChatNotFoundError: there is no such chat.
    """
    with reading(db) as session:
        return gate_of_chat(session, chat_key, today=now.astimezone(SCHOOL_TIME).date()) is not None
