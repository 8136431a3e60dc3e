"""When somebody wants to go: from a date entity (see `bot/rasa/patterns.py`) to a span of days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_PARTIAL = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_NAMED = re.compile(r"[a-z]+(?:-[a-z]+)*")  # "october-half-term", as the entity writes it
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TERM_WEEKS = 16  # the rest of a term at its longest
_MonthDay = tuple[int, int]
# Wide windows on purpose, as (month, day) of first and last day: terms differ by council.
_OCTOBER_BREAK = ((10, 18), (11, 6))
_FEBRUARY_BREAK = ((2, 8), (2, 26))
_MAY_BREAK = ((5, 22), (6, 6))
_SEASONS: dict[str, tuple[tuple[_MonthDay, _MonthDay], ...]] = {
    "half term": (_OCTOBER_BREAK, _FEBRUARY_BREAK, _MAY_BREAK),
    "october half term": (_OCTOBER_BREAK,),
    "february half term": (_FEBRUARY_BREAK,),
    "may half term": (_MAY_BREAK,),
    "easter": (((3, 25), (4, 26)),),
    "summer": (((6, 1), (8, 31)),),
    "christmas": (((12, 14), (12, 31)),),
}


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date


def span_of(value: str, *, today: date) -> Span | None:
    """Return the next days that a date entity means, or None where it means none of ours."""
    if _NAMED.fullmatch(value):
        value = value.replace("-", " ")
    windows = _SEASONS.get(value)
    if windows is not None:
        spans = [_next_window(first, last, today) for first, last in windows]
        return min(spans, key=lambda span: span.first)
    partial = _PARTIAL.fullmatch(value)
    if partial is None:
        return _relative(value, today)
    try:
        return _calendar(partial, today)
    except ValueError:  # the 31st of June
        return None


def _calendar(partial: "re.Match[str]", today: date) -> Span:
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


def _next_window(first: _MonthDay, last: _MonthDay, today: date) -> Span:
    year = today.year if date(today.year, *last) >= today else today.year + 1
    return Span(date(year, *first), date(year, *last))


def _relative(value: str, today: date) -> Span | None:
    if value in _WEEKDAYS:
        day = today + timedelta(days=(_WEEKDAYS.index(value) - today.weekday()) % 7 or 7)
        return Span(day, day)
    monday = today - timedelta(days=today.weekday())
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    spans = {
        "today": Span(today, today),
        "tomorrow": Span(today + timedelta(days=1), today + timedelta(days=1)),
        "this week": Span(today, monday + timedelta(days=6)),
        "next week": Span(monday + timedelta(weeks=1), monday + timedelta(days=13)),
        "this weekend": Span(monday + timedelta(days=5), monday + timedelta(days=6)),
        "this month": _days(today.year, today.month, 0),
        "next month": _days(next_month.year, next_month.month, 0),
        "this term": Span(today, today + timedelta(weeks=_TERM_WEEKS)),
        "next term": Span(today, today + timedelta(weeks=2 * _TERM_WEEKS)),
        "this year": Span(today, date(today.year, 12, 31)),
        "next year": Span(date(today.year + 1, 1, 1), date(today.year + 1, 12, 31)),
    }
    return spans.get(value)
