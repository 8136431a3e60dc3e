"""What a student applied for already: it decides what else they may have."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from employers.domain.gate import Dates
from employers.domain.kinds import ApplicationState
from employers.tables import Application, Slot

MAY_APPLY_AGAIN = (ApplicationState.WITHDRAWN, ApplicationState.LAPSED)


@dataclass(frozen=True)
class Held:
    """An application with the days of its slot."""

    slot_id: int
    state: ApplicationState
    dates: Dates


def held_by(session: Session, student_key: str) -> tuple[Held, ...]:
    """Return a student's applications."""
    rows = session.execute(
        select(Application.slot_id, Application.state, Slot.starts_on, Slot.ends_on)
        .join(Slot, Slot.id == Application.slot_id)
        .where(Application.student_key == student_key)
    )
    return tuple(Held(slot_id, state, Dates(first, last)) for slot_id, state, first, last in rows)


def confirmed_dates(held: Sequence[Held], *, but: int | None = None) -> tuple[Dates, ...]:
    """Return the days promised to employers, those of the slot `but` left out."""
    return tuple(
        one.dates for one in held if one.state is ApplicationState.APPROVED and one.slot_id != but
    )
