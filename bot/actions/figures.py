"""Reads the figures out of a message about work: pay, hours, times, age and what goes with them.

Pure: text in, values out. What a message does not say is None.
"""

import re
from dataclasses import dataclass, fields, replace
from datetime import date, time
from decimal import Decimal

from bot.actions.clock_times import times_in
from bot.actions.number_words import in_digits
from bot.actions.pay_and_hours import Rest, hours_in, money_in
from careers.calculators.pay import Per
from careers.calculators.work_times import DayKind

_AGE = re.compile(
    r"(?:^\W*|\b(?:i'?m|i am|i have|am|is|was|she'?s|he'?s|they'?re|theyre|at|aged?|if|be"
    r"|turn(?:ed|ing)?|being|for|of|when|under|below|my age)[ -])"
    r"(?:only |just |nearly |still |about |age )?"
    r"(?P<n>1[1-9]|[2-6]\d)s?\b(?![.:,]?\d|%| ?(?:k|p|gcses?|weeks?|months?|days?|min\w*|people"
    r"|miles?)\b)|\b(?P<m>1[1-9]|[2-6]\d) ?"
    r"(?:-? ?years? ?-?olds?|yrs? old|yo\b|y/o|y o\b|years? of age)"
)
_APPRENTICE = re.compile(r"\b(?:apprent\w*|aprent\w*)")
_FIRST_YEAR = re.compile(r"\b(?:first|1st) ?(?:year|yr)\b|\byear 1\b|\bnew apprentice")
_LATER_YEAR = re.compile(r"\b(?:second|2nd|third|3rd) ?(?:year|yr)\b|\byear [23]\b")
_MONTHS = "january february march april may june july august september october november december"
_MONTH = re.compile(rf"\b(?:last|back in) ({'|'.join(_MONTHS.split())})\b")
_DAY_KINDS = (
    (DayKind.SUNDAY, r"\bsun(?:day)?s?\b"),
    (DayKind.HOLIDAY, r"\b(?:holidays?|hols|summer|half[- ]?term|easter|xmas|christmas)\b"),
    (DayKind.SATURDAY, r"\bsat(?:urday)?s?\b"),
    (
        DayKind.SCHOOL_DAY,
        (
            r"\bschool ?(?:day|night)s?\b|\bweek ?(?:day|night)s?\b|\b(?:after|before) school\b"
            r"|\b(?:mon|tue|wednes|thurs|fri)days?\b|\bday of school\b"
        ),
    ),
)


@dataclass(frozen=True)
class Figures:
    """What a message says in figures; pounds, hours, years."""

    pay: Decimal | None = None
    per: Per | None = None
    taken_off: Decimal | None = None
    hours: Decimal | None = None  # of a shift or a day
    week_hours: Decimal | None = None
    unpaid_hours: Decimal | None = None
    starts: time | None = None
    ends: time | None = None
    is_night: bool | None = None
    day: DayKind | None = None
    age: int | None = None
    is_apprentice: bool | None = None
    is_first_year: bool | None = None
    month: int | None = None  # in which it was earned

    def completed_by(self, other: "Figures") -> "Figures":
        """Return these figures with what is missing taken from others."""
        missing = {
            one.name: getattr(other, one.name)
            for one in fields(self)
            if getattr(self, one.name) is None
        }
        return replace(self, **missing)

    @property
    def times_said(self) -> bool:
        """Whether the message says when or how long somebody works."""
        return any((self.starts, self.ends, self.is_night, self.hours, self.week_hours))


def read_figures(message: str) -> Figures:
    """Return the figures in a message as a student types it."""
    text = in_digits(message)
    rest = Rest(text)
    pay, per, taken_off = money_in(rest)
    hours, week_hours, unpaid = hours_in(rest, text, per, is_paid=pay is not None)
    times = times_in(rest.text)
    age = _age(times.rest)
    return Figures(
        pay=pay,
        per=per,
        taken_off=taken_off,
        hours=hours,
        week_hours=week_hours,
        unpaid_hours=unpaid,
        starts=times.starts,
        ends=times.ends,
        is_night=times.is_night or None,
        day=_day(text),
        age=age,
        is_apprentice=True if _APPRENTICE.search(text) else None,
        is_first_year=_training_year(text),
        month=_month(text),
    )


def _age(text: str) -> int | None:
    """Return an age in years; "under 16" is not 16 yet."""
    found = _AGE.search(text)
    if found is None:
        return None
    age = int(found["n"] or found["m"])
    return age - (re.search(rf"\b(?:under|below)\W?{age}", text) is not None)


def _day(text: str) -> DayKind | None:
    """Return the kind of day; None where there are several that have rules of their own."""
    found = [day for day, pattern in _DAY_KINDS if re.search(pattern, text)]
    is_mixed = DayKind.SCHOOL_DAY in found and len(found) > 1 and DayKind.HOLIDAY not in found
    return None if is_mixed or not found else found[0]


def _training_year(text: str) -> bool | None:
    if _LATER_YEAR.search(text):
        return False
    return True if _FIRST_YEAR.search(text) else None


def _month(text: str) -> int | None:
    found = _MONTH.search(text)
    return None if found is None else _MONTHS.split().index(found[1]) + 1


def last_month(month: int, today: date) -> date:
    """Return the middle of the last month of that name that has begun."""
    return date(today.year - (month > today.month), month, 15)
