"""School terms: a school's own, usual ones where it has none, and where the school lies."""

from datetime import date

import pytest

from schools.domain.terms import Term, calendar_of, usual_terms
from schools.services.schools import create_school
from schools.services.terms import keep_terms, keep_town, school_calendar, school_place
from storage.database import reading, transaction

TODAY = date(2026, 11, 23)
AUTUMN = Term(
    "autumn", date(2026, 9, 3), date(2026, 12, 18), (date(2026, 10, 26), date(2026, 10, 30))
)
SPRING = Term("spring", date(2027, 1, 5), date(2027, 3, 25))


@pytest.fixture
def school_id(any_db, now):
    return create_school(any_db, name="Roundhay Lane School", now=now)


def test_terms_are_kept_and_come_back_in_order(any_db, school_id):
    with transaction(any_db) as session:
        keep_terms(session, school_id, [SPRING])
        keep_terms(session, school_id, [SPRING, AUTUMN])

    with reading(any_db) as session:
        calendar = school_calendar(session, school_id, today=TODAY)

    assert calendar.terms[:2] == (AUTUMN, SPRING)
    assert not calendar.is_usual
    assert calendar.terms[2].name == "summer"  # a usual one, from where the school's end


def test_a_school_without_terms_has_a_usual_calendar(any_db, school_id):
    with reading(any_db) as session:
        assert school_calendar(session, school_id, today=TODAY) == calendar_of((), today=TODAY)
        assert school_calendar(session, None, today=TODAY).is_usual


def test_terms_that_are_long_over_make_the_calendar_a_guess():
    assert calendar_of([AUTUMN], today=date(2027, 2, 1)).is_usual


@pytest.mark.parametrize("school_year", range(2026, 2040))
def test_usual_terms_are_in_order_and_begin_and_end_on_weekdays(school_year):
    days = []
    for term in usual_terms(school_year):
        assert term.half_term is not None
        days += [term.starts_on, *term.half_term, term.ends_on]

    assert days == sorted(set(days))
    assert all(day.weekday() < 5 for day in days)


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        ([AUTUMN, Term("spring", date(2026, 12, 18), date(2027, 3, 1))], "runs into"),
        ([Term("autumn", date(2026, 12, 1), date(2026, 9, 1))], "not in order"),
        (
            [Term("autumn", AUTUMN.starts_on, AUTUMN.ends_on, (TODAY, date(2026, 11, 1)))],
            "in order",
        ),
    ],
)
def test_terms_that_cannot_be_are_refused(any_db, school_id, terms, problem):
    with transaction(any_db) as session, pytest.raises(ValueError, match=problem):
        keep_terms(session, school_id, terms)


def test_a_school_lies_in_one_town(any_db, school_id):
    with transaction(any_db) as session:
        assert school_place(session, school_id) is None
        keep_town(session, school_id, "leeds")
        with pytest.raises(ValueError, match="one known town"):
            keep_town(session, school_id, "atlantis")

    with reading(any_db) as session:
        place = school_place(session, school_id)
        assert place is not None
        assert place.name == "Leeds"
        assert school_place(session, None) is None
