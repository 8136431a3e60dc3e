"""Small pieces of sentences that the calculators share: money, hours, days, who helps."""

from collections.abc import Iterable
from datetime import date, time
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from pathlib import Path

from careers.advice_types import Contact
from careers.content_types import Law, halves
from careers.library import Library
from storage.wording import Wording

_PENNY = Decimal("0.01")
_PENCE = 100
_ACAS = "acas"

words = Wording(Path(__file__).parent / "wording.yml")


def money(amount: Decimal, rounding: str = ROUND_HALF_UP) -> str:
    """Return pounds as people write them: "£60", "£7.50", "50p"."""
    rounded = amount.quantize(_PENNY, rounding)
    if 0 < rounded < 1:
        return f"{rounded * _PENCE:.0f}p"
    return f"£{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"£{rounded:,.2f}"


def hourly(amount: Decimal) -> str:
    """Return pay an hour with its pence, never rounded up to what it does not reach: "£8.00"."""
    return f"£{amount.quantize(_PENNY, ROUND_DOWN):,.2f}"


def too_little(amount: Decimal) -> str:
    """Return what is missing, never rounded down to nothing: "50p"."""
    return money(amount, ROUND_UP)


def hours_said(hours: Decimal) -> str:
    """Return "8 hours", "1 hour", "4½ hours"."""
    rounded = hours.quantize(_PENNY).normalize()
    return f"{halves(rounded)} hour{'' if 0 < rounded <= 1 else 's'}"


def clock_said(clock: time) -> str:
    """Return a time of day as laws.yml's are said: "7:00", "17:30"."""
    return f"{clock.hour}:{clock:%M}"


def day_said(day: date) -> str:
    """Return "1 April 2026"."""
    return f"{day.day} {day:%B %Y}"


def laws_of(library: Library, ids: Iterable[str]) -> list[Law]:
    """Return laws by id."""
    return [library.laws[law_id] for law_id in ids]


def helper(library: Library, today: date) -> list[Contact]:
    """Return who gives advice about work, unless the number is out of date."""
    contact = library.contacts[_ACAS]
    return [contact] if contact.is_current(today) else []
