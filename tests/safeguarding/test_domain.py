"""School time, bank holidays, the classifier's vote, the help lines."""

import re
from datetime import date, datetime, time, timedelta

import pytest

from safeguarding.domain.alerts import (
    RUN_LASTS,
    RUNNER_UP_VOTE,
    classifier_vote,
    start_of_run,
)
from safeguarding.domain.hours import (
    SchoolHours,
    acknowledge_by,
    bank_holidays,
    is_sure_holiday,
    is_working_time,
    next_opening,
)
from safeguarding.helplines import HELP_LINES
from storage.clock import SCHOOL_TIME

HOURS = SchoolHours(time(8, 30), time(16, 0))


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SCHOOL_TIME)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(2026, 11, 23, 8, 29), False),
        (at(2026, 11, 23, 8, 30), True),
        (at(2026, 11, 23, 15, 59), True),
        (at(2026, 11, 23, 16, 0), False),
        (at(2026, 11, 22, 12), False),
        (at(2027, 3, 26, 12), False),
        (at(2027, 6, 1, 8, 45), True),
    ],
    ids=["before", "opens", "last minute", "closed", "Sunday", "Good Friday", "summer time"],
)
def test_working_time(moment: datetime, is_open: bool) -> None:
    assert is_working_time(HOURS, moment) is is_open


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (at(2026, 11, 23, 7), at(2026, 11, 23, 8, 30)),
        (at(2026, 11, 23, 17), at(2026, 11, 24, 8, 30)),
        (at(2026, 11, 20, 17), at(2026, 11, 23, 8, 30)),
        (at(2027, 3, 25, 17), at(2027, 3, 30, 8, 30)),
    ],
    ids=["same morning", "next day", "over the weekend", "over Easter"],
)
def test_next_opening(moment: datetime, opening: datetime) -> None:
    assert next_opening(HOURS, moment) == opening


@pytest.mark.parametrize(
    ("raised", "due"),
    [
        (at(2026, 11, 23, 10), at(2026, 11, 23, 10, 30)),
        (at(2026, 11, 23, 15, 50), at(2026, 11, 24, 8, 50)),
        (at(2026, 11, 21, 12), at(2026, 11, 23, 9, 0)),
        (at(2027, 8, 4, 10), at(2027, 8, 4, 10, 30)),
    ],
    ids=["in hours", "over the closing", "at the weekend", "in August the clock runs too"],
)
def test_an_alert_is_due_after_half_an_hour_of_working_time(
    raised: datetime, due: datetime
) -> None:
    assert acknowledge_by(HOURS, raised) == due


def test_bank_holidays_of_england() -> None:
    assert bank_holidays(2026) == {
        date(2026, *day)
        for day in [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]
    }
    assert bank_holidays(2027) == {
        date(2027, *day)
        for day in [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]
    }
    assert bank_holidays(2028) == {
        date(2028, *day)
        for day in [(1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)]
    }


def test_only_august_and_christmas_are_sure_holidays() -> None:
    assert is_sure_holiday(date(2027, 8, 1))
    assert is_sure_holiday(date(2026, 12, 31))
    assert not is_sure_holiday(date(2027, 7, 31))
    assert not is_sure_holiday(date(2026, 12, 23))


@pytest.mark.parametrize(
    ("intent", "ranking", "raises"),
    [
        ("disclose_concern", [], True),
        ("greet", [("greet", 0.6), ("disclose_concern", RUNNER_UP_VOTE)], True),
        ("greet", [("greet", 0.6), ("disclose_concern", RUNNER_UP_VOTE - 0.01)], False),
        ("nlu_fallback", [("help", 0.3), ("disclose_concern", 0.29)], False),
        ("nlu_fallback", [("disclose_concern", 0.47), ("help", 0.3)], True),
        (None, [], False),
    ],
)
def test_the_classifiers_vote(
    intent: str | None, ranking: list[tuple[str, float]], raises: bool
) -> None:
    assert classifier_vote(intent, ranking) is raises


def test_a_run_of_alerts_is_counted_from_its_first() -> None:
    first = at(2026, 11, 23, 10)
    within, after = first + RUN_LASTS - timedelta(seconds=1), first + RUN_LASTS

    assert start_of_run([first]) == 0
    assert start_of_run([first, within]) == 0
    assert start_of_run([first, within, after]) == 2
    assert start_of_run([first, within, after, after + timedelta(minutes=5)]) == 2


def test_every_help_line_has_a_source_and_a_month() -> None:
    assert {key: line.number for key, line in HELP_LINES.items()} == {
        "emergency": "999",
        "childline": "0800 1111",
        "shout": "85258",
    }
    for line in HELP_LINES.values():
        assert line.source
        assert re.fullmatch(r"20\d\d-\d\d", line.checked_on)


def test_half_an_hour_is_kept_over_the_change_of_the_clock() -> None:
    friday = at(2027, 3, 26, 15)  # Good Friday; summer time begins on the Sunday

    assert acknowledge_by(HOURS, friday) - next_opening(HOURS, friday) == timedelta(minutes=30)
