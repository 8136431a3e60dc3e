"""School terms in England: a school's own, or a usual calendar where it has told none; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, relativedelta

from schools.domain.years import school_year_of

AUTUMN, SPRING, SUMMER = "autumn", "spring", "summer"
_A_WEEK = timedelta(days=4)  # from Monday to Friday
_LATE_EASTER = (4, 13)  # from then on the holiday usually begins before Easter
_YEARS = 3  # as far as a student's wish reaches


@dataclass(frozen=True)
class Term:
    """A term from its first to its last day; `half_term` has the first and last day off in it."""

    name: str
    starts_on: date
    ends_on: date
    half_term: tuple[date, date] | None = None


@dataclass(frozen=True)
class Calendar:
    """The terms around a day, in order; `is_usual` where they are a guess and not the school's."""

    terms: tuple[Term, ...]
    is_usual: bool


def calendar_of(terms: Sequence[Term], *, today: date) -> Calendar:
    """Return a school's calendar, filled up with usual terms after the last it has told."""
    own = sorted(terms, key=lambda term: term.starts_on)
    last_known = own[-1].ends_on if own else date.min
    this_year = school_year_of(today)
    usual = (
        term
        for year in range(this_year - 1, this_year + _YEARS)
        for term in usual_terms(year)
        if term.starts_on > last_known
    )
    is_usual = not any(term.ends_on >= today for term in own)
    return Calendar((*own, *usual), is_usual)


def usual_terms(school_year: int) -> tuple[Term, ...]:
    """Return the terms as most schools in England have them, for one without its own.

    Dates differ by council, so this is a rule of thumb of ours and told as a guess. Half terms
    are the last full week of October, the week of the third Monday of February, and that of the
    late May bank holiday; Christmas and Easter take two weeks.
    """
    year = school_year + 1
    october = date(school_year, 10, 31) + relativedelta(weekday=FR(-1)) - _A_WEEK
    february = date(year, 2, 1) + relativedelta(weekday=MO(3))
    may = date(year, 5, 31) + relativedelta(weekday=MO(-1))
    easter_break = _easter_break(year)
    return (
        Term(
            AUTUMN,
            _weekday_from(date(school_year, 9, 2)),
            date(school_year, 12, 20) + relativedelta(weekday=FR(-1)),
            (october, october + _A_WEEK),
        ),
        Term(
            SPRING,
            _weekday_from(date(year, 1, 4)),
            easter_break - timedelta(days=3),
            (february, february + _A_WEEK),
        ),
        Term(
            SUMMER,
            easter_break + timedelta(weeks=2),
            date(year, 7, 24) + relativedelta(weekday=FR(-1)),
            (may, may + _A_WEEK),
        ),
    )


def _easter_break(year: int) -> date:
    """Return the Monday on which two weeks of Easter holidays begin."""
    sunday = easter(year)
    weeks_before = 2 if (sunday.month, sunday.day) >= _LATE_EASTER else 1
    return sunday + timedelta(days=1) - timedelta(weeks=weeks_before)


def _weekday_from(day: date) -> date:
    """Return the day, or the Monday after it at a weekend."""
    return day if day.weekday() < 5 else day + relativedelta(weekday=MO)
