"""A student as other rooms see them; year, age and name come from the school's roster."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from careers.places import Place
from schools.domain.years import age_on
from schools.services.roster import roster_entry
from students.domain.names import first_name
from students.domain.profile import ProfileQuestion
from students.tables import Student


class StudentNotFoundError(Exception):
    """There is no such student; they may have asked to be forgotten."""


@dataclass(frozen=True)
class StudentView:
    """A student on a given day; a guest has no school, name, year or age."""

    key: str
    is_guest: bool
    school_id: int | None
    first_name: str | None
    year_group: int | None
    age: int | None
    place: Place | None
    interests: tuple[str, ...]
    skipped: tuple[ProfileQuestion, ...]
    profile_done: bool


@dataclass(frozen=True)
class StudentRecord:
    """What a school's staff need to decide about a student, from the roster."""

    key: str
    school_id: int
    name: str
    date_of_birth: date
    year_group: int
    tutor_group: str | None


def find_student(session: Session, student_key: str) -> Student:
    """Return a student's row, for the services of this room.

    Raises:
        StudentNotFoundError: there is none.
    """
    student = session.get(Student, student_key)
    if student is None:
        raise StudentNotFoundError("no such student")
    return student


def lock_student(session: Session, student_key: str) -> None:
    """Let nobody else change what this student has until the caller's transaction ends.

    Raises:
        StudentNotFoundError: there is none.
    """
    mine = select(Student.key).where(Student.key == student_key).with_for_update()
    if session.scalar(mine) is None:
        raise StudentNotFoundError("no such student")


def student_view(session: Session, student_key: str, *, today: date) -> StudentView:
    """Return a student as of that day.

    Raises:
        StudentNotFoundError: there is none.
    """
    student = find_student(session, student_key)
    record = _record(session, student, today)
    return StudentView(
        key=student.key,
        is_guest=record is None,
        school_id=student.school_id,
        first_name=first_name(record.name) if record else None,
        year_group=record.year_group if record else None,
        age=age_on(record.date_of_birth, today) if record else None,
        place=_place(student),
        interests=tuple(student.interests),
        skipped=tuple(ProfileQuestion(value) for value in student.skipped),
        profile_done={*student.answered, *student.skipped} >= {q.value for q in ProfileQuestion},
    )


def student_record(session: Session, student_key: str, *, today: date) -> StudentRecord | None:
    """Return what the roster says about a student, or None for a guest.

    Raises:
        StudentNotFoundError: there is no such student.
    """
    return _record(session, find_student(session, student_key), today)


def _record(session: Session, student: Student, today: date) -> StudentRecord | None:
    if student.roster_entry_id is None:
        return None
    entry = roster_entry(session, student.roster_entry_id, today=today)
    return StudentRecord(
        key=student.key,
        school_id=entry.school_id,
        name=entry.name,
        date_of_birth=entry.date_of_birth,
        year_group=entry.year_group,
        tutor_group=entry.tutor_group,
    )


def _place(student: Student) -> Place | None:
    if student.place_name is None or student.place_lat is None or student.place_lon is None:
        return None
    return Place(
        name=student.place_name,
        lat=student.place_lat,
        lon=student.place_lon,
        is_exact=student.place_is_exact,
    )
