from datetime import date

import pytest

from bot.actions.dates import Span, span_of

TODAY = date(2026, 11, 23)  # a Monday


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
        ("half term", date(2027, 2, 8), date(2027, 2, 26)),
        ("october half term", date(2027, 10, 18), date(2027, 11, 6)),
        ("october-half-term", date(2027, 10, 18), date(2027, 11, 6)),
        ("next-week", date(2026, 11, 30), date(2026, 12, 6)),
        ("easter", date(2027, 3, 25), date(2027, 4, 26)),
        ("summer", date(2027, 6, 1), date(2027, 8, 31)),
        ("christmas", date(2026, 12, 14), date(2026, 12, 31)),
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
