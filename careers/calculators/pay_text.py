"""The answer about pay: the working line by line, the verdict, who to ask, the source."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from careers.advice import sources_of
from careers.calculators.pay import (
    MONTHS_IN_YEAR,
    WEEKS_IN_YEAR,
    Band,
    NoRateError,
    PayQuestion,
    PayResult,
    Per,
    work_out_pay,
)
from careers.calculators.phrases import (
    day_said,
    helper,
    hourly,
    hours_said,
    money,
    too_little,
    words,
)
from careers.content_types import Fact, Rate
from careers.library import Library

_SCHOOL, _LEAVING, _TRIAL = "wage-school-age", "school-leaving", "wage-trial"  # ids of laws.yml


def pay_text(
    library: Library,
    question: PayQuestion,
    *,
    day: date,
    today: date,
    may_be_school_age: bool = False,
) -> str:
    """Return the answer for pay that was earned on a day.

    `may_be_school_age` is said of somebody of 16 whose birthday nobody knows.
    """
    try:
        result = work_out_pay(question, [*library.rates.values(), *library.past_rates], day)
    except NoRateError:
        helps = [one.text for one in helper(library, today)]
        return "\n".join([words.text("pay_stale"), *helps])
    used = _facts(library, question, result, today, may_be_school_age=may_be_school_age)
    lines = [
        *_working(question, result),
        *_verdict(library, question, result, today),
        *_notes(library, question, used),
        *([words.text("pay_next")] if result.missing else []),
        *(one.text for one in helper(library, today)),
        sources_of([*used, *helper(library, today)]),
    ]
    return "\n".join(lines)


def _facts(
    library: Library,
    question: PayQuestion,
    result: PayResult,
    today: date,
    *,
    may_be_school_age: bool,
) -> list[Fact]:
    """Return the facts of the answer, a law that is out of date left out."""
    ids = [
        *([_SCHOOL] if result.least is None else []),
        *([_LEAVING] if may_be_school_age and result.least is not None else []),
        *([_TRIAL] if question.unpaid_hours and result.least is not None else []),
    ]
    laws = [library.laws[law] for law in ids if library.laws[law].is_current(today)]
    return [*([result.least] if result.least is not None else []), *laws]


def _working(question: PayQuestion, result: PayResult) -> Iterator[str]:
    """Yield the sums, each on a line of its own."""
    sum_ = question.pay
    if question.per is Per.HOUR and question.hours != 1:
        sum_ = question.pay * question.hours
        values = {"rate": hourly(question.pay), "hours": hours_said(question.hours)}
        yield words.text("pay_times", sum=money(sum_), **values)
    if question.taken_off:
        left = max(Decimal(0), sum_ - question.taken_off)
        yield words.text(
            "pay_off", sum=money(sum_), off=money(question.taken_off), left=money(left)
        )
        sum_ = left
    if question.per in {Per.MONTH, Per.YEAR}:
        key = "pay_month" if question.per is Per.MONTH else "pay_year"
        values = {"pay": money(sum_), "sum": money(result.earned)}
        yield words.text(key, weeks=WEEKS_IN_YEAR, months=MONTHS_IN_YEAR, **values)
    if question.unpaid_hours and question.hours:
        yield _unpaid(question, result)
    yield _an_hour(question, result)


def _unpaid(question: PayQuestion, result: PayResult) -> str:
    every = {
        "hours": hours_said(question.hours),
        "unpaid": hours_said(question.unpaid_hours),
        "all": hours_said(result.hours),
    }
    return words.text("pay_unpaid", **every)


def _an_hour(question: PayQuestion, result: PayResult) -> str:
    values = {"hours": hours_said(result.hours), "hourly": hourly(result.hourly)}
    if not question.pay:
        return words.text("pay_nothing", **values)
    if result.hours == 1:
        return words.text("pay_hourly", **values)
    return words.text("pay_divided", sum=money(result.earned), **values)


def _period(rate: Rate, today: date) -> str:
    """Return since when a rate counts, and until when it did if it is past."""
    values = {"since": day_said(rate.valid_from), "until": day_said(rate.valid_to)}
    return words.text("pay_past" if rate.valid_to < today else "pay_since", **values)


def _verdict(
    library: Library, question: PayQuestion, result: PayResult, today: date
) -> Iterator[str]:
    least = result.least
    if least is None:
        yield words.text("pay_none", law=library.laws[_SCHOOL].said)
        return
    key = "pay_least_apprentice" if least.id == Band.APPRENTICE.value else "pay_least"
    values = {"age": question.age, "who": least.who, "least": hourly(least.value)}
    yield words.text(key, period=_period(least, today), **values)
    if not result.missing:
        yield words.text("pay_enough")
        return
    short = too_little(least.value - result.hourly)
    missing = too_little(result.missing)
    key = "pay_short_hourly" if result.hours == 1 else "pay_short"
    yield words.text(key, short=short, missing=missing, hours=hours_said(result.hours))


def _notes(library: Library, question: PayQuestion, used: list[Fact]) -> Iterator[str]:
    """Yield what else counts: school age, an unpaid trial, money taken off."""
    leaving, trial = library.laws[_LEAVING], library.laws[_TRIAL]
    if leaving in used:
        yield words.text("pay_maybe_school", law=leaving.said)
    if trial in used:
        yield trial.said
    if question.taken_off:
        yield words.text("pay_off_unknown")
