"""Turns codes and numbers of this room into words for students."""

from collections.abc import Sequence
from datetime import date

from careers.places import Place, in_miles
from employers.domain.gate import Refusal
from employers.domain.kinds import SlotKind
from employers.domain.wish import Reason
from employers.words import WORDING


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


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
