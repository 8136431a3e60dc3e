"""A copy of all that is kept about a student, in every room, for the student.

What is not in it: the record that a school's safeguarding lead keeps, nor whether there is one.
That record is kept apart and follows the school's own system, and where somebody else holds the
phone, even that there is one can put a child at risk. A person answers that, and the copy says
whom to ask.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from advisers.tables import AdviserRequest
from employers.services.copies import ApplicationCopy, copy_of_applications
from messages.services.chats import chat_of, chats_of_student
from messages.services.copies import ChatCopy, copy_of_chat
from schools.services.schools import school_of
from storage.clock import SCHOOL_TIME
from storage.database import Database, reading
from students.services.views import find_student, student_record, student_view


@dataclass(frozen=True)
class RosterCopy:
    """What the school's own list says."""

    school: str
    name: str
    date_of_birth: date
    year_group: int
    tutor_group: str | None


@dataclass(frozen=True)
class ProfileCopy:
    """What the student told us about themselves; `answered` and `skipped` are questions."""

    town: str | None
    interests: tuple[str, ...]
    answered: tuple[str, ...]
    skipped: tuple[str, ...]
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class RequestCopy:
    """Something that the student asked the staff for."""

    kind: str
    asked_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True)
class StudentCopy:
    """All of it, as of `made_at`; a guest has no roster, somebody quite new no profile."""

    made_at: datetime
    roster: RosterCopy | None
    profile: ProfileCopy | None
    applications: tuple[ApplicationCopy, ...]
    requests: tuple[RequestCopy, ...]
    chats: tuple[ChatCopy, ...]


def copy_for_chat(db: Database, chat_key: str, *, now: datetime) -> StudentCopy:
    """Return the copy for the student whose chat this is.

    Raises:
        ChatNotFoundError: there is no such chat.
        SealError: something that is kept does not open.
        StoreUnavailableError: the database could not be reached.
    """
    with reading(db) as session:
        student_key = chat_of(session, chat_key).student_key
        if student_key is None:
            return StudentCopy(now, None, None, (), (), (copy_of_chat(session, chat_key),))
        chats = [copy_of_chat(session, key) for key in chats_of_student(session, student_key)]
        return StudentCopy(
            made_at=now,
            roster=_roster(session, student_key, now),
            profile=_profile(session, student_key, now),
            applications=copy_of_applications(session, student_key),
            requests=_requests(session, student_key),
            chats=tuple(chats),
        )


def _roster(session: Session, student_key: str, now: datetime) -> RosterCopy | None:
    record = student_record(session, student_key, today=_day(now))
    if record is None:
        return None
    school = school_of(session, record.school_id)
    return RosterCopy(
        school.name, record.name, record.date_of_birth, record.year_group, record.tutor_group
    )


def _profile(session: Session, student_key: str, now: datetime) -> ProfileCopy:
    student = find_student(session, student_key)
    view = student_view(session, student_key, today=_day(now))
    return ProfileCopy(
        town=view.place.name if view.place else None,
        interests=view.interests,
        answered=tuple(student.answered),
        skipped=tuple(student.skipped),
        first_seen_at=student.created_at,
        last_seen_at=student.last_seen_at,
    )


def _requests(session: Session, student_key: str) -> tuple[RequestCopy, ...]:
    rows = session.scalars(
        select(AdviserRequest)
        .where(AdviserRequest.student_key == student_key)
        .order_by(AdviserRequest.id)
    )
    return tuple(RequestCopy(row.kind.value, row.asked_at, row.closed_at) for row in rows)


def _day(now: datetime) -> date:
    return now.astimezone(SCHOOL_TIME).date()
