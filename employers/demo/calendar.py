"""The dates of the demo: they move with today and keep out of long holidays and Easter."""

from datetime import date, timedelta

from dateutil.easter import easter

from schools.domain.terms import Term, usual_terms

WEEKS = 52
MONTH_DAY = tuple[int, int]
# Roughly the holidays of fixed date in which no school in Leeds arranges anything.
HOLIDAYS: tuple[tuple[MONTH_DAY, MONTH_DAY], ...] = (
    ((12, 19), (12, 31)),
    ((1, 1), (1, 3)),
    ((7, 22), (8, 31)),
)


def demo_day(today: date, *, week: int, day: int) -> date:
    """Return the day (0 is Monday) of a week from 1 to 52, spread over the coming year's term.

    Raises:
        ValueError: week or day is out of range, or the day is no weekday.
    """
    if not 1 <= week <= WEEKS or not 0 <= day <= 4:
        raise ValueError(f"no week {week}, day {day}")
    mondays = _term_mondays(today)
    return mondays[(week - 1) * len(mondays) // WEEKS] + timedelta(days=day)


def _term_mondays(today: date) -> list[date]:
    """Return the Mondays of the coming year whose whole week is term."""
    first = today + timedelta(days=7 - today.weekday())
    mondays = (first + timedelta(weeks=number) for number in range(WEEKS))
    return [monday for monday in mondays if _is_term(monday)]


def in_half_term(day: date) -> bool:
    """Return whether a day lies in a usual half term, in which nobody is at school."""
    return any(
        term.half_term is not None and term.half_term[0] <= day <= term.half_term[1]
        for term in _terms_around(day)
    )


def _terms_around(day: date) -> list[Term]:
    return [term for year in (day.year - 1, day.year) for term in usual_terms(year)]


def _is_about_easter(monday: date) -> bool:
    """Return whether schools may be on holiday: the usual weeks, and those of our demo school."""
    sunday = easter(monday.year)
    is_near = sunday - timedelta(days=6) <= monday <= sunday + timedelta(days=8)
    terms = _terms_around(monday)
    return is_near or not any(term.starts_on <= monday <= term.ends_on for term in terms)


def _is_term(monday: date) -> bool:
    days = [monday + timedelta(days=number) for number in range(5)]
    if _is_about_easter(monday):
        return False
    return not any(
        begins <= (day.month, day.day) <= ends for day in days for begins, ends in HOLIDAYS
    )
