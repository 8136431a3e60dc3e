"""Students who asked for a person, for the careers advisers of their school."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advisers.tables import AdviserRequest
from storage.clock import SCHOOL_TIME
from storage.database import Database, reading, transaction
from storage.effects import effect_of, remember_effect
from students.services.views import lock_student, student_record

_EFFECT = "ask_for_adviser"


class RequestNotFoundError(Exception):
    """There is no such open request in this school."""


@dataclass(frozen=True)
class AskedView:
    """What asking came to: `is_new` is false where the student already waits."""

    request_id: int
    is_new: bool


@dataclass(frozen=True)
class RequestView:
    """A request as staff see it, who must know whom to speak to; the year is that of asking."""

    id: int
    student_key: str
    student_name: str
    year_group: int
    tutor_group: str | None
    asked_at: datetime


def ask_for_adviser(
    db: Database, *, chat_key: str, student_key: str, school_id: int, turn_id: str, now: datetime
) -> AskedView:
    """Keep that a student wants to talk to an adviser; one open request a student is enough.

    The same turn again changes nothing and gives the same answer.

    Raises:
        StudentNotFoundError: there is no such student.
    """
    with transaction(db) as session:
        lock_student(session, student_key)  # asked twice at once, the second finds the first
        done = effect_of(session, turn_id, _EFFECT)
        if done is not None:
            return AskedView(done["request_id"], done["is_new"])
        request_id = _open_request(session, student_key)
        is_new = request_id is None
        if request_id is None:
            request = AdviserRequest(
                school_id=school_id, student_key=student_key, chat_key=chat_key, asked_at=now
            )
            session.add(request)
            session.flush()
            request_id = request.id
        result = {"request_id": request_id, "is_new": is_new}
        remember_effect(session, turn_id, _EFFECT, result, now=now)
        return AskedView(request_id, is_new)


def open_requests(db: Database, *, school_id: int) -> list[RequestView]:
    """Return a school's open requests, the longest waiting first."""
    waiting = select(AdviserRequest).where(
        AdviserRequest.school_id == school_id, AdviserRequest.closed_at.is_(None)
    )
    with reading(db) as session:
        found = []
        for row in session.scalars(waiting.order_by(AdviserRequest.asked_at, AdviserRequest.id)):
            asked_on = row.asked_at.astimezone(SCHOOL_TIME).date()
            record = student_record(session, row.student_key, today=asked_on)
            if record is not None:
                found.append(
                    RequestView(
                        id=row.id,
                        student_key=row.student_key,
                        student_name=record.name,
                        year_group=record.year_group,
                        tutor_group=record.tutor_group,
                        asked_at=row.asked_at,
                    )
                )
        return found


def open_request_count(db: Database, *, school_id: int) -> int:
    """Return how many students of a school wait for a person."""
    with reading(db) as session:
        waiting = select(func.count()).where(
            AdviserRequest.school_id == school_id, AdviserRequest.closed_at.is_(None)
        )
        return session.scalar(waiting) or 0


def close_request(
    db: Database, request_id: int, *, school_id: int, staff_id: int, now: datetime
) -> None:
    """Note that somebody spoke to the student; closing twice changes nothing.

    Raises:
        RequestNotFoundError: there is none, or it is another school's.
    """
    with transaction(db) as session:
        request = session.get(AdviserRequest, request_id, with_for_update=True)
        if request is None or request.school_id != school_id:
            raise RequestNotFoundError(str(request_id))
        if request.closed_at is None:
            request.closed_at, request.closed_by = now, staff_id


def _open_request(session: Session, student_key: str) -> int | None:
    return session.scalar(
        select(AdviserRequest.id).where(
            AdviserRequest.student_key == student_key, AdviserRequest.closed_at.is_(None)
        )
    )
