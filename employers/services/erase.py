"""Forgetting a student in this room and every room below it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from employers.domain.kinds import HOLDS_SEAT
from employers.services.slots import locked_slot
from employers.tables import Application
from storage.database import Database, transaction
from students.services.erase import erase_student
from students.services.views import StudentNotFoundError, lock_student


def forget_student(db: Database, *, student_key: str, now: datetime) -> None:
    """Erase a student everywhere, in one transaction; forgetting twice changes nothing.

    Applications go with their history and free their seats; then profile, identity and chats.
    What is the school's stays: its roster, its safeguarding record, and the slots.
    """
    with transaction(db) as session:
        erase_in_employers(session, student_key)
        erase_student(session, student_key, now=now)


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
