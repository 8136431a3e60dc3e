"""Students who asked something of their school's staff: for a person, their data, or to be absent.

Staff see whom to speak to; no words of the student are kept.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from advisers.domain.kinds import RequestKind
from advisers.tables import AdviserRequest
from employers.services.applications import ApplicationNotFoundError
from employers.services.seats import application_view
from employers.tables import Application
from storage.clock import SCHOOL_TIME
from storage.database import Database, reading, transaction
from storage.effects import effect_of, remember_effect
from students.services.views import StudentRecord, lock_student, student_record

_EFFECT = "ask_for_adviser"  # one name for every kind: a turn asks for one thing
_UNDONE = "withdraw_request"


class RequestNotFoundError(Exception):
    """There is no such open request in this school."""


@dataclass(frozen=True)
class AskedView:
    """What asking came to: `is_new` is false where the student already waits."""

    request_id: int
    is_new: bool


@dataclass(frozen=True)
class RequestView:
    """A request as staff see it, who must know whom to speak to; the year is that of asking.

    `placement` says what an absence is from: title, employer and dates.
    """

    id: int
    kind: RequestKind
    student_key: str
    student_name: str
    year_group: int
    tutor_group: str | None
    asked_at: datetime
    placement: str | None


def ask_for_adviser(
    db: Database,
    *,
    chat_key: str,
    student_key: str,
    school_id: int,
    turn_id: str,
    now: datetime,
    kind: RequestKind = RequestKind.TALK,
    application_id: int | None = None,
) -> AskedView:
    """Keep what a student asks of the staff; one open request of a kind is enough.

    An absence counts once a day and placement. The same turn again changes nothing and gives the
    same answer.

    Raises:
        StudentNotFoundError: there is no such student.
        ApplicationNotFoundError: the student has no such application.
    """
    with transaction(db) as session:
        lock_student(session, student_key)  # asked twice at once, the second finds the first
        done = effect_of(session, turn_id, _EFFECT)
        if done is not None:
            return AskedView(done["request_id"], done["is_new"])
        _check_own(session, student_key, application_id)
        wanted = AdviserRequest(
            school_id=school_id,
            student_key=student_key,
            chat_key=chat_key,
            kind=kind,
            application_id=application_id,
            asked_at=now,
        )
        asked = _kept(session, wanted)
        result = {"request_id": asked.request_id, "is_new": asked.is_new}
        remember_effect(session, turn_id, _EFFECT, result, now=now)
        return asked


def withdraw_request(
    db: Database,
    *,
    student_key: str,
    turn_id: str,
    now: datetime,
    kind: RequestKind = RequestKind.TALK,
) -> bool:
    """Close the student's own open request of a kind; return whether there was one.

    Staff no longer see it; nobody of the staff is noted as having closed it. The same turn again
    changes nothing and gives the same answer.

    Raises:
        StudentNotFoundError: there is no such student.
    """
    with transaction(db) as session:
        lock_student(session, student_key)
        done = effect_of(session, turn_id, _UNDONE)
        if done is not None:
            return bool(done["was_open"])
        waiting = session.scalars(_open_of(student_key, kind)).all()
        for request in waiting:
            request.closed_at = now
        remember_effect(session, turn_id, _UNDONE, {"was_open": bool(waiting)}, now=now)
        return bool(waiting)


def waits_for_adviser(db: Database, *, student_key: str) -> bool:
    """Return whether a student is on the list of those who would like to talk."""
    with reading(db) as session:
        return session.scalar(_open_of(student_key, RequestKind.TALK).limit(1)) is not None


def open_requests(db: Database, *, school_id: int) -> list[RequestView]:
    """Return a school's open requests, the longest waiting first."""
    waiting = select(AdviserRequest).where(
        AdviserRequest.school_id == school_id, AdviserRequest.closed_at.is_(None)
    )
    with reading(db) as session:
        found = []
        for row in session.scalars(waiting.order_by(AdviserRequest.asked_at, AdviserRequest.id)):
            record = student_record(session, row.student_key, today=_day(row.asked_at))
            if record is not None:
                found.append(_view(session, row, record))
        return found


def open_request_count(db: Database, *, school_id: int) -> int:
    """Return how many requests of a school's students are open."""
    with reading(db) as session:
        waiting = select(func.count()).where(
            AdviserRequest.school_id == school_id, AdviserRequest.closed_at.is_(None)
        )
        return session.scalar(waiting) or 0


def close_request(
    db: Database, request_id: int, *, school_id: int, staff_id: int, now: datetime
) -> None:
    """Note that somebody did what was asked; closing twice changes nothing.

    Raises:
        RequestNotFoundError: there is none, or it is another school's.
    """
    with transaction(db) as session:
        request = session.get(AdviserRequest, request_id, with_for_update=True)
        if request is None or request.school_id != school_id:
            raise RequestNotFoundError(str(request_id))
        if request.closed_at is None:
            request.closed_at, request.closed_by = now, staff_id


def _check_own(session: Session, student_key: str, application_id: int | None) -> None:
    if application_id is None:
        return
    application = session.get(Application, application_id)
    if application is None or application.student_key != student_key:
        raise ApplicationNotFoundError(f"no application {application_id}")


def _kept(session: Session, wanted: AdviserRequest) -> AskedView:
    """Return the open request of this kind, kept now where there is none."""
    for one in session.scalars(_open_of(wanted.student_key, wanted.kind)):
        if wanted.kind is not RequestKind.ABSENCE or _is_same_absence(one, wanted):
            return AskedView(one.id, is_new=False)
    session.add(wanted)
    session.flush()
    return AskedView(wanted.id, is_new=True)


def _open_of(student_key: str, kind: RequestKind) -> Select[AdviserRequest]:
    mine = select(AdviserRequest).where(
        AdviserRequest.student_key == student_key,
        AdviserRequest.kind == kind,
        AdviserRequest.closed_at.is_(None),
    )
    return mine.order_by(AdviserRequest.id)


def _is_same_absence(one: AdviserRequest, other: AdviserRequest) -> bool:
    is_same_day = _day(one.asked_at) == _day(other.asked_at)
    return is_same_day and one.application_id == other.application_id


def _day(moment: datetime) -> date:
    return moment.astimezone(SCHOOL_TIME).date()


def _view(session: Session, row: AdviserRequest, record: StudentRecord) -> RequestView:
    application = (
        None if row.application_id is None else session.get(Application, row.application_id)
    )
    return RequestView(
        id=row.id,
        kind=row.kind,
        student_key=row.student_key,
        student_name=record.name,
        year_group=record.year_group,
        tutor_group=record.tutor_group,
        asked_at=row.asked_at,
        placement=None if application is None else _in_words(application),
    )


def _in_words(application: Application) -> str:
    seen = application_view(application)
    return f"{seen.title}, {seen.employer}, {seen.dates}"
