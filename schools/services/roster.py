"""The roster: imported whole or not at all, and the join codes to print for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from schools.domain.codes import SECRET, new_code, normalised
from schools.domain.ids import checked_id
from schools.domain.roster_file import RosterRow, RowError, identity_of, read_roster
from schools.domain.years import school_year_of, usual_year_group, year_group_on
from schools.services.schools import SchoolNotFoundError
from schools.tables import JoinCode, RosterEntry, School
from storage.clock import SCHOOL_TIME
from storage.database import Database, reading, transaction
from storage.secrets import keyed_hash

SUMMER = (7, 8)  # months in which schools already export the coming year's roster


class RosterEntryNotFoundError(Exception):
    """There is no such student on this school's roster."""


@dataclass(frozen=True)
class RosterReport:
    """What an import did; with errors it did nothing."""

    rows: int
    added: int
    changed: int
    errors: tuple[RowError, ...]


@dataclass(frozen=True)
class PrintableCode:
    """A join code with what a tutor needs to hand it out.

    `is_used`: this code was; `has_joined`: this or an earlier one of the student was.
    """

    entry_id: int
    name: str
    year_group: int
    tutor_group: str | None
    code: str
    is_used: bool
    has_joined: bool


@dataclass(frozen=True)
class RosterView:
    """What the school knows about a student."""

    entry_id: int
    school_id: int
    name: str
    date_of_birth: date
    year_group: int
    tutor_group: str | None


def import_roster(db: Database, school_id: int, csv_text: str, *, now: datetime) -> RosterReport:
    """Add a roster's students with a join code each, and update those already there.

    All or nothing: with a single mistake nothing changes and every mistake is reported. The same
    name and date of birth is the same student, so importing twice adds nobody. Nobody is removed:
    a student who left keeps their record until the retention job takes it.

    Raises:
        SchoolNotFoundError: there is no such school.
    """
    today = now.astimezone(SCHOOL_TIME).date()
    file = read_roster(csv_text, today=today)
    if file.errors:
        return RosterReport(len(file.rows), 0, 0, file.errors)
    with transaction(db) as session:
        if session.get(School, school_id, with_for_update=True) is None:
            raise SchoolNotFoundError(f"no school {school_id}")
        added, changed = _merge(session, school_id, file.rows, today, now)
    return RosterReport(len(file.rows), added, changed, ())


def join_codes(db: Database, school_id: int, *, today: date) -> list[PrintableCode]:
    """Return the newest join code of every student, by year, tutor group and name, for printing."""
    with reading(db) as session:
        rows = session.execute(
            select(RosterEntry, JoinCode)
            .join(JoinCode, JoinCode.roster_entry_id == RosterEntry.id)
            .where(RosterEntry.school_id == school_id)
            .order_by(JoinCode.id)
        )
        pairs = [(entry, code) for entry, code in rows]
        joined = {entry.id for entry, code in pairs if code.used_at is not None}
        newest = {entry.id: _printable(entry, code, joined, today) for entry, code in pairs}
    return sorted(newest.values(), key=lambda c: (c.year_group, c.tutor_group or "", c.name))


def fresh_code(session: Session, entry_id: int, *, school_id: int, now: datetime) -> str:
    """Return a fresh code for a student; unused old ones stop working. In the caller's transaction.

    Raises:
        RosterEntryNotFoundError: the student is not on this school's roster.
    """
    entry = session.get(RosterEntry, checked_id(entry_id))
    if entry is None or entry.school_id != school_id:
        raise RosterEntryNotFoundError(f"no roster entry {entry_id}")
    return add_code(session, entry, now=now).code


def add_code(session: Session, entry: RosterEntry, *, now: datetime) -> JoinCode:
    """Add a code for an entry in the caller's transaction and drop its unused ones."""
    unused = select(JoinCode).where(
        JoinCode.roster_entry_id == entry.id, JoinCode.used_at.is_(None)
    )
    for old in session.scalars(unused):
        session.delete(old)
    code = new_code()
    row = JoinCode(
        school_id=entry.school_id,
        roster_entry_id=entry.id,
        code=code,
        code_hash=code_hash(session, code),
        created_at=now,
    )
    session.add(row)
    return row


def restart_codes(session: Session, entry: RosterEntry, *, now: datetime) -> None:
    """Forget an entry's codes and their use, and add a fresh one; in the caller's transaction."""
    session.execute(delete(JoinCode).where(JoinCode.roster_entry_id == entry.id))
    add_code(session, entry, now=now)


def code_hash(session: Session, code: str) -> str:
    """Return what a join code is looked up by."""
    return keyed_hash(session, SECRET, normalised(code))


def roster_entry(session: Session, entry_id: int, *, today: date) -> RosterView:
    """Return what the school knows about a student, with the year group of that day.

    Raises:
        RosterEntryNotFoundError: there is no such entry.
    """
    entry = session.get(RosterEntry, checked_id(entry_id))
    if entry is None:
        raise RosterEntryNotFoundError(f"no roster entry {entry_id}")
    return roster_view(entry, today=today)


def roster_view(entry: RosterEntry, *, today: date) -> RosterView:
    """Return an entry as other rooms see it."""
    return RosterView(
        entry_id=entry.id,
        school_id=entry.school_id,
        name=entry.name,
        date_of_birth=date.fromisoformat(entry.date_of_birth),
        year_group=year_group_on(entry.year_group, entry.known_in, today),
        tutor_group=entry.tutor_group,
    )


def _merge(
    session: Session, school_id: int, rows: Sequence[RosterRow], today: date, now: datetime
) -> tuple[int, int]:
    """Add or update each row; return how many were added and changed."""
    entries = session.scalars(select(RosterEntry).where(RosterEntry.school_id == school_id))
    known = {identity_of(e.name, date.fromisoformat(e.date_of_birth)): e for e in entries}
    fresh = [_entry(school_id, row, today, now) for row in rows if row.identity not in known]
    session.add_all(fresh)
    session.flush()
    for entry in fresh:
        add_code(session, entry, now=now)
    changed = [
        row for row in rows if row.identity in known and _update(known[row.identity], row, today)
    ]
    return len(fresh), len(changed)


def _entry(school_id: int, row: RosterRow, today: date, now: datetime) -> RosterEntry:
    return RosterEntry(
        school_id=school_id,
        name=row.name,
        date_of_birth=row.date_of_birth.isoformat(),
        year_group=row.year_group,
        known_in=_school_year_of_row(row, today),
        tutor_group=row.tutor_group,
        created_at=now,
    )


def _update(entry: RosterEntry, row: RosterRow, today: date) -> bool:
    """Take over what a new file says; return whether that changed anything."""
    known_in = _school_year_of_row(row, today)
    is_same_year = year_group_on(entry.year_group, entry.known_in, today) == year_group_on(
        row.year_group, known_in, today
    )
    if is_same_year and entry.tutor_group == row.tutor_group:
        return False
    entry.year_group, entry.known_in = row.year_group, known_in
    entry.tutor_group = row.tutor_group
    return True


def _school_year_of_row(row: RosterRow, today: date) -> int:
    """Return the school year that a row's year group is true for.

    A file made in July or August often holds September's years already: then the year group
    is one above what is usual for the age this year.
    """
    this_year = school_year_of(today)
    usual = usual_year_group(row.date_of_birth, this_year)
    is_ahead = today.month in SUMMER and row.year_group == usual + 1
    return this_year + 1 if is_ahead else this_year


def _printable(entry: RosterEntry, code: JoinCode, joined: set[int], today: date) -> PrintableCode:
    return PrintableCode(
        entry_id=entry.id,
        name=entry.name,
        year_group=year_group_on(entry.year_group, entry.known_in, today),
        tutor_group=entry.tutor_group,
        code=code.code,
        is_used=code.used_at is not None,
        has_joined=entry.id in joined,
    )
