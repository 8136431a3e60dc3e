"""The demo: a fictional school with students, staff and employers; dates move with today."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from employers.demo.files import (
    DemoEmployer,
    DemoSchool,
    new_slot,
    read_employers,
    read_school,
    students_of,
)
from employers.domain.kinds import SlotState
from employers.services.slots import NewSlot, add_employer, add_site, add_slot, change_slot
from employers.tables import Application, Employer, Slot
from safeguarding.services.contacts import Contacts, set_contacts
from schools.services.fictional import (
    keep_fictional_roster,
    keep_pool_code,
    open_fictional_school,
)
from schools.services.passwords import is_password_right
from schools.services.staff import change_password, create_staff
from schools.services.terms import keep_terms, keep_town
from schools.tables import Staff
from storage.database import Database, reading, transaction
from students.tables import Student

DEMO_NAME = "foothold-demo"
_PASSWORD_BYTES = 12


@dataclass(frozen=True)
class DemoReport:
    """What there is to try; `password` is None where the logins were there before.

    As text it never shows the password.
    """

    school_id: int
    school: str
    codes: tuple[str, ...]
    logins: tuple[str, ...]
    password: str | None
    students: int
    employers: int
    slots: int

    def __str__(self) -> str:
        return (
            f"{self.school}: {self.students} students, {self.employers} employers and"
            f" {self.slots} slots, all fictional. Join codes: {', '.join(self.codes)}."
        )


def load_demo(
    db: Database, *, today: date, now: datetime, password: str | None = None
) -> DemoReport:
    """Make the demo or move its dates on; other schools are never touched.

    Running it again adds nothing twice. Slots that somebody applied for stay until they have
    begun. A password that is given is set; without one, a random one is made for new logins.
    """
    school, employers = read_school(), read_employers()
    with transaction(db) as session:
        school_id = _keep_school(session, school, today, now)
        for employer in employers:
            _keep_employer(session, school_id, employer, today, now)
    contacts = school.contacts
    set_contacts(db, school_id, Contacts(**contacts.model_dump()))
    return DemoReport(
        school_id=school_id,
        school=school.name,
        codes=tuple(school.codes.values()),
        logins=tuple(staff.email for staff in school.staff),
        password=_keep_staff(db, school_id, school, password, now),
        students=sum(len(names) for names in school.students.values()),
        employers=len(employers),
        slots=sum(len(employer.slots) for employer in employers),
    )


def _keep_school(session: Session, school: DemoSchool, today: date, now: datetime) -> int:
    school_id = open_fictional_school(session, DEMO_NAME, name=school.name, now=now)
    keep_town(session, school_id, school.town)
    keep_terms(session, school_id, [one.term for one in school.terms])
    mine = select(Student.roster_entry_id).where(
        Student.school_id == school_id, Student.roster_entry_id.is_not(None)
    )
    keep_fictional_roster(
        session,
        school_id,
        tuple(students_of(school, today=today)),
        taken={entry_id for entry_id in session.scalars(mine) if entry_id is not None},
        today=today,
        now=now,
    )
    for year_group, code in school.codes.items():
        keep_pool_code(session, school_id, year_group=year_group, code=code, now=now)
    return school_id


def _keep_staff(
    db: Database, school_id: int, school: DemoSchool, password: str | None, now: datetime
) -> str | None:
    """Make missing logins, and return the password if one was set."""
    with reading(db) as session:
        rows = session.scalars(select(Staff).where(Staff.school_id == school_id))
        known = {staff.email: (staff.id, staff.password_hash) for staff in rows}
    chosen = password or secrets.token_urlsafe(_PASSWORD_BYTES)
    for staff in school.staff:
        if staff.email not in known:
            create_staff(
                db,
                school_id=school_id,
                name=staff.name,
                email=staff.email,
                password=chosen,
                roles=staff.roles,
                now=now,
            )
            continue
        staff_id, password_hash = known[staff.email]
        if password is not None and not is_password_right(password_hash, password):
            change_password(db, staff_id, password)
    return password or (None if known else chosen)


def _keep_employer(
    session: Session, school_id: int, employer: DemoEmployer, today: date, now: datetime
) -> None:
    known = session.scalar(
        select(Employer).where(Employer.school_id == school_id, Employer.name == employer.name)
    )
    site_id = known.sites[0].id if known else _add_employer(session, school_id, employer, now)
    for number, slot in enumerate(employer.slots):
        key = f"{employer.name[:48]}#{number}"
        _keep_slot(session, new_slot(employer, slot, site_id=site_id, key=key, today=today), today)


def _add_employer(session: Session, school_id: int, employer: DemoEmployer, now: datetime) -> int:
    employer_id = add_employer(
        session,
        name=employer.name,
        sector=employer.sector,
        size=employer.size,
        about=employer.about,
        school_id=school_id,
        now=now,
    )
    lat, lon = employer.at
    return add_site(
        session,
        employer_id=employer_id,
        name=employer.site,
        town=employer.town,
        lat=lat,
        lon=lon,
    )


def _keep_slot(session: Session, new: NewSlot, today: date) -> None:
    known = session.scalar(select(Slot).where(Slot.demo_key == new.demo_key))
    if known is None:
        add_slot(session, new)
    elif session.scalar(select(Application.id).where(Application.slot_id == known.id)) is None:
        if known.starts_on != new.starts_on:
            change_slot(session, known.id, new)
    elif known.starts_on <= today:  # it is somebody's record now; a new one takes its place
        known.demo_key, known.state = None, SlotState.CLOSED
        session.flush()
        add_slot(session, new)
