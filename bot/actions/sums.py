"""What each sum needs before it can be worked out, and how its answer is said."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum

from bot.actions.figures import Figures
from bot.actions.turn import Turn
from careers.advice import SCHOOL_AGE_ENDS, Asker
from careers.calculators.loan_text import loan_text
from careers.calculators.pay import (
    MONTHS_IN_YEAR,
    WEEKS_IN_YEAR,
    PayQuestion,
    Per,
    needs_year_of_training,
)
from careers.calculators.pay_text import pay_text
from careers.calculators.work_text import work_text
from careers.calculators.work_times import DayKind, WorkQuestion, hours_of
from careers.library import load_library

_LEAST_SALARY = 1000  # pounds a year; "25" said of a year's pay means thousands


class Sum(str, Enum):
    """What can be worked out; the values are parts that buttons carry behind "check-"."""

    PAY = "pay"
    WORK = "hours"
    LOAN = "loan"
    SHIFTS = "shifts"


def _missing_of_pay(figures: Figures, asker: Asker) -> str | None:
    if figures.pay is None and not figures.unpaid_hours:
        return "pay"
    if figures.pay is not None:
        missing = missing_hours(figures)
        if missing is not None:
            return missing
    if asker.age is None:
        if not figures.is_apprentice or figures.is_first_year is False:
            return "age"
        return None if figures.is_first_year else "first_year"  # the rate of any age in that year
    is_open = bool(figures.is_apprentice) and figures.is_first_year is None
    return "first_year" if is_open and needs_year_of_training(asker.age) else None


def missing_hours(figures: Figures) -> str | None:
    """Return which hours are still needed for pay an hour; None where none are."""
    per = _per(figures)
    if per in {Per.WEEK, Per.MONTH, Per.YEAR}:
        return "week_hours" if figures.week_hours is None else None
    if per is Per.HOUR and not (figures.taken_off or figures.unpaid_hours):
        return None
    return "hours" if _hours(figures) is None else None


def _hours(figures: Figures) -> Decimal | None:
    """Return the hours of a shift: those said, or those between its beginning and its end."""
    times = WorkQuestion(
        0, is_school_age=False, starts=figures.starts, ends=figures.ends, hours=figures.hours
    )
    return hours_of(times) or None


def _per(figures: Figures) -> Per:
    """Return what pay is for; unsaid, it is for the hours that were said."""
    if figures.per is not None:
        return figures.per
    is_weekly = figures.week_hours is not None and figures.hours is None
    return Per.WEEK if is_weekly else Per.SHIFT


def _missing_of_work(_figures: Figures, asker: Asker) -> str | None:
    return "age" if asker.age is None else None


def _missing_of_loan(figures: Figures, _asker: Asker) -> str | None:
    return None if salary_of(figures) is not None else "salary"


def salary_of(figures: Figures) -> Decimal | None:
    """Return pounds a year; pay for an hour or a shift is no salary."""
    if figures.pay is None or figures.per in {Per.HOUR, Per.SHIFT}:
        return None
    times = {Per.WEEK: WEEKS_IN_YEAR, Per.MONTH: MONTHS_IN_YEAR}
    year = figures.pay * times.get(figures.per or Per.YEAR, 1)
    is_thousands = figures.per is None and year < _LEAST_SALARY
    return year * 1000 if is_thousands else year


def _say_pay(turn: Turn, figures: Figures, asker: Asker, day: date) -> None:
    question = pay_question(figures, asker)
    may_be = _may_be_at(asker) and not question.is_apprentice  # who is past that age
    text = pay_text(load_library(), question, day=day, today=turn.today, may_be_school_age=may_be)
    turn.say("utter_card_pay_sum", text=text)


def pay_question(figures: Figures, asker: Asker) -> PayQuestion:
    """Return the question that complete figures ask; pay an hour is for one unless it says more."""
    per = _per(figures) if figures.pay is not None else Per.SHIFT
    hours = _hours(figures) if per in {Per.HOUR, Per.SHIFT} else figures.week_hours
    if per is Per.HOUR and not (figures.taken_off or figures.unpaid_hours):
        hours = Decimal(1)
    return PayQuestion(
        pay=figures.pay or Decimal(0),
        per=per,
        hours=(hours or Decimal(0)) if figures.pay is not None else Decimal(0),
        age=asker.age or 0,
        is_school_age=asker.is_school_age,
        is_apprentice=bool(figures.is_apprentice),
        is_first_year=bool(figures.is_first_year),
        taken_off=figures.taken_off or Decimal(0),
        unpaid_hours=figures.unpaid_hours or Decimal(0),
    )


def _say_work(turn: Turn, figures: Figures, asker: Asker, _day: date) -> None:
    question = WorkQuestion(
        age=asker.age or 0,
        is_school_age=asker.is_school_age,
        day=figures.day,
        starts=figures.starts,
        ends=figures.ends,
        is_night=bool(figures.is_night),
        hours=figures.hours,
        week_hours=figures.week_hours,
        is_holiday_week=_is_holiday_week(figures.day),
    )
    text = work_text(
        load_library(), question, today=turn.today, may_be_school_age=_may_be_at(asker)
    )
    turn.say("utter_card_work_sum", text=text)


def _is_holiday_week(day: DayKind | None) -> bool | None:
    known = {DayKind.HOLIDAY: True, DayKind.SCHOOL_DAY: False}
    return None if day is None else known.get(day)


def _say_loan(turn: Turn, figures: Figures, _asker: Asker, _day: date) -> None:
    salary = salary_of(figures) or Decimal(0)
    turn.say("utter_card_loan_sum", text=loan_text(load_library(), [salary], today=turn.today))


def _may_be_at(asker: Asker) -> bool:
    """Return whether somebody may still be of school age: 16, with no birthday known."""
    return asker.age == SCHOOL_AGE_ENDS and not asker.is_birthday_known


MISSING: dict[Sum, Callable[[Figures, Asker], str | None]] = {
    Sum.PAY: _missing_of_pay,
    Sum.WORK: _missing_of_work,
    Sum.LOAN: _missing_of_loan,
}
SAID: dict[Sum, Callable[[Turn, Figures, Asker, date], None]] = {
    Sum.PAY: _say_pay,
    Sum.WORK: _say_work,
    Sum.LOAN: _say_loan,
}
