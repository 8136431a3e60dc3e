"""Deciding applications, by staff: a person's decision, told to the student in the same commit."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from employers.domain.kinds import ApplicationState, RiskLevel, SlotKind
from employers.services.seats import (
    AlreadyDecidedError,
    ApplicationNotFoundError,
    ApplicationView,
    application_view,
    check_gate,
    locked_application,
    move,
)
from employers.services.words import dates_in_words
from employers.tables import Application, Slot
from employers.words import WORDING
from messages.domain.content import Say
from messages.services.chats import chats_of_student
from messages.services.outbox import enqueue
from schools.domain.years import age_on
from storage.clock import SCHOOL_TIME
from storage.database import Database, reading, transaction
from students.services.views import student_record

MAX_REASON = 500  # characters; it goes into a chat message


class MissingReasonError(Exception):
    """A refusal needs a reason that the student can read, of at most 500 characters."""


@dataclass(frozen=True)
class PendingApplication:
    """An application that waits for a decision, with what staff need to decide."""

    id: int
    student_key: str
    student_name: str
    year_group: int
    age: int
    tutor_group: str | None
    slot_id: int
    title: str
    employer: str
    kind: SlotKind
    starts_on: date
    ends_on: date
    dates: str
    hours: float
    town: str
    risk_level: RiskLevel
    what_you_will_do: str
    needs: str
    applied_at: datetime


def applications_to_decide(
    db: Database, *, school_id: int, today: date
) -> list[PendingApplication]:
    """Return a school's waiting applications, those that start soonest first."""
    with reading(db) as session:
        rows = session.scalars(
            select(Application)
            .join(Application.slot)
            .join(Slot.employer)
            .options(contains_eager(Application.slot).contains_eager(Slot.employer))
            .where(
                Application.school_id == school_id,
                Application.state == ApplicationState.APPLIED,
            )
            .order_by(Slot.starts_on, Application.id)
        )
        return [_pending(session, row, today) for row in rows]


def decide(
    db: Database,
    *,
    application_id: int,
    school_id: int,
    staff_id: int,
    approve: bool,
    reason: str,
    now: datetime,
) -> ApplicationView:
    """Approve or refuse a waiting application; the student is told in the same transaction.

    Raises:
        ApplicationNotFoundError: the school has no such application.
        AlreadyDecidedError: it does not wait any more.
        MissingReasonError: a refusal without a reason, or a reason too long.
        NotAllowedError: the lawful gate stands against an approval.
    """
    said = " ".join(reason.split())
    if (not approve and not said) or len(said) > MAX_REASON:
        raise MissingReasonError(f"say why, in 1 to {MAX_REASON} characters")
    with transaction(db) as session:
        application = locked_application(session, application_id)
        if application.school_id != school_id:
            raise ApplicationNotFoundError(f"no application {application_id}")
        if application.state is not ApplicationState.APPLIED:
            raise AlreadyDecidedError(f"application {application_id}")
        if approve:
            _check_still_lawful(session, application, now)
        state = ApplicationState.APPROVED if approve else ApplicationState.REFUSED
        move(application, state, now=now, staff_id=staff_id, reason=said or None)
        session.flush()
        tell(session, application, now=now)
        return application_view(application)


def tell(session: Session, application: Application, *, now: datetime) -> None:
    """Tell the student how their application ended, once in each of their chats."""
    slot = application.slot
    text = WORDING.text(
        f"told_{application.state.value}",
        title=slot.title,
        employer=slot.employer.name,
        town=slot.town,
        dates=dates_in_words(slot.starts_on, slot.ends_on),
        reason=_sentence(application.reason or ""),
    )
    event_id = application.events[-1].id
    for chat_key in chats_of_student(session, application.student_key):
        unique_key = f"application_event:{event_id}:{chat_key}"
        says = [Say(text)]
        enqueue(session, chat_key, says, now=now, unique_key=unique_key, is_repeatable=False)


def _check_still_lawful(session: Session, application: Application, now: datetime) -> None:
    today = now.astimezone(SCHOOL_TIME).date()
    record = student_record(session, application.student_key, today=today)
    if record is None:
        raise ApplicationNotFoundError(f"no application {application.id}")
    check_gate(session, application.slot, record, now=now)


def _pending(session: Session, application: Application, today: date) -> PendingApplication:
    slot = application.slot
    record = student_record(session, application.student_key, today=today)
    if record is None:
        raise ApplicationNotFoundError(f"no application {application.id}")
    return PendingApplication(
        id=application.id,
        student_key=application.student_key,
        student_name=record.name,
        year_group=record.year_group,
        age=age_on(record.date_of_birth, today),
        tutor_group=record.tutor_group,
        slot_id=slot.id,
        title=slot.title,
        employer=slot.employer.name,
        kind=slot.kind,
        starts_on=slot.starts_on,
        ends_on=slot.ends_on,
        dates=dates_in_words(slot.starts_on, slot.ends_on),
        hours=slot.hours,
        town=slot.town,
        risk_level=slot.risk_level,
        what_you_will_do=slot.what_you_will_do,
        needs=slot.needs,
        applied_at=application.applied_at,
    )


def _sentence(reason: str) -> str:
    """Return a reason that ends as a sentence does."""
    return reason if not reason or reason[-1] in ".!?" else f"{reason}."
