"""What a student tells about themselves: place and interests, each of which may be skipped."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from careers.places import Place
from storage.clock import SCHOOL_TIME
from storage.database import Database, transaction
from storage.effects import effect_of, remember_effect
from students.domain.profile import MAX_INTERESTS, ProfileQuestion
from students.services.views import StudentView, find_student, student_view
from students.tables import Student

COARSE_DIGITS = 2  # 0.01 degrees is about a kilometre: enough for a distance, no home address


def set_place(
    db: Database, *, student_key: str, place: Place, turn_id: str, now: datetime
) -> StudentView:
    """Keep where a student sets out from, coarsely; a later place replaces it.

    Raises:
        StudentNotFoundError: there is no such student.
    """
    with transaction(db) as session:
        student = find_student(session, student_key)
        if _is_first_time(session, turn_id, ProfileQuestion.PLACE, now):
            student.place_name, student.place_is_exact = place.name, place.is_exact
            student.place_lat = round(place.lat, COARSE_DIGITS)
            student.place_lon = round(place.lon, COARSE_DIGITS)
            _answered(student, ProfileQuestion.PLACE)
        return _view(session, student, now)


def set_interests(
    db: Database, *, student_key: str, interests: Sequence[str], turn_id: str, now: datetime
) -> StudentView:
    """Keep a student's interests (ids of the library, at most ten); later ones replace them.

    Raises:
        StudentNotFoundError: there is no such student.
    """
    with transaction(db) as session:
        student = find_student(session, student_key)
        if _is_first_time(session, turn_id, ProfileQuestion.INTERESTS, now):
            student.interests = list(dict.fromkeys(interests))[:MAX_INTERESTS]
            _answered(student, ProfileQuestion.INTERESTS)
        return _view(session, student, now)


def skip(
    db: Database, *, student_key: str, question: ProfileQuestion, turn_id: str, now: datetime
) -> StudentView:
    """Note that a student would rather not answer; what they said before stays.

    Raises:
        StudentNotFoundError: there is no such student.
    """
    with transaction(db) as session:
        student = find_student(session, student_key)
        name = f"skip_{question.value}"
        if effect_of(session, turn_id, name) is None:
            remember_effect(session, turn_id, name, {}, now=now)
            if question.value not in student.answered:
                student.skipped = sorted({*student.skipped, question.value})
        return _view(session, student, now)


def _is_first_time(
    session: Session, turn_id: str, question: ProfileQuestion, now: datetime
) -> bool:
    name = f"set_{question.value}"
    if effect_of(session, turn_id, name) is not None:
        return False
    remember_effect(session, turn_id, name, {}, now=now)
    return True


def _answered(student: Student, question: ProfileQuestion) -> None:
    student.answered = sorted({*student.answered, question.value})
    student.skipped = [skipped for skipped in student.skipped if skipped != question.value]


def _view(session: Session, student: Student, now: datetime) -> StudentView:
    session.flush()
    return student_view(session, student.key, today=now.astimezone(SCHOOL_TIME).date())
