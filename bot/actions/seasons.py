"""What "next week", "the summer" and "half term" mean: spans of days with a name."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from schools.domain.terms import AUTUMN, SPRING, SUMMER, Calendar, Term

FAR = date.max  # the end of a span that has none
_SUMMER_MONTHS = ((6, 1), (8, 31))
# When GCSE and A level exams are written, roughly; boards set the days anew each year.
_EXAMS = ((5, 6), (6, 26))
_HALF_TERMS = {
    "half-term": (AUTUMN, SPRING, SUMMER),
    "october-half-term": (AUTUMN,),
    "february-half-term": (SPRING,),
    "may-half-term": (SUMMER,),
}
_HOLIDAYS_AFTER = {
    "christmas": AUTUMN, "christmas-holidays": AUTUMN, "easter": SPRING,
    "easter-holidays": SPRING, "summer-holidays": SUMMER,
}  # fmt: skip
_TERMS = {"autumn-term": AUTUMN, "spring-term": SPRING, "summer-term": SUMMER}
_LAST_WEEKS = timedelta(days=13)  # of a term: two weeks


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included; `last` may be `FAR`."""

    first: date
    last: date

    def joined(self, other: "Span") -> "Span":
        """Return what both share, or else all from the first to the last."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        if first <= last:
            return Span(first, last)
        return Span(min(self.first, other.first), max(self.last, other.last))

    def third(self, number: int) -> "Span":
        """Return the first (0), middle (1) or last (2) third."""
        days = (self.last - self.first).days + 1
        first = self.first + timedelta(days=number * days // 3)
        return Span(first, self.first + timedelta(days=(number + 1) * days // 3 - 1))


def named_span(name: str, *, today: date, calendar: Calendar) -> Span | None:
    """Return the next days of that name, or None where there are none."""
    relative = _relative(name, today)
    if relative is not None:
        return relative
    coming = (span for span in _school_spans(name, today, calendar) if span.last >= today)
    return next(coming, None)


def _relative(name: str, today: date) -> Span | None:
    monday = today - timedelta(days=today.weekday())
    spans = {
        "today": _days(today),
        "tomorrow": _days(today, after=1),
        "yesterday": _days(today, after=-1),
        "this-week": Span(today, monday + timedelta(days=6)),
        "next-week": _days(monday, after=7, length=7),
        "last-week": _days(monday, after=-7, length=7),
        "week-after-next": _days(monday, after=14, length=7),
        "this-weekend": _days(monday, after=5, length=2),
        "next-weekend": _days(monday, after=12, length=2),
        "this-month": _month(today),
        "next-month": _month(today + relativedelta(months=1)),
        "last-month": _month(today - relativedelta(months=1)),
        "this-year": Span(today, date(today.year, 12, 31)),
        "next-year": Span(date(today.year + 1, 1, 1), date(today.year + 1, 12, 31)),
        "last-year": Span(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        "summer": _season(_SUMMER_MONTHS, today),
        "exams": _season(_EXAMS, today),
    }
    return spans.get(name)


def _days(day: date, *, after: int = 0, length: int = 1) -> Span:
    first = day + timedelta(days=after)
    return Span(first, first + timedelta(days=length - 1))


def _month(day: date) -> Span:
    return Span(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def _season(days: tuple[tuple[int, int], tuple[int, int]], today: date) -> Span:
    first, last = days
    year = today.year if date(today.year, *last) >= today else today.year + 1
    return Span(date(year, *first), date(year, *last))


def _school_spans(name: str, today: date, calendar: Calendar) -> Iterator[Span]:
    """Yield the spans of that name in the school's calendar, in order."""
    terms = calendar.terms
    current = next((number for number, term in enumerate(terms) if term.ends_on >= today), 0)
    if name == "school-holidays":
        yield from sorted((*_half_terms(terms), *_breaks(terms)), key=lambda span: span.first)
    elif name in _HALF_TERMS:
        yield from _half_terms([term for term in terms if term.name in _HALF_TERMS[name]])
    elif name in _HOLIDAYS_AFTER:
        yield from _breaks(terms, after=_HOLIDAYS_AFTER[name])
    elif name in _TERMS:
        yield from (_whole(term) for term in terms if term.name == _TERMS[name])
    elif name == "this-term":
        yield Span(max(today, terms[current].starts_on), terms[current].ends_on)
    elif name == "next-term":
        yield _whole(terms[current + 1])
    elif name == "last-term":
        yield _whole(terms[max(0, current - 1)])
    elif name == "end-of-term":
        yield Span(terms[current].ends_on - _LAST_WEEKS, terms[current].ends_on)


def _whole(term: Term) -> Span:
    return Span(term.starts_on, term.ends_on)


def _half_terms(terms: "list[Term] | tuple[Term, ...]") -> Iterator[Span]:
    for term in terms:
        if term.half_term is not None:
            yield Span(*term.half_term)


def _breaks(terms: tuple[Term, ...], *, after: str | None = None) -> Iterator[Span]:
    """Yield the holidays between terms, those after the term of that name alone if one is given."""
    for term, following in pairwise(terms):
        if after in {None, term.name}:
            first = term.ends_on + timedelta(days=1)
            yield Span(first, following.starts_on - timedelta(days=1))
