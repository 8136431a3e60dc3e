"""Reads the demo's files: the fictional school and its employers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from employers.demo.calendar import demo_day, in_half_term
from employers.domain.kinds import RiskLevel, SlotKind
from employers.services.slots import NewSlot
from schools.domain.roles import Role
from schools.domain.terms import Term
from schools.domain.years import FIRST_YEAR, first_day_of, school_year_of
from schools.services.fictional import FictionalStudent

FOLDER = Path(__file__).parent
TOWNS = ("leeds", "bradford", "hull", "doncaster")
BREAK_AFTER_HOURS = 4.5  # a day longer than this has half an hour's break, which does not count
INSURED_FOR = timedelta(days=120)  # after the slot starts


class Record(BaseModel):
    """Base of all records; a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DemoSlot(Record):
    """A slot, with its place in the coming year."""

    title: str
    kind: SlotKind
    years: tuple[int, ...]
    week: int
    day: int = 0
    days: int = 1
    time: str
    seats: int
    jobs: tuple[str, ...]
    do: str
    needs: str = ""
    access: str = ""
    risk: RiskLevel = RiskLevel.LOW


class DemoEmployer(Record):
    """An employer with its one site."""

    name: str
    sector: str
    size: str
    town: str
    site: str
    at: Annotated[tuple[float, ...], Field(min_length=2, max_length=2)]
    about: str
    exempt: bool = False
    slots: tuple[DemoSlot, ...]


class DemoContacts(Record):
    """The safeguarding contacts."""

    lead_name: str
    lead_email: str
    deputy_name: str
    deputy_email: str
    hours_from: time
    hours_to: time


class DemoStaff(Record):
    """Somebody who can sign in."""

    name: str
    email: str
    roles: tuple[Role, ...]


class DemoTerm(Record):
    """A term, with the first and last day of its half term."""

    name: str
    starts_on: date = Field(alias="from")
    ends_on: date = Field(alias="to")
    half_term: tuple[date, date]

    @property
    def term(self) -> Term:
        """The term as the school's room knows it."""
        return Term(self.name, self.starts_on, self.ends_on, self.half_term)


class DemoSchool(Record):
    """The school."""

    name: str
    town: str
    terms: tuple[DemoTerm, ...]
    contacts: DemoContacts
    staff: tuple[DemoStaff, ...]
    codes: dict[int, str]
    students: dict[int, tuple[str, ...]]


_TOWN = TypeAdapter(tuple[DemoEmployer, ...])


@dataclass(frozen=True)
class Hours:
    """The hours of a slot."""

    daily_from: time
    daily_to: time
    total: float


def read_school() -> DemoSchool:
    """Return the fictional school."""
    return DemoSchool.model_validate(_load("school"))


def read_employers() -> tuple[DemoEmployer, ...]:
    """Return all fictional employers."""
    return tuple(employer for town in TOWNS for employer in _TOWN.validate_python(_load(town)))


def students_of(school: DemoSchool, *, today: date) -> Iterator[FictionalStudent]:
    """Yield the students with birthdays spread over the year in which their class was born."""
    for year_group, names in school.students.items():
        born_from = first_day_of(school_year_of(today) - year_group - (12 - FIRST_YEAR))
        for number, name in enumerate(names):
            born_on = born_from + timedelta(days=number * 365 // len(names) + 7)
            yield FictionalStudent(name, born_on, year_group, f"{year_group}{'AB'[number % 2]}")


def new_slot(
    employer: DemoEmployer, slot: DemoSlot, *, site_id: int, key: str, today: date
) -> NewSlot:
    """Return a slot as it stands in the coming year."""
    starts_on = _first_day(employer, slot, today)
    hours = _hours(slot)
    return NewSlot(
        site_id=site_id,
        title=slot.title,
        kind=slot.kind,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=slot.days - 1),
        daily_from=hours.daily_from,
        daily_to=hours.daily_to,
        hours=hours.total,
        seats=slot.seats,
        year_groups=slot.years,
        sector=employer.sector,
        occupations=slot.jobs,
        what_you_will_do=slot.do,
        needs=slot.needs,
        access=slot.access,
        risk_level=slot.risk,
        insurance_expires_on=None if employer.exempt else starts_on + INSURED_FOR,
        is_insurance_exempt=employer.exempt,
        demo_key=key,
    )


def _first_day(employer: DemoEmployer, slot: DemoSlot, today: date) -> date:
    """Return the day of a slot; what is held in a school waits for the end of half term."""
    day = demo_day(today, week=slot.week, day=slot.day)
    is_in_school = slot.kind is SlotKind.TALK or employer.sector == "education"
    return day + timedelta(weeks=1) if is_in_school and in_half_term(day) else day


def _hours(slot: DemoSlot) -> Hours:
    begins, ends = (time.fromisoformat(part) for part in slot.time.split("-"))
    span = (ends.hour - begins.hour) + (ends.minute - begins.minute) / 60
    worked = span - 0.5 if span > BREAK_AFTER_HOURS else span
    return Hours(begins, ends, worked * slot.days)


def _load(name: str) -> object:
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
