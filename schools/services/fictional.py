"""A fictional school to try things out with; the only kind that has codes of a whole year."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from schools.domain.years import school_year_of, year_group_on
from schools.services.roster import add_code, code_hash
from schools.tables import JoinCode, RosterEntry, School


@dataclass(frozen=True)
class FictionalStudent:
    """A made-up student."""

    name: str
    date_of_birth: date
    year_group: int
    tutor_group: str


def open_fictional_school(session: Session, demo_name: str, *, name: str, now: datetime) -> int:
    """Return the id of the fictional school with this inner name, made if there is none."""
    school = session.scalar(select(School).where(School.demo_name == demo_name))
    if school is None:
        school = School(demo_name=demo_name, name=name, created_at=now)
        session.add(school)
        session.flush()
    return school.id


def keep_pool_code(
    session: Session, school_id: int, *, year_group: int, code: str, now: datetime
) -> None:
    """Let a code bind the next free student of a year group; once is enough.

    Raises:
        ValueError: the school is a real one, where a code stands for one student.
    """
    if session.get_one(School, school_id).demo_name is None:
        raise ValueError("only a fictional school has pool codes")
    hashed = code_hash(session, code)
    if session.scalar(select(JoinCode.id).where(JoinCode.code_hash == hashed)) is None:
        session.add(
            JoinCode(
                school_id=school_id,
                pool_year=year_group,
                code=code,
                code_hash=hashed,
                created_at=now,
            )
        )


def keep_fictional_roster(
    session: Session,
    school_id: int,
    students: Collection[FictionalStudent],
    *,
    taken: Collection[int],
    today: date,
    now: datetime,
) -> None:
    """Make the roster hold these students in these years, also when run a school year later.

    Entries in `taken` belong to somebody who is trying things out and move up as they would at
    a real school; everybody else starts over in their year.
    """
    entries: dict[str, list[RosterEntry]] = {}
    for entry in session.scalars(select(RosterEntry).where(RosterEntry.school_id == school_id)):
        entries.setdefault(entry.name, []).append(entry)
    for student in students:
        known = entries.get(student.name, [])
        if any(_is_in(entry, student.year_group, today) for entry in known):
            continue
        free = next((entry for entry in known if entry.id not in taken), None)
        entry = free or RosterEntry(school_id=school_id, name=student.name, created_at=now)
        entry.date_of_birth = student.date_of_birth.isoformat()
        entry.year_group, entry.known_in = student.year_group, school_year_of(today)
        entry.tutor_group = student.tutor_group
        if free is None:
            session.add(entry)
            session.flush()
            add_code(session, entry, now=now)


def _is_in(entry: RosterEntry, year_group: int, today: date) -> bool:
    return year_group_on(entry.year_group, entry.known_in, today) == year_group
