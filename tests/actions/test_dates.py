from datetime import date

import pytest

from bot.actions.dates import When, least_days, span_of, when_of
from bot.actions.seasons import FAR, Span
from schools.domain.terms import Calendar, Term, calendar_of

TODAY = date(2026, 11, 23)  # a Monday
OCTOBER = (date(2026, 10, 26), date(2026, 10, 30))
OUR_SCHOOL = calendar_of(
    [
        Term(
            "autumn", date(2026, 9, 3), date(2026, 12, 18), (date(2026, 10, 26), date(2026, 10, 30))
        ),
        Term("spring", date(2027, 1, 5), date(2027, 3, 25), (date(2027, 2, 8), date(2027, 2, 12))),
        Term("summer", date(2027, 4, 12), date(2027, 7, 23), (date(2027, 5, 31), date(2027, 6, 4))),
    ],
    today=TODAY,
)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("--07", date(2027, 7, 1), date(2027, 7, 31)),
        ("--11", date(2026, 11, 1), date(2026, 11, 30)),
        ("--02", date(2027, 2, 1), date(2027, 2, 28)),
        ("2027-07", date(2027, 7, 1), date(2027, 7, 31)),
        ("--07-14", date(2027, 7, 14), date(2027, 7, 14)),
        ("--11-22", date(2027, 11, 22), date(2027, 11, 22)),
        ("2027-07-14", date(2027, 7, 14), date(2027, 7, 14)),
        ("half term", date(2027, 2, 15), date(2027, 2, 19)),
        ("october half term", date(2027, 10, 25), date(2027, 10, 29)),
        ("october-half-term", date(2027, 10, 25), date(2027, 10, 29)),
        ("next-week", date(2026, 11, 30), date(2026, 12, 6)),
        ("easter", date(2027, 3, 20), date(2027, 4, 4)),
        ("summer", date(2027, 6, 1), date(2027, 8, 31)),
        ("christmas", date(2026, 12, 19), date(2027, 1, 3)),
        ("next week", date(2026, 11, 30), date(2026, 12, 6)),
        ("next month", date(2026, 12, 1), date(2026, 12, 31)),
        ("monday", date(2026, 11, 30), date(2026, 11, 30)),
        ("tomorrow", date(2026, 11, 24), date(2026, 11, 24)),
        ("next year", date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_the_next_days_that_are_meant(value: str, first: date, last: date) -> None:
    assert span_of(value, today=TODAY) == Span(first, last)


@pytest.mark.parametrize("value", ["--06-31", "whenever", ""])
def test_what_is_no_date_is_no_span(value: str) -> None:
    assert span_of(value, today=TODAY) is None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("half-term", date(2027, 2, 8), date(2027, 2, 12)),
        ("may-half-term", date(2027, 5, 31), date(2027, 6, 4)),
        ("after:easter", date(2027, 4, 12), FAR),
        ("before:christmas", TODAY, date(2026, 12, 18)),
        ("until:christmas", TODAY, date(2027, 1, 4)),
        ("from:--07-06", date(2027, 7, 6), FAR),
        ("week:--07-13", date(2027, 7, 12), date(2027, 7, 18)),
        ("week1:--07", date(2027, 7, 5), date(2027, 7, 11)),
        ("week2:summer-holidays", date(2027, 8, 2), date(2027, 8, 8)),
        ("lastweek:--06", date(2027, 6, 21), date(2027, 6, 27)),
        ("start:--06", date(2027, 6, 1), date(2027, 6, 10)),
        ("middle:--06", date(2027, 6, 11), date(2027, 6, 20)),
        ("end:--06", date(2027, 6, 21), date(2027, 6, 30)),
        ("--07-13/--07-17", date(2027, 7, 13), date(2027, 7, 17)),
        ("--06/--07", date(2027, 6, 1), date(2027, 7, 31)),
        ("--12-28/--01-03", date(2026, 12, 28), date(2027, 1, 3)),
        ("monday+7", date(2026, 12, 7), date(2026, 12, 7)),
        ("next-friday", date(2026, 12, 4), date(2026, 12, 4)),
        ("+P2W", date(2026, 12, 7), date(2026, 12, 13)),
        ("+P3D", date(2026, 11, 26), date(2026, 11, 26)),
        ("+P1M", date(2026, 12, 21), date(2026, 12, 27)),
        ("after:exams", date(2027, 6, 27), FAR),
        ("this-term", TODAY, date(2026, 12, 18)),
        ("next-term", date(2027, 1, 5), date(2027, 3, 25)),
        ("end-of-term", date(2026, 12, 5), date(2026, 12, 18)),
        ("summer-term", date(2027, 4, 12), date(2027, 7, 23)),
        ("school-holidays", date(2026, 12, 19), date(2027, 1, 4)),
        ("summer-holidays", date(2027, 7, 24), date(2027, 9, 1)),
        ("last-week", date(2026, 11, 16), date(2026, 11, 22)),
        ("last-month", date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_the_school_s_own_terms_count(value: str, first: date, last: date) -> None:
    assert span_of(value, today=TODAY, calendar=OUR_SCHOOL) == Span(first, last)


def read(*values: str, calendar: Calendar = OUR_SCHOOL) -> When:
    return when_of(values, today=TODAY, calendar=calendar)


def test_days_of_the_week_are_wanted_or_left_out() -> None:
    assert read("only:monday+tuesday", "--07") == When(
        Span(date(2027, 7, 1), date(2027, 7, 31)), only_on=frozenset({0, 1})
    )
    assert read("not:friday") == When(not_on=frozenset({4}))


def test_a_span_is_left_out_too() -> None:
    assert read("not:--07") == When(without=(Span(date(2027, 7, 1), date(2027, 7, 31)),))


def test_two_dates_are_narrowed_or_else_joined() -> None:
    assert read("after:easter", "before:--07").span == Span(date(2027, 4, 12), date(2027, 6, 30))
    assert read("--06", "--08").span == Span(date(2027, 6, 1), date(2027, 8, 31))


def test_any_time_is_no_limit_and_nonsense_is_told() -> None:
    assert read("any-time") == When()
    assert read("sometime").is_understood is False


def test_whether_school_terms_were_looked_at_is_known() -> None:
    assert read("after:easter").uses_terms
    assert not read("--07").uses_terms


@pytest.mark.parametrize("value", ["after:whenever", "week1:never", "--07-01/x", "x/--07", "x+7"])
def test_a_part_that_is_no_date_makes_no_span(value: str) -> None:
    assert span_of(value, today=TODAY) is None


def test_what_is_over_before_it_begins_is_no_span() -> None:
    assert span_of("before:today", today=TODAY) is None


@pytest.mark.parametrize(
    ("duration", "days"),
    [("P2W", 12), ("P1W", 5), ("P3D", 3), ("P1M", 26), ("P5Y", None), (None, None)],
)
def test_how_long_it_lasts_at_least(duration: str | None, days: int | None) -> None:
    assert least_days(duration) == days
