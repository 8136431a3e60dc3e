"""Whether a young person may work at a time and for so long: each limit with the law behind it.

The limits are laws.yml's: one set while somebody is of school age, another at 16 and 17 after it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import Enum

from careers.content_types import Law

_ADULT = 18  # years; laws.yml's "young" rules are those for 16 and 17
_MINUTES = 60

Laws = Mapping[str, Law]


class DayKind(str, Enum):
    """The days that the rules for school age tell apart."""

    SCHOOL_DAY = "school day"
    SATURDAY = "Saturday"
    SUNDAY = "Sunday"
    HOLIDAY = "holiday"


class Verdict(str, Enum):
    """What the rules say to a wish."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"  # on the day or the week
    TOO_OLD = "too_old"  # for these rules


@dataclass(frozen=True)
class WorkQuestion:
    """When and how long somebody would work; what was not said is None.

    Whoever works past midnight ends earlier than they start.
    """

    age: int
    is_school_age: bool
    day: DayKind | None = None
    starts: time | None = None
    ends: time | None = None
    is_night: bool = False
    hours: Decimal | None = None  # in a day
    week_hours: Decimal | None = None
    is_holiday_week: bool | None = None


@dataclass(frozen=True)
class Limit:
    """A rule that was looked at: the ids of its laws, and whether the wish keeps it.

    `is_kept` is None where it depends on the day or the week.
    """

    name: str
    laws: tuple[str, ...]
    is_kept: bool | None


@dataclass(frozen=True)
class WorkResult:
    """The verdict and the rules it rests on, the broken ones first."""

    verdict: Verdict
    limits: tuple[Limit, ...] = ()


def may_work(question: WorkQuestion, laws: Laws) -> WorkResult:
    """Return whether the work is within the rules for that age, and by which of them."""
    if question.age >= _ADULT:
        return WorkResult(Verdict.TOO_OLD)
    rules = _school_age if question.is_school_age else _after_school_age
    limits = tuple(rules(question, laws))
    if any(limit.is_kept is False for limit in limits):
        broken = tuple(limit for limit in limits if limit.is_kept is False)
        return WorkResult(Verdict.NO, broken)
    is_open = any(limit.is_kept is None for limit in limits)
    return WorkResult(Verdict.DEPENDS if is_open else Verdict.YES, limits)


def hours_of(question: WorkQuestion) -> Decimal | None:
    """Return the hours in a day: those said, else those between beginning and end."""
    if question.hours is not None or question.starts is None or question.ends is None:
        return question.hours
    minutes = _minutes(question.ends) - _minutes(question.starts)
    return Decimal(minutes % (24 * _MINUTES)) / _MINUTES


def _school_age(question: WorkQuestion, laws: Laws) -> Iterator[Limit]:
    if question.age < laws["child-least-age"].number:
        yield Limit("child_age", ("child-least-age",), is_kept=False)
        return
    yield from _child_times(question, laws)
    hours = hours_of(question)
    if hours is not None:
        yield _child_day(question, hours, laws)
        if hours > laws["child-break-after"].number:
            yield Limit("child_break", ("child-break", "child-break-after"), is_kept=True)
    if question.week_hours is not None:
        yield _child_week(question, question.week_hours, laws)


def _child_times(question: WorkQuestion, laws: Laws) -> Iterator[Limit]:
    earliest, latest = laws["child-earliest"].clock, laws["child-latest"].clock
    times = [one for one in (question.starts, question.ends) if one is not None]
    if times or question.is_night:
        in_day = all(earliest <= one <= latest for one in times) and not _past_midnight(question)
        is_kept = in_day and not question.is_night and question.starts != latest
        yield Limit("child_times", ("child-earliest", "child-latest"), is_kept=is_kept)


def _child_day(question: WorkQuestion, hours: Decimal, laws: Laws) -> Limit:
    is_older = question.age >= laws["child-older-from"].number
    free = "child-free-day-older" if is_older else "child-free-day-younger"
    ids = {
        DayKind.SCHOOL_DAY: "child-school-day",
        DayKind.SUNDAY: "child-sunday",
        DayKind.SATURDAY: free,
        DayKind.HOLIDAY: free,
    }
    if question.day is not None:
        law = ids[question.day]
        name = f"child_{question.day.name.lower()}"
        return Limit(name, (law,), is_kept=hours <= laws[law].number)
    used = ("child-school-day", "child-sunday", free)
    return Limit("child_any_day", used, _on_every(hours, used, laws))


def _child_week(question: WorkQuestion, hours: Decimal, laws: Laws) -> Limit:
    is_older = question.age >= laws["child-older-from"].number
    free = "child-holiday-week-older" if is_older else "child-holiday-week-younger"
    if question.is_holiday_week is None:
        used = ("child-term-week", free)
        return Limit("child_any_week", used, _on_every(hours, used, laws))
    law = free if question.is_holiday_week else "child-term-week"
    name = "child_holiday_week" if question.is_holiday_week else "child_term_week"
    return Limit(name, (law,), is_kept=hours <= laws[law].number)


def _on_every(hours: Decimal, ids: tuple[str, ...], laws: Laws) -> bool | None:
    """Return whether hours keep each of these limits, None where they keep only some."""
    kept = {hours <= laws[law].number for law in ids}
    return kept.pop() if len(kept) == 1 else None


def _after_school_age(question: WorkQuestion, laws: Laws) -> Iterator[Limit]:
    if question.starts is not None or question.ends is not None or question.is_night:
        ids = ("young-night-from", "young-night-until")
        yield Limit("young_night", ids, is_kept=not _is_in_night(question, laws))
    hours = hours_of(question)
    if hours is not None:
        yield Limit("young_day", ("young-day",), is_kept=hours <= laws["young-day"].number)
        if hours > laws["young-break-after"].number:
            yield Limit("young_break", ("young-break", "young-break-after"), is_kept=True)
    if question.week_hours is not None:
        is_kept = question.week_hours <= laws["young-week"].number
        yield Limit("young_week", ("young-week",), is_kept=is_kept)


def _is_in_night(question: WorkQuestion, laws: Laws) -> bool:
    """Return whether some of the work lies between the night's beginning and its end."""
    begins, ends = laws["young-night-from"].clock, laws["young-night-until"].clock
    starts_in = question.starts is not None and not ends <= question.starts < begins
    ends_in = question.ends is not None and not ends <= question.ends <= begins
    if question.starts is None and question.ends == ends:
        ends_in = True  # "until 6 in the morning"
    return starts_in or ends_in or question.is_night or _past_midnight(question)


def _past_midnight(question: WorkQuestion) -> bool:
    if question.starts is None or question.ends is None:
        return False
    return question.ends < question.starts


def _minutes(clock: time) -> int:
    return clock.hour * _MINUTES + clock.minute
