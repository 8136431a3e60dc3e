"""Turns codes and numbers of this room into words for students."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from careers.phrases import and_list
from careers.places import Place, in_miles
from employers.domain.gate import Refusal
from employers.domain.kinds import SlotKind
from employers.domain.wish import Reason, Wish
from employers.words import WORDING

_A_MONDAY = date(2001, 1, 1)


def reason_of(refusal: Refusal) -> Reason:
    """Return a refusal with its words."""
    text = WORDING.text(refusal.code.value, instead=kinds_in_words(refusal.instead))
    return Reason(refusal.code, text, refusal.instead)


def kinds_in_words(kinds: Sequence[SlotKind]) -> str:
    """Return "a talk, a tour or a project"."""
    names = [WORDING.text(f"kind_{kind.value}") for kind in kinds]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"


def distance_in_words(distance_km: float, *, start: Place) -> str:
    """Return "about 3 miles"; the "about" goes when the student's place is an address."""
    miles = round(in_miles(distance_km))
    if miles < 1:
        return WORDING.text("less_than_a_mile")
    about = "" if start.is_exact else "about_"
    if miles == 1:
        return WORDING.text(f"{about}a_mile")
    return WORDING.text(f"{about}miles", miles=miles)


def dates_in_words(starts_on: date, ends_on: date) -> str:
    """Return "Monday 7 June 2027" or "Monday 7 June 2027 to Friday 11 June 2027"."""
    first = _day(starts_on)
    return first if starts_on == ends_on else f"{first} to {_day(ends_on)}"


def when_in_words(wish: Wish) -> str:
    """Return how the dates of a wish were read: "13 July 2027 to 17 July 2027, not Fridays"."""
    parts = []
    if wish.starts_from is not None and wish.starts_to is not None:
        parts.append(_span(wish.starts_from, wish.starts_to))
    elif wish.starts_from is not None:
        parts.append(WORDING.text("when_from", first=_short(wish.starts_from)))
    elif not wish.only_on:
        parts.append(WORDING.text("when_any"))
    if wish.only_on:
        parts.append(WORDING.text("when_only", days=and_list(weekdays_in_words(wish.only_on))))
    left_out = [*weekdays_in_words(wish.not_on), *(_span(*span) for span in wish.not_between)]
    if left_out:
        parts.append(WORDING.text("when_not", what=and_list(left_out, joiner="or")))
    return ", ".join(parts)


def _span(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    return WORDING.text("when_days", first=_short(first, other=last), last=_short(last))


def _short(day: date, *, other: date | None = None) -> str:
    """Return "13 July 2027", without what the other end says as well."""
    if other is not None and (day.month, day.year) == (other.month, other.year):
        return str(day.day)
    if other is not None and day.year == other.year:
        return f"{day.day} {day:%B}"
    return f"{day.day} {day:%B %Y}"


def weekdays_in_words(days: Iterable[int]) -> list[str]:
    """Return the names of days of the week, in order and in the plural."""
    return [f"{_A_MONDAY + timedelta(days=day):%A}s" for day in sorted(days)]


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
