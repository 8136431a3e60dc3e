"""Students as staff who may know them see them."""

from datetime import date

from portal.visit import Visit
from storage.clock import SCHOOL_TIME
from storage.database import reading
from students.services.views import StudentNotFoundError, StudentRecord, student_record


def school_day(visit: Visit) -> date:
    """Return the date in England at the moment of the request."""
    return visit.now.astimezone(SCHOOL_TIME).date()


def student_of_key(visit: Visit, student_key: str | None) -> StudentRecord | None:
    """Return what the roster says about a student; None for guests and the forgotten."""
    if student_key is None:
        return None
    try:
        with reading(visit.db) as session:
            return student_record(session, student_key, today=school_day(visit))
    except StudentNotFoundError:
        return None
