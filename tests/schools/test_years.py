"""School years and leaving dates."""

from datetime import date, timedelta

import pytest

from schools.domain.years import (
    age_on,
    day_of_age,
    last_two_years_begin,
    leaving_date,
    school_year_of,
    usual_year_group,
    year_group_on,
)


@pytest.mark.parametrize(
    ("born", "leaves"),
    [
        (date(2010, 9, 1), date(2027, 6, 25)),  # turns 16 on the first day of 2026/27
        (date(2011, 8, 31), date(2027, 6, 25)),  # and on its last
        (date(2011, 9, 1), date(2028, 6, 30)),  # 30 June 2028 is itself a Friday
        (date(2012, 2, 29), date(2028, 6, 30)),
    ],
)
def test_the_leaving_date_is_the_last_friday_in_june(born, leaves):
    assert leaving_date(born) == leaves
    assert leaves.weekday() == 4
    assert last_two_years_begin(born) == date(leaves.year - 2, 9, 1)


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 2, 2), 14), (date(2026, 2, 3), 15), (date(2026, 12, 31), 15)],
)
def test_age(day, age):
    assert age_on(date(2011, 2, 3), day) == age


def test_somebody_born_on_29_february_is_older_on_1_march():
    assert age_on(date(2012, 2, 29), date(2027, 2, 28)) == 14
    assert age_on(date(2012, 2, 29), date(2027, 3, 1)) == 15


@pytest.mark.parametrize(
    ("day", "group"),
    [(date(2026, 9, 1), 10), (date(2027, 8, 31), 10), (date(2027, 9, 1), 11)],
)
def test_the_year_group_moves_up_on_1_september(day, group):
    assert year_group_on(10, 2026, day) == group
    assert school_year_of(day) == 2026 + group - 10


def test_the_usual_year_group_of_an_age():
    assert usual_year_group(date(2015, 9, 1), 2027) == 7
    assert usual_year_group(date(2015, 8, 31), 2027) == 8


@pytest.mark.parametrize(
    ("born", "first"),
    [(date(2009, 2, 3), date(2027, 2, 3)), (date(2008, 2, 29), date(2026, 3, 1))],
)
def test_the_first_day_of_an_age(born: date, first: date) -> None:
    assert day_of_age(born, 18) == first
    assert age_on(born, first) == 18
    assert age_on(born, first - timedelta(days=1)) == 17
