"""The lawful gate: which slot a student may take, decided by dates and rules alone.

Sources, as summarised for this project in November 2026: Education Act 1996 s.560 (work
experience only in the last two years of compulsory schooling), Management of Health and Safety
at Work Regulations 1999 reg. 19 (prohibited risks), Working Time Regulations 1998 (hours and
night work of young workers), Employers' Liability (Compulsory Insurance) Act 1969.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from employers.domain.kinds import RiskLevel, SlotKind
from schools.domain.years import (
    LAST_YEAR,
    age_on,
    last_two_years_begin,
    school_year_of,
    year_group_on,
)

FIRST_PLACEMENT_YEAR = 10  # Education Act 1996 s.560: Years 10 and 11, and those above
# Reg. 19 lets young people above leaving age near such a risk only where training needs it and a
# competent person supervises. No file tells us so; until a person can, nobody below 18 is sent.
ADULT_AGE = 18
MAX_DAY_HOURS = 8.0  # a young worker's day (Working Time Regulations 1998, reg. 5A)
MAX_WEEK_HOURS = 40.0  # and week; the reference is the same regulation
NIGHT_ENDS, NIGHT_BEGINS = time(6), time(22)  # no work between them (reg. 6A and 7)
AT_THE_EMPLOYER = (SlotKind.PLACEMENT, SlotKind.SHADOWING)  # where insurance must be in force
EARLY_KINDS = tuple(kind for kind in SlotKind if kind is not SlotKind.PLACEMENT)


class ReasonCode(str, Enum):
    """Why a student cannot have a slot."""

    GUEST = "guest"
    NOT_OPEN = "not_open"
    IN_THE_PAST = "in_the_past"
    TOO_YOUNG_FOR_PLACEMENT = "too_young_for_placement"
    OTHER_YEAR_GROUP = "other_year_group"
    LEFT_SCHOOL = "left_school"
    TOO_RISKY = "too_risky"
    DAY_TOO_LONG = "day_too_long"
    WEEK_TOO_LONG = "week_too_long"
    NIGHT_WORK = "night_work"
    NOT_INSURED = "not_insured"
    DATES_TAKEN = "dates_taken"
    TOO_MANY_WAITING = "too_many_waiting"  # ours, asked at applying; no rule of law


@dataclass(frozen=True)
class Dates:
    """Days from `starts_on` to `ends_on`, both included."""

    starts_on: date
    ends_on: date

    def overlaps(self, other: "Dates") -> bool:
        """Whether a day belongs to both."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


@dataclass(frozen=True)
class SlotFacts:
    """What the gate looks at in a slot."""

    kind: SlotKind
    dates: Dates
    daily_from: time
    daily_to: time
    hours: float
    year_groups: frozenset[int]
    risk_level: RiskLevel
    insurance_expires_on: date | None
    is_insurance_exempt: bool
    is_open: bool


@dataclass(frozen=True)
class Person:
    """What the gate looks at in a student; a guest has neither year nor birthday."""

    year_group: int | None
    date_of_birth: date | None


@dataclass(frozen=True)
class Refusal:
    """One reason against, and the kinds that are possible instead."""

    code: ReasonCode
    instead: tuple[SlotKind, ...] = ()


def refusals(
    slot: SlotFacts, person: Person, *, today: date, confirmed: Sequence[Dates] = ()
) -> tuple[Refusal, ...]:
    """Return every reason why the person cannot have the slot; empty means lawful.

    `person.year_group` is the one of `today`; `confirmed` are the days already promised to
    other employers.
    """
    if person.year_group is None or person.date_of_birth is None:
        return (Refusal(ReasonCode.GUEST),)
    found = [*_about_the_slot(slot, today), *_about_hours(slot)]
    found += _about_the_student(slot, person.year_group, person.date_of_birth, today)
    if any(slot.dates.overlaps(taken) for taken in confirmed):
        found.append(Refusal(ReasonCode.DATES_TAKEN))
    return tuple(found)


def is_placement_age(year_group: int, date_of_birth: date, *, today: date, day: date) -> bool:
    """Whether a placement may begin on `day`: by the year group of then, and by the birthday.

    Both count: somebody moved up a year is still outside the last two years of schooling.
    """
    then = year_group_on(year_group, school_year_of(today), day)
    return then >= FIRST_PLACEMENT_YEAR and day >= last_two_years_begin(date_of_birth)


def kinds_for(year_group: int, date_of_birth: date, *, today: date) -> tuple[SlotKind, ...]:
    """Return the kinds that the law leaves open to a student today."""
    if is_placement_age(year_group, date_of_birth, today=today, day=today):
        return tuple(SlotKind)
    return EARLY_KINDS


def _about_the_slot(slot: SlotFacts, today: date) -> list[Refusal]:
    found = []
    if not slot.is_open:
        found.append(Refusal(ReasonCode.NOT_OPEN))
    if slot.dates.starts_on <= today:
        found.append(Refusal(ReasonCode.IN_THE_PAST))
    if not _is_insured(slot):
        found.append(Refusal(ReasonCode.NOT_INSURED))
    return found


def _about_the_student(
    slot: SlotFacts, year_group: int, born_on: date, today: date
) -> list[Refusal]:
    start = slot.dates.starts_on
    then = year_group_on(year_group, school_year_of(today), start)
    if then > LAST_YEAR:
        return [Refusal(ReasonCode.LEFT_SCHOOL)]
    found = []
    is_old_enough = is_placement_age(year_group, born_on, today=today, day=start)
    kinds = tuple(SlotKind) if is_old_enough else EARLY_KINDS
    if slot.kind not in kinds:
        found.append(Refusal(ReasonCode.TOO_YOUNG_FOR_PLACEMENT, EARLY_KINDS))
    if then not in slot.year_groups:
        found.append(Refusal(ReasonCode.OTHER_YEAR_GROUP, kinds))
    if slot.risk_level is RiskLevel.HIGH and age_on(born_on, start) < ADULT_AGE:
        found.append(Refusal(ReasonCode.TOO_RISKY, kinds))
    return found


def _about_hours(slot: SlotFacts) -> list[Refusal]:
    found = []
    days = (slot.dates.ends_on - slot.dates.starts_on).days + 1
    weeks = -(-days // 7)
    is_night = (
        slot.daily_to <= slot.daily_from  # over midnight
        or slot.daily_from < NIGHT_ENDS
        or slot.daily_to > NIGHT_BEGINS
    )
    if is_night:
        found.append(Refusal(ReasonCode.NIGHT_WORK))
    elif _span_hours(slot) > MAX_DAY_HOURS or slot.hours > MAX_DAY_HOURS * days:
        found.append(Refusal(ReasonCode.DAY_TOO_LONG))
    if slot.hours > MAX_WEEK_HOURS * weeks:
        found.append(Refusal(ReasonCode.WEEK_TOO_LONG))
    return found


def _span_hours(slot: SlotFacts) -> float:
    """Return the hours from the day's first minute to its last, breaks included."""
    day = slot.dates.starts_on
    span = datetime.combine(day, slot.daily_to) - datetime.combine(day, slot.daily_from)
    return span / timedelta(hours=1)


def _is_insured(slot: SlotFacts) -> bool:
    """Whether the employer's liability insurance is in force until the slot ends.

    An unknown expiry is enough against a placement; a known one counts wherever the student is
    at the employer.
    """
    if slot.kind not in AT_THE_EMPLOYER or slot.is_insurance_exempt:
        return True
    if slot.insurance_expires_on is None:
        return slot.kind is not SlotKind.PLACEMENT
    return slot.dates.ends_on <= slot.insurance_expires_on
