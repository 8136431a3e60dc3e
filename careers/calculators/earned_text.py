"""What an hourly rate brings in a week or a month, and an apprentice's least pay, in words."""

from datetime import date
from decimal import Decimal

from careers.advice import sources_of
from careers.calculators.pay import MONTHS_IN_YEAR, WEEKS_IN_YEAR, Band, Per
from careers.calculators.phrases import day_said, hourly, hours_said, money, words
from careers.library import Library

EXAMPLE_HOURS = Decimal(30)  # a week; ours, said as an example where nobody named any


def earned_text(rate: Decimal, hours: Decimal, *, is_week: bool) -> str:
    """Return pounds an hour times hours, before tax."""
    total = money(rate * hours)
    times = words.text("pay_times", rate=hourly(rate), hours=hours_said(hours), sum=total)
    return "\n".join([times, words.text("earned_week" if is_week else "earned", sum=total)])


def apprentice_text(library: Library, hours: Decimal | None, per: Per, *, today: date) -> str:
    """Return an apprentice's least pay for the hours of a week, or that an example's is meant."""
    rate = library.rates[Band.APPRENTICE.value]
    if not rate.is_current(today):
        return words.text("pay_stale")
    worked = EXAMPLE_HOURS if hours is None else hours
    lines = [
        *([words.text("earned_example", hours=hours_said(worked))] if hours is None else []),
        earned_text(rate.value, worked, is_week=True),
        *([_month(rate.value * worked)] if per is Per.MONTH else []),
        words.text("earned_apprentice", who=rate.who, since=day_said(rate.valid_from)),
        sources_of([rate]),
    ]
    return "\n".join(lines)


def _month(week: Decimal) -> str:
    month = money((week * WEEKS_IN_YEAR / MONTHS_IN_YEAR).quantize(Decimal(1)))
    values = {"week": money(week), "weeks": WEEKS_IN_YEAR, "months": MONTHS_IN_YEAR}
    return words.text("earned_month", month=month, **values)
