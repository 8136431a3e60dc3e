"""A copy of a student's applications with their history, for the student."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from employers.services.seats import application_view
from employers.tables import Application


@dataclass(frozen=True)
class StepCopy:
    """One step of an application; `reason` is of a refusal."""

    at: datetime
    state: str
    reason: str | None


@dataclass(frozen=True)
class ApplicationCopy:
    """An application for a placement, visit or talk."""

    title: str
    employer: str
    dates: str
    town: str
    state: str
    steps: tuple[StepCopy, ...]


def copy_of_applications(session: Session, student_key: str) -> tuple[ApplicationCopy, ...]:
    """Return a student's applications, the oldest first."""
    mine = select(Application).where(Application.student_key == student_key)
    return tuple(_copy(row) for row in session.scalars(mine.order_by(Application.id)))


def _copy(row: Application) -> ApplicationCopy:
    view = application_view(row)
    steps = tuple(StepCopy(event.at, event.state.value, event.reason) for event in row.events)
    return ApplicationCopy(
        view.title, view.employer, view.dates, view.town, view.state.value, steps
    )
