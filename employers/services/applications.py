"""Applying for a slot and withdrawing, by the student; deciding is in `decisions`."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from employers.domain.gate import ReasonCode, Refusal
from employers.domain.kinds import HOLDS_SEAT, ApplicationState
from employers.domain.wish import Reason
from employers.services.decisions import (
    MissingReasonError,
    PendingApplication,
    applications_to_decide,
    decide,
)
from employers.services.held import MAY_APPLY_AGAIN, held_by
from employers.services.seats import (
    AlreadyAppliedError,
    AlreadyBegunError,
    AlreadyDecidedError,
    ApplicationError,
    ApplicationNotFoundError,
    ApplicationView,
    GuestError,
    NotAllowedError,
    SlotFullError,
    application_view,
    check_gate,
    day_of,
    locked_application,
    move,
)
from employers.services.slots import SlotNotFoundError, locked_slot
from employers.services.words import reason_of
from employers.tables import Application, Slot
from employers.words import WORDING
from storage.database import Database, reading, transaction
from storage.effects import effect_of, remember_effect
from students.services.views import StudentRecord, lock_student, student_record

__all__ = [
    "AlreadyAppliedError",
    "AlreadyBegunError",
    "AlreadyDecidedError",
    "ApplicationError",
    "ApplicationNotFoundError",
    "ApplicationView",
    "GuestError",
    "MissingReasonError",
    "NotAllowedError",
    "PendingApplication",
    "SlotFullError",
    "SlotNotFoundError",
    "applications_of",
    "applications_to_decide",
    "apply",
    "decide",
    "withdraw",
]

MAX_WAITING = 5  # undecided applications of one student, so that nobody holds many seats; ours


def apply(
    db: Database, *, student_key: str, slot_id: int, turn_id: str, now: datetime
) -> ApplicationView:
    """Apply for a slot and hold a seat; the same turn again changes nothing.

    Raises:
        GuestError: the student has no school.
        NotAllowedError: law, year group, dates or too many waiting applications stand against it.
        AlreadyAppliedError: the student has an application for this slot.
        SlotFullError: every seat is taken.
        SlotNotFoundError: there is no such slot for the student's school.
        StudentNotFoundError: there is no such student.
    """
    with transaction(db) as session:
        lock_student(session, student_key)  # before the look back: a repeat waits for the first
        done = effect_of(session, turn_id, "apply")
        if done is not None:
            return application_view(session.get_one(Application, done["application_id"]))
        record = student_record(session, student_key, today=day_of(now))
        if record is None:
            raise GuestError((reason_of(Refusal(ReasonCode.GUEST)),))
        slot = locked_slot(session, slot_id)
        if slot.school_id not in {None, record.school_id}:
            raise SlotNotFoundError(f"no slot {slot_id}")
        check_gate(session, slot, record, now=now)
        application = _take_seat(session, slot, record, now)
        remember_effect(session, turn_id, "apply", {"application_id": application.id}, now=now)
        return application_view(application)


def applications_of(db: Database, student_key: str) -> list[ApplicationView]:
    """Return a student's applications, the newest first."""
    with reading(db) as session:
        rows = session.scalars(
            select(Application)
            .join(Application.slot)
            .join(Slot.employer)
            .options(contains_eager(Application.slot).contains_eager(Slot.employer))
            .where(Application.student_key == student_key)
            .order_by(Application.applied_at.desc(), Application.id.desc())
        )
        return [application_view(row) for row in rows]


def withdraw(
    db: Database, *, student_key: str, application_id: int, turn_id: str, now: datetime
) -> ApplicationView:
    """Take back an application or a confirmed place and free the seat.

    Withdrawing twice changes nothing.

    Raises:
        ApplicationNotFoundError: the student has no such application.
        AlreadyDecidedError: it was refused or lapsed, so there is nothing to take back.
        AlreadyBegunError: the first day has come; the school must know who was expected.
    """
    with transaction(db) as session:
        application = locked_application(session, application_id)
        if application.student_key != student_key:
            raise ApplicationNotFoundError(f"no application {application_id}")
        if application.state is ApplicationState.WITHDRAWN:
            return application_view(application)
        if application.state not in HOLDS_SEAT:
            raise AlreadyDecidedError("there is nothing to take back")
        if application.slot.starts_on <= day_of(now):
            raise AlreadyBegunError("it has begun")
        move(application, ApplicationState.WITHDRAWN, now=now)
        remember_effect(session, turn_id, "withdraw", {"application_id": application_id}, now=now)
        return application_view(application)


def _take_seat(session: Session, slot: Slot, record: StudentRecord, now: datetime) -> Application:
    mine = (Application.student_key == record.key, Application.slot_id == slot.id)
    application = session.scalar(select(Application).where(*mine))
    if application is not None and application.state not in MAY_APPLY_AGAIN:
        raise AlreadyAppliedError(f"application {application.id}")
    _check_waiting(session, record.key)
    if slot.seats_taken >= slot.seats:
        raise SlotFullError(f"slot {slot.id}")
    if application is None:
        application = Application(
            student_key=record.key, slot=slot, school_id=record.school_id, applied_at=now
        )
        application.state = ApplicationState.WITHDRAWN  # holds no seat until the move below
        session.add(application)
    application.applied_at, application.decided_at = now, None
    move(application, ApplicationState.APPLIED, now=now)
    session.flush()
    return application


def _check_waiting(session: Session, student_key: str) -> None:
    waiting = [
        one for one in held_by(session, student_key) if one.state is ApplicationState.APPLIED
    ]
    if len(waiting) >= MAX_WAITING:
        text = WORDING.text(ReasonCode.TOO_MANY_WAITING.value, count=len(waiting))
        raise NotAllowedError((Reason(ReasonCode.TOO_MANY_WAITING, text),))
