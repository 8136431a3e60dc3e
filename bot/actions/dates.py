"""When somebody wants to go: from date entities (see `bot/rasa/date_forms.py`) to days."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import MO, relativedelta

from bot.actions.seasons import FAR, Span, named_span
from schools.domain.terms import Calendar, calendar_of

_PARTIAL = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_NAMED = re.compile(r"[a-z]+(?:[- ][a-z]+)*")
_LATER = re.compile(r"(?P<weekday>[a-z]+)\+(?P<days>\d+)|\+P(?P<n>\d{1,3})(?P<unit>[DWM])")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LENGTH = re.compile(r"P(?P<n>\d{1,2})(?P<unit>[DWM])")
_THIRDS = {"start": 0, "middle": 1, "end": 2}
_ANY = "any-time"
BETWEEN = ";"  # of several dates that one message says


@dataclass(frozen=True)
class When:
    """What dates mean together; days of the week count from Monday as 0.

    `uses_terms`: whether school terms were looked at; `is_understood` is false where a date means
    nothing to us.
    """

    span: Span | None = None
    without: tuple[Span, ...] = ()
    only_on: frozenset[int] = frozenset()
    not_on: frozenset[int] = frozenset()
    uses_terms: bool = False
    is_understood: bool = True


def when_of(values: Sequence[str], *, today: date, calendar: Calendar) -> When:
    """Return what several date entities mean together: days wanted, and days left out.

    Spans that meet are narrowed to what they share ("after Easter, before July"); others stand
    for everything from the first to the last ("June or August").
    """
    span: Span | None = None
    without: list[Span] = []
    only_on: frozenset[int] = frozenset()
    not_on: frozenset[int] = frozenset()
    is_understood = True
    for value in values:
        prefix, _, rest = value.rpartition(":")
        if prefix == "only":
            only_on |= _days_of_week(rest)
        elif prefix == "not" and _days_of_week(rest):
            not_on |= _days_of_week(rest)
        elif value != _ANY:
            found = span_of(rest if prefix == "not" else value, today=today, calendar=calendar)
            is_understood = is_understood and found is not None
            if found is not None and prefix == "not":
                without.append(found)
            elif found is not None:
                span = found if span is None else span.joined(found)
    uses_terms = any(_TERM_WORDS.search(value) for value in values)
    return When(span, tuple(without), only_on, not_on, uses_terms, is_understood)


_TERM_WORDS = re.compile(r"term|holidays|easter|christmas")


def least_days(duration: str | None) -> int | None:
    """Return how many days an experience of this length lasts at least, from first to last.

    A week is Monday to Friday, and a month four such weeks, for working days are meant.
    """
    match = _LENGTH.fullmatch(duration or "")
    if match is None:
        return None
    number = int(match["n"])
    weeks = {"W": number, "M": 4 * number}.get(match["unit"])
    return number if weeks is None else 7 * weeks - 2


def most_days(duration: str | None) -> int | None:
    """Return how many days an experience of just this length lasts at most."""
    match = _LENGTH.fullmatch(duration or "")
    if match is None:
        return None
    return int(match["n"]) * {"D": 1, "W": 7, "M": 31}[match["unit"]]


def merged(before: str | None, said: str | None, *, is_new: bool) -> str | None:
    """Return the dates of a search after those of the one before, both as slots hold them.

    Days of the week that were ruled out stay so, until they or any time are asked for; other
    dates stay where the search goes on and only days of the week are said.
    """
    old = before.split(BETWEEN) if before else []
    new = said.split(BETWEEN) if said else []
    if _ANY in new:
        return said
    if not (new or is_new):
        return before
    wanted = {day for one in new for day in _days_of_week(one.removeprefix("only:"))}
    kept = [one for one in old if _is_ruled_out(one) and not _days_ruled_out(one) & wanted]
    if not is_new and all(_is_of_week(one) for one in new):
        kept += [one for one in old if not _is_of_week(one)]
    return BETWEEN.join(dict.fromkeys([*kept, *new])) or None


def _is_of_week(value: str) -> bool:
    return value.startswith("only:") or _is_ruled_out(value)


def _is_ruled_out(value: str) -> bool:
    return value.startswith("not:") and bool(_days_ruled_out(value))


def _days_ruled_out(value: str) -> frozenset[int]:
    return _days_of_week(value.removeprefix("not:"))


def span_of(value: str, *, today: date, calendar: Calendar | None = None) -> Span | None:
    """Return the next days that a date entity means, or None where it means none of ours."""
    calendar = calendar or calendar_of((), today=today)
    begin, _, end = value.partition("/")
    if end:
        return _range(begin, end, today, calendar)
    prefix, _, atom = value.partition(":")
    if atom:
        base = span_of(atom, today=today, calendar=calendar)
        return None if base is None else _around(prefix, base, today)
    return _atom(value, today, calendar)


def _range(begin: str, end: str, today: date, calendar: Calendar) -> Span | None:
    last = span_of(end, today=today, calendar=calendar)
    if last is None:
        return None
    a_year_before = last.last - timedelta(days=364)
    first = span_of(begin, today=a_year_before, calendar=calendar)
    return None if first is None else Span(min(first.first, last.first), last.last)


def _around(prefix: str, base: Span, today: date) -> Span | None:
    if prefix in _THIRDS:
        return base.third(_THIRDS[prefix])
    if prefix in {"lastweek", "week1", "week2", "week3", "week4"}:
        return _week_in(prefix, base)
    spans = {
        "after": Span(_next_day(base.last), FAR),
        "from": Span(base.first, FAR),
        "before": Span(today, base.first - timedelta(days=1)),
        "until": Span(today, base.last),
        "week": _week_of(base.first),
    }
    span = spans.get(prefix)
    return span if span is not None and span.first <= span.last else None


def _next_day(day: date) -> date:
    return day if day == FAR else day + timedelta(days=1)


def _week_in(which: str, base: Span) -> Span:
    """Return a week of a month or holiday: weeks begin on the first Monday in it."""
    if which == "lastweek":
        return _week_of(base.last - timedelta(days=4))
    monday = base.first + relativedelta(weekday=MO)
    return _week_of(monday + timedelta(weeks=int(which[-1]) - 1))


def _week_of(day: date) -> Span:
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6))


def _atom(value: str, today: date, calendar: Calendar) -> Span | None:
    partial = _PARTIAL.fullmatch(value)
    if partial is not None:
        try:
            return _calendar_days(partial, today)
        except ValueError:  # the 31st of June
            return None
    later = _LATER.fullmatch(value)
    if later is not None:
        return _later(later, today)
    if not _NAMED.fullmatch(value):
        return None
    name = value.replace(" ", "-")
    return _weekday(name, today) or named_span(name, today=today, calendar=calendar)


def _calendar_days(partial: "re.Match[str]", today: date) -> Span:
    month, day = int(partial["month"]), int(partial["day"] or 0)
    year = today.year if partial["year"] == "-" else int(partial["year"])
    span = _days(year, month, day)
    if partial["year"] == "-" and span.last < today:
        return _days(year + 1, month, day)
    return span


def _days(year: int, month: int, day: int) -> Span:
    """Return one day, or the whole month where `day` is 0."""
    if day:
        return Span(date(year, month, day), date(year, month, day))
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _later(match: "re.Match[str]", today: date) -> Span | None:
    if match["weekday"]:
        day = _weekday(match["weekday"], today)
        if day is None:
            return None
        later = day.first + timedelta(days=int(match["days"]))
        return Span(later, later)
    number = int(match["n"])
    if match["unit"] == "D":
        day_then = today + timedelta(days=number)
        return Span(day_then, day_then)
    ahead = relativedelta(weeks=number) if match["unit"] == "W" else relativedelta(months=number)
    return _week_of(today + ahead)


def _weekday(name: str, today: date) -> Span | None:
    """Return the next such day; "next Friday" is that of next week."""
    bare = name.removeprefix("next-")
    if bare not in _WEEKDAYS:
        return None
    index = _WEEKDAYS.index(bare)
    if bare != name:
        day = _week_of(today).first + timedelta(days=7 + index)
    else:
        day = today + timedelta(days=(index - today.weekday()) % 7 or 7)
    return Span(day, day)


def _days_of_week(text: str) -> frozenset[int]:
    names = text.split("+")
    is_days = all(name in _WEEKDAYS for name in names)
    return frozenset(_WEEKDAYS.index(name) for name in names) if is_days else frozenset()
