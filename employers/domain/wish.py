"""What a student looks for, what they are shown, and why."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import Enum

from careers.places import Place
from employers.domain.gate import Dates, ReasonCode, SlotFacts
from employers.domain.kinds import SlotKind
from schools.domain.terms import Calendar


@dataclass(frozen=True)
class Seeker:
    """Who looks; a guest has neither year group nor date of birth. The year is today's.

    `likes` are the sectors of what they said they like: they order a search that asks for nothing
    in particular. `school` is where their school lies, `calendar` when it has term.
    """

    student_key: str
    year_group: int | None
    date_of_birth: date | None
    place: Place | None = None
    likes: frozenset[str] = frozenset()
    school: Place | None = None
    calendar: Calendar | None = None


class PartOfDay(str, Enum):
    """When in the day somebody can come."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


_MORNING_ENDS, _AFTERNOON_BEGINS = time(13), time(12)  # lunch belongs to both


@dataclass(frozen=True)
class Wish:
    """What they look for; whatever is None or empty does not matter.

    `place` stands for the seeker's own where they ask about somewhere else; `near_km` for the
    school's travel limit. `only_on` and `not_on` are days of the week, Monday is 0; `least_days`
    and `most_days` count from the first day to the last. `in_person` leaves out what is online,
    `nearest` puts the shortest way first; `takes_in_not_on` keeps what lasts several days though
    one of them is a day of `not_on`.
    """

    words: str = ""
    sector: str | None = None
    occupation: str | None = None
    kind: SlotKind | None = None
    place: Place | None = None
    starts_from: date | None = None
    starts_to: date | None = None
    near_km: float | None = None
    not_between: tuple[tuple[date, date], ...] = ()
    only_on: frozenset[int] = frozenset()
    not_on: frozenset[int] = frozenset()
    least_days: int | None = None
    most_days: int | None = None
    part_of_day: PartOfDay | None = None
    in_person: bool = False
    nearest: bool = False
    takes_in_not_on: bool = False

    @property
    def has_dates(self) -> bool:
        """Whether it says when the work should be."""
        ends = self.starts_from is not None or self.starts_to is not None
        return bool(ends or self.not_between or self.only_on or self.not_on)

    @property
    def has_wanted_dates(self) -> bool:
        """Whether it says when the work should be, days of the week that are ruled out aside."""
        return replace(self, not_on=frozenset()).has_dates

    @property
    def has_length(self) -> bool:
        """Whether it says how long the work should last, in days or in the day."""
        return bool(self.least_days or self.most_days or self.part_of_day)

    @property
    def is_local(self) -> bool:
        """Whether it asks for what is near somewhere."""
        return self.place is not None or self.near_km is not None or self.nearest

    def at_any_time(self) -> "Wish":
        """Return the wish with dates given up; days of the week that are ruled out stay so."""
        return replace(self, starts_from=None, starts_to=None, not_between=(), only_on=frozenset())

    def of_any_length(self) -> "Wish":
        """Return the wish with length and part of the day given up."""
        return replace(self, least_days=None, most_days=None, part_of_day=None)

    def suits(self, facts: SlotFacts) -> bool:
        """Return whether kind, days of the week, excluded days, length and hours fit.

        "Not Fridays" leaves out what takes in a Friday; "Mondays only" all that is not.
        """
        if self.in_person and facts.kind is SlotKind.VIRTUAL:
            return False
        return self._suits_dates(facts.dates) and self._suits_hours(facts)

    def _suits_hours(self, facts: SlotFacts) -> bool:
        if self.part_of_day is PartOfDay.MORNING:
            return facts.daily_to <= _MORNING_ENDS
        if self.part_of_day is PartOfDay.AFTERNOON:
            return facts.daily_from >= _AFTERNOON_BEGINS
        return True

    def _suits_dates(self, dates: Dates) -> bool:
        days = _working_days(dates)
        if self.only_on and not days <= self.only_on:
            return False
        if days <= self.not_on or (days & self.not_on and not self.takes_in_not_on):
            return False
        if any(a <= dates.ends_on and dates.starts_on <= b for a, b in self.not_between):
            return False
        length = (dates.ends_on - dates.starts_on).days + 1
        return (self.least_days or 1) <= length <= (self.most_days or length)

    @property
    def has_topic(self) -> bool:
        """Whether it says what the work should be about."""
        return bool(self.words or self.sector or self.occupation)


@dataclass(frozen=True)
class Reason:
    """Why something is kept back, in words for the student, and what is possible instead."""

    code: ReasonCode
    text: str
    instead: tuple[SlotKind, ...] = ()


@dataclass(frozen=True)
class SlotMatch:
    """A slot that fits; `hours` in all, `distance_miles` as the crow flies."""

    slot_id: int
    title: str
    employer: str
    kind: SlotKind
    starts_on: date
    ends_on: date
    hours: float
    town: str
    distance_miles: float | None
    seats_left: int
    why: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A page of matches, best first.

    `total` counts all of them, up to the bound of `employers.services.candidates`; `relaxed`
    says in words what of the wish could not be met, so that nothing is passed off as a fit.
    """

    matches: tuple[SlotMatch, ...]
    total: int
    withheld: tuple[Reason, ...]
    relaxed: tuple[str, ...]


def _working_days(dates: Dates) -> frozenset[int]:
    """Return the days of the week that are worked; weekends only where there is nothing else."""
    length = min(7, (dates.ends_on - dates.starts_on).days + 1)
    days = frozenset((dates.starts_on + timedelta(days=day)).weekday() for day in range(length))
    return days & frozenset(range(5)) or days
