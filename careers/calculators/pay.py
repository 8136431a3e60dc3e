"""Whether pay reaches the legal minimum: the hourly pay, the rate that counts, and what is missing.

No figure of law stands here: rates come in from rates.yml and past_rates.yml.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from careers.content_types import Rate

WEEKS_IN_YEAR = 52
MONTHS_IN_YEAR = 12
MOST_HOURS = 168  # in a week
_ADULT, _FULL_RATE = 18, 21  # years; the bands of rates.yml, which says whom each is for
_APPRENTICE_UNTIL = 19  # years; from then on only the first year counts, see rates.yml


class Band(str, Enum):
    """Whom a rate is for; the values are the ids in rates.yml."""

    APPRENTICE = "apprentice"
    UNDER_18 = "under-18"
    FROM_18 = "age-18-to-20"
    FROM_21 = "age-21-and-over"


class Per(str, Enum):
    """The stretch of time that pay is for."""

    HOUR = "hour"
    SHIFT = "shift"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class NoRateError(Exception):
    """No rate is known for that day."""


@dataclass(frozen=True)
class PayQuestion:
    """Pay in pounds `per` a stretch of time, and what goes with it.

    `hours` are those of the shift, or those of a week where the pay is for a week or longer; pay
    an hour needs none unless something is taken off. `taken_off` is what is kept back from `pay`
    or from the pay of `hours`; `unpaid_hours` come on top of `hours`.
    """

    pay: Decimal
    per: Per
    hours: Decimal
    age: int
    is_school_age: bool = False
    is_apprentice: bool = False
    is_first_year: bool = False
    taken_off: Decimal = Decimal(0)
    unpaid_hours: Decimal = Decimal(0)


@dataclass(frozen=True)
class PayResult:
    """What is earned and worked in one shift or one week, and the rate it is held against.

    Before school-leaving age there is no rate.
    """

    earned: Decimal  # pounds, after what is taken off
    hours: Decimal  # with the unpaid ones
    least: Rate | None

    @property
    def hourly(self) -> Decimal:
        """Pounds an hour."""
        return self.earned / self.hours

    @property
    def lawful(self) -> Decimal:
        """The least, in pounds, for all these hours; nothing where there is no rate."""
        return Decimal(0) if self.least is None else self.least.value * self.hours

    @property
    def missing(self) -> Decimal:
        """Pounds by which the pay for these hours is too low; never below zero."""
        return max(Decimal(0), self.lawful - self.earned)


def work_out_pay(question: PayQuestion, rates: Iterable[Rate], day: date) -> PayResult:
    """Return the pay an hour on that day and the rate that counts.

    Raises:
        NoRateError: no rate is known for the day.
        ValueError: the hours are none or more than a week has, or an amount lies below zero.
    """
    hours = question.hours + question.unpaid_hours
    if not 0 < hours <= MOST_HOURS or min(question.hours, question.unpaid_hours) < 0:
        raise ValueError(f"no hours of a week: {hours}")
    if min(question.pay, question.taken_off) < 0:
        raise ValueError("an amount lies below zero")
    band = band_of(question)
    least = None if band is None else rate_on(rates, band, day)
    return PayResult(max(Decimal(0), _earned(question)), hours, least)


def band_of(question: PayQuestion) -> Band | None:
    """Return whose rate counts; None before school-leaving age.

    An apprentice's rate counts below 19, and in the first year from 19 on (rates.yml).
    """
    if question.is_school_age:
        return None
    young = question.age < _APPRENTICE_UNTIL
    if question.is_apprentice and (young or question.is_first_year):
        return Band.APPRENTICE
    return band_of_age(question.age)


def band_of_age(age: int) -> Band:
    """Return the band of an age after school-leaving age."""
    if age < _ADULT:
        return Band.UNDER_18
    return Band.FROM_18 if age < _FULL_RATE else Band.FROM_21


def needs_year_of_training(age: int) -> bool:
    """Return whether an apprentice of that age must say which year of training it is."""
    return age >= _APPRENTICE_UNTIL


def rate_on(rates: Iterable[Rate], band: Band, day: date) -> Rate:
    """Return the rate of a band on a day.

    Raises:
        NoRateError: none is known for the day.
    """
    found = [rate for rate in rates if rate.id == band.value and rate.is_current(day)]
    if not found:
        raise NoRateError(f"{band.value} on {day}")
    return found[0]


def _earned(question: PayQuestion) -> Decimal:
    """Return the pounds for the hours of one shift or week; a year has 52 weeks."""
    left = question.pay - question.taken_off
    if question.per is Per.HOUR:
        return question.pay * question.hours - question.taken_off
    if question.per is Per.MONTH:
        return left * MONTHS_IN_YEAR / WEEKS_IN_YEAR
    return left / WEEKS_IN_YEAR if question.per is Per.YEAR else left
