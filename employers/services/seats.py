"""An application and its seat: locked, moved from state to state, shown.

A seat is held from the moment of applying: whoever applies and is approved can really come, and
nobody is invited to compete for a seat that is gone. It is freed by refusal, withdrawal and
lapse (`employers.services.retention` lets undecided applications lapse, so no seat is blocked
for ever). Rows are locked in one order, student, slot, application: two students never take the
last seat, one student never gets two places at once, and nobody waits in a circle. A check in
the database stands behind the seats.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from employers.domain.gate import Person, refusals
from employers.domain.kinds import HOLDS_SEAT, ApplicationState, SlotKind
from employers.domain.wish import Reason
from employers.services.held import confirmed_dates, held_by
from employers.services.slots import facts_of, locked_slot
from employers.services.words import dates_in_words, reason_of
from employers.tables import Application, ApplicationEvent, Slot
from schools.domain.ids import checked_id
from storage.clock import SCHOOL_TIME
from students.services.views import StudentRecord, lock_student


class ApplicationError(Exception):
    """An application cannot be made or changed; the classes below say why."""


class NotAllowedError(ApplicationError):
    """The lawful gate is shut; `reasons` hold the words for the student."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        self.reasons = reasons
        super().__init__(", ".join(reason.code.value for reason in reasons))


class GuestError(NotAllowedError):
    """A guest cannot apply: no school would know where they are."""


class SlotFullError(ApplicationError):
    """Every seat is taken."""


class AlreadyAppliedError(ApplicationError):
    """The student applied for this slot before and it was not withdrawn."""


class ApplicationNotFoundError(ApplicationError):
    """There is no such application, or it is not this student's or this school's."""


class AlreadyDecidedError(ApplicationError):
    """The application no longer waits: somebody decided, or it was withdrawn, or lapsed."""


class AlreadyBegunError(AlreadyDecidedError):
    """The slot's first day has come, so the place cannot be taken back any more."""


@dataclass(frozen=True)
class ApplicationView:
    """An application as the student sees it; `reason` is of a refusal."""

    id: int
    slot_id: int
    title: str
    employer: str
    kind: SlotKind
    starts_on: date
    ends_on: date
    dates: str
    town: str
    state: ApplicationState
    reason: str | None
    applied_at: datetime
    decided_at: datetime | None


def locked_application(session: Session, application_id: int) -> Application:
    """Return an application with its student, its slot and itself locked, in this order.

    Raises:
        ApplicationNotFoundError: there is none.
    """
    known = session.execute(
        select(Application.student_key, Application.slot_id).where(
            Application.id == checked_id(application_id)
        )
    ).one_or_none()
    if known is None:
        raise ApplicationNotFoundError(f"no application {application_id}")
    lock_student(session, known.student_key)
    locked_slot(session, known.slot_id)
    application = session.scalar(
        select(Application)
        .where(Application.id == application_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if application is None:
        raise ApplicationNotFoundError(f"no application {application_id}")
    return application


def move(
    application: Application,
    state: ApplicationState,
    *,
    now: datetime,
    staff_id: int | None = None,
    reason: str | None = None,
) -> None:
    """Change the state of a locked application, with its seat and its history."""
    had_seat, has_seat = application.state in HOLDS_SEAT, state in HOLDS_SEAT
    application.slot.seats_taken += int(has_seat) - int(had_seat)
    application.state, application.reason = state, reason
    if state is not ApplicationState.APPLIED:
        application.decided_at = now
    application.events.append(
        ApplicationEvent(state=state, staff_id=staff_id, reason=reason, at=now)
    )


def check_gate(session: Session, slot: Slot, record: StudentRecord, *, now: datetime) -> None:
    """Ask the lawful gate about a student and a slot.

    Raises:
        NotAllowedError: something stands against it.
    """
    held = held_by(session, record.key)
    person = Person(record.year_group, record.date_of_birth)
    confirmed = confirmed_dates(held, but=slot.id)
    against = refusals(facts_of(slot), person, today=day_of(now), confirmed=confirmed)
    if against:
        raise NotAllowedError(tuple(reason_of(refusal) for refusal in against))


def application_view(application: Application) -> ApplicationView:
    """Return an application as the student sees it."""
    slot = application.slot
    return ApplicationView(
        id=application.id,
        slot_id=slot.id,
        title=slot.title,
        employer=slot.employer.name,
        kind=slot.kind,
        starts_on=slot.starts_on,
        ends_on=slot.ends_on,
        dates=dates_in_words(slot.starts_on, slot.ends_on),
        town=slot.town,
        state=application.state,
        reason=application.reason,
        applied_at=application.applied_at,
        decided_at=application.decided_at,
    )


def day_of(now: datetime) -> date:
    """Return the day in England."""
    return now.astimezone(SCHOOL_TIME).date()
