"""What a student has done with employers so far, as far as the database knows."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from employers.domain.kinds import ApplicationState
from employers.tables import Application, Slot
from storage.database import Database, reading


@dataclass(frozen=True)
class Progress:
    """Counts of one student: nobody notes here yet who really came.

    `ahead` and `past` are approved places by their last day; `employers` are the different ones
    among the past.
    """

    waiting: int
    ahead: int
    past: int
    employers: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.waiting or self.ahead or self.past)


def progress_of(db: Database, student_key: str, *, today: date) -> Progress:
    """Return a student's counts; an unknown student has none."""
    with reading(db) as session:
        rows = session.scalars(
            select(Application)
            .join(Application.slot)
            .options(contains_eager(Application.slot))
            .where(Application.student_key == student_key)
        ).all()
        waiting = [row for row in rows if row.state is ApplicationState.APPLIED]
        approved = [row.slot for row in rows if row.state is ApplicationState.APPROVED]
        past = [slot for slot in approved if _is_over(slot, today)]
        return Progress(
            waiting=len(waiting),
            ahead=len(approved) - len(past),
            past=len(past),
            employers=len({slot.employer_id for slot in past}),
        )


def _is_over(slot: Slot, today: date) -> bool:
    return slot.ends_on < today
