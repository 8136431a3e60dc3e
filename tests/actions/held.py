"""Applications in every state, for the tests of actions about places."""

from datetime import timedelta
from typing import Any

from employers.domain.kinds import ApplicationState
from employers.services.applications import apply
from employers.tables import Application, Slot
from storage.database import transaction
from tests.actions.stage import Stage


def applied(stage: Stage, title: str = "A week in the workshop", **changes: Any) -> int:
    """Return a fresh application, waiting for the school."""
    slot = stage.offer(title, **changes)
    return apply(
        stage.db,
        student_key=stage.student.key,
        slot_id=slot,
        turn_id=f"apply-{slot}",
        now=stage.now,
    ).id


def approved(
    stage: Stage, title: str = "A week in the workshop", *, in_days: int = 42, lasts: int = 5
) -> int:
    """Return an approved application for a place that begins so many days from today."""
    # Applied for where no other place stands against it, then moved to its days.
    apart = stage.now.date() + timedelta(days=150)
    application_id = applied(stage, title, starts_on=apart, ends_on=apart + timedelta(days=4))
    begins = stage.now.date() + timedelta(days=in_days)
    with transaction(stage.db) as session:
        application = session.get_one(Application, application_id)
        application.state, application.decided_at = ApplicationState.APPROVED, stage.now
        slot = session.get_one(Slot, application.slot_id)
        slot.starts_on, slot.ends_on = begins, begins + timedelta(days=lasts - 1)
    return application_id
