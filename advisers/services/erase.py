"""Forgetting a student everywhere: the use case behind "forget me"."""

from datetime import datetime

from sqlalchemy import delete

from advisers.tables import AdviserRequest
from employers.services.erase import erase_in_employers
from storage.database import Database, scrub_log, transaction
from students.services.erase import erase_student


def forget_everything(db: Database, *, student_key: str, now: datetime) -> None:
    """Erase a student in every room, in one transaction; forgetting twice changes nothing.

    What is the school's stays: its roster, its safeguarding record, and the slots. The database's
    log is emptied of what was erased.
    """
    with transaction(db) as session:
        session.execute(delete(AdviserRequest).where(AdviserRequest.student_key == student_key))
        erase_in_employers(session, student_key)
        erase_student(session, student_key, now=now)
    scrub_log(db)
