"""Forgetting a student in this room: applications go, and their seats are free again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from employers.domain.kinds import HOLDS_SEAT
from employers.services.slots import locked_slot
from employers.tables import Application
from students.services.views import StudentNotFoundError, lock_student


def erase_in_employers(session: Session, student_key: str) -> None:
    """Erase a student's applications, in the caller's transaction."""
    try:
        lock_student(session, student_key)
    except StudentNotFoundError:
        return
    mine = select(Application).where(Application.student_key == student_key)
    for application in session.scalars(mine.order_by(Application.slot_id)).all():
        slot = locked_slot(session, application.slot_id)
        if application.state in HOLDS_SEAT:
            slot.seats_taken -= 1
        session.delete(application)
    session.flush()
