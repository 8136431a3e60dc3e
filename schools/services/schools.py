"""Schools: made, looked at, changed, and let out of demo mode."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from messages.domain.quiet import QuietHours
from messages.services.quiet import keep_quiet_hours
from safeguarding.services.contacts import Contacts, has_lead_and_deputy, set_contacts
from schools.domain.roles import SchoolState
from schools.tables import School
from storage.database import Database, reading, transaction

YOUNGEST = 13  # the age from which a child may agree to an online service (DPA 2018, section 9)


class SchoolNotFoundError(Exception):
    """There is no such school."""


class NoSafeguardingLeadError(Exception):
    """A school needs a named safeguarding lead and a deputy before real students may use it."""


@dataclass(frozen=True)
class SchoolView:
    """A school and its settings."""

    id: int
    name: str
    urn: str | None
    state: SchoolState
    travel_limit_miles: int
    telegram_from_age: int | None
    is_fictional: bool


def create_school(db: Database, *, name: str, urn: str | None = None, now: datetime) -> int:
    """Make a school in demo mode and return its id.

    Raises:
        IntegrityError: another school has this URN.
    """
    with transaction(db) as session:
        school = School(name=name, urn=urn, created_at=now)
        session.add(school)
        session.flush()
        return school.id


def school_of(session: Session, school_id: int) -> SchoolView:
    """Return a school.

    Raises:
        SchoolNotFoundError: there is none with this id.
    """
    return _view(_school(session, school_id))


def set_travel_limit(db: Database, school_id: int, miles: int) -> None:
    """Set how far a school's students travel.

    Raises:
        SchoolNotFoundError: there is no such school.
        ValueError: the distance is not positive.
    """
    if miles <= 0:
        raise ValueError("the distance must be positive")
    with transaction(db) as session:
        _school(session, school_id).travel_limit_miles = miles


def set_quiet_hours(db: Database, school_id: int, hours: QuietHours) -> None:
    """Set when reminders to a school's students wait.

    Raises:
        SchoolNotFoundError: there is no such school.
    """
    with transaction(db) as session:
        _school(session, school_id)
        keep_quiet_hours(session, school_id, hours)


def set_telegram_age(session: Session, school_id: int, from_age: int | None) -> None:
    """Set from which age Telegram is allowed (None: switched off), in the caller's transaction.

    Students whom it closes Telegram to are told by `students.services.closing.change_gate`.

    Raises:
        SchoolNotFoundError: there is no such school.
        ValueError: the age is below 13.
    """
    if from_age is not None and from_age < YOUNGEST:
        raise ValueError(f"the age must be at least {YOUNGEST}")
    _school(session, school_id).telegram_from_age = from_age


def name_contacts(db: Database, school_id: int, contacts: Contacts) -> None:
    """Name a school's safeguarding staff; a live school always keeps a lead and a deputy.

    Raises:
        SchoolNotFoundError: there is no such school.
        NoSafeguardingLeadError: real students use the school, and one of the two is missing.
        ContactsError: an e-mail address or the hours are wrong.
    """
    with reading(db) as session:
        is_live = _school(session, school_id).state is SchoolState.LIVE
    if is_live and not contacts.is_complete:
        raise NoSafeguardingLeadError("a live school keeps a safeguarding lead and a deputy")
    set_contacts(db, school_id, contacts)


def leave_demo_mode(db: Database, school_id: int) -> None:
    """Let real students use the school; doing it twice changes nothing.

    Raises:
        SchoolNotFoundError: there is no such school.
        NoSafeguardingLeadError: it has not named a safeguarding lead and a deputy.
        ValueError: the school is a fictional one and stays one.
    """
    with transaction(db) as session:
        school = _school(session, school_id)
        if school.demo_name is not None:
            raise ValueError("a fictional school has no real students")
        if not has_lead_and_deputy(session, school_id):
            raise NoSafeguardingLeadError("name a safeguarding lead and a deputy first")
        school.state = SchoolState.LIVE


def _school(session: Session, school_id: int) -> School:
    school = session.get(School, school_id)
    if school is None:
        raise SchoolNotFoundError(f"no school {school_id}")
    return school


def _view(school: School) -> SchoolView:
    return SchoolView(
        id=school.id,
        name=school.name,
        urn=school.urn,
        state=school.state,
        travel_limit_miles=school.travel_limit_miles,
        telegram_from_age=school.telegram_from_age,
        is_fictional=school.demo_name is not None,
    )
