"""How far ahead and from which day a student may go where: pure dates."""

from dataclasses import dataclass
from datetime import date, timedelta

from employers.domain.gate import FIRST_PLACEMENT_YEAR
from employers.domain.kinds import SlotKind
from employers.domain.wish import Wish
from schools.domain.years import first_day_of, last_two_years_begin, school_year_of

HORIZON = timedelta(days=800)  # no slot is offered further ahead; bounds every search


@dataclass(frozen=True)
class Reach:
    """What decides which slots a student may see at all; the year group is today's."""

    year_group: int
    date_of_birth: date
    school_id: int | None
    today: date

    @property
    def first_placement_day(self) -> date:
        """The first day on which the student may start a placement."""
        years_to_go = max(0, FIRST_PLACEMENT_YEAR - self.year_group)
        begins = first_day_of(school_year_of(self.today) + years_to_go)
        return max(begins, last_two_years_begin(self.date_of_birth))

    @property
    def may_start_placement_now(self) -> bool:
        """Whether the student is of an age for placements today."""
        return self.first_placement_day <= self.today


@dataclass(frozen=True)
class Window:
    """The days on which a slot may start, both included; empty when they are out of order."""

    first: date
    last: date

    @property
    def is_empty(self) -> bool:
        """Whether no day lies in it."""
        return self.first > self.last


def window_of(reach: Reach, wish: Wish) -> Window:
    """Return the days on which what the student wishes may start."""
    first = reach.today + timedelta(days=1)
    if wish.starts_from is not None:
        first = max(first, wish.starts_from)
    if wish.kind is SlotKind.PLACEMENT:
        first = max(first, reach.first_placement_day)
    last = reach.today + HORIZON
    return Window(first, last if wish.starts_to is None else min(last, wish.starts_to))
