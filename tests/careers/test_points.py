"""Answers to one point: what is known first, and what is not known said plainly."""

from datetime import date

import pytest

from careers.library import Library, load_library
from careers.points import Point, point_text

TODAY = date(2026, 11, 22)
YEARS_LATER = date(2031, 11, 22)


def told(library: Library, job: str, point: Point, *, today: date = TODAY) -> str:
    return point_text(library, library.occupations[job], point, today=today)


@pytest.mark.parametrize("job", sorted(load_library().occupations))
@pytest.mark.parametrize("point", list(Point))
def test_every_point_of_every_job_fits_into_one_message(
    library: Library, job: str, point: Point
) -> None:
    assert 20 < len(told(library, job, point)) < 600


def test_a_month_is_a_twelfth_of_the_year_rounded_to_hundreds(library: Library) -> None:
    text = told(library, "electrician", Point.PERIOD)

    assert "about £39,600" in text
    assert "about £3,300 a month before tax" in text
    assert text.endswith("(as of April 2025).")


@pytest.mark.parametrize(("job", "today"), [("farm-worker", TODAY), ("vet", YEARS_LATER)])
def test_without_a_figure_there_is_none_for_a_month(
    library: Library, job: str, today: date
) -> None:
    assert "no checked pay figure" in told(library, job, Point.PERIOD, today=today)


def test_the_least_length_of_an_apprenticeship_comes_first(library: Library) -> None:
    assert told(library, "plumber", Point.LENGTH).startswith("An apprenticeship takes 8 months")


def test_a_degree_has_no_checked_length(library: Library) -> None:
    text = told(library, "vet", Point.LENGTH)

    assert text.startswith("How long it takes to become a vet depends")
    assert "8 months" not in text


def test_the_age_of_apprentices_is_told_where_there_are_some(library: Library) -> None:
    assert told(library, "plumber", Point.START).startswith("You can start an apprenticeship at 16")
    assert "16" not in told(library, "vet", Point.START)


def test_new_pay_is_not_guessed(library: Library) -> None:
    text = told(library, "vet", Point.NEW_PAY, today=YEARS_LATER)

    assert text.startswith("I have no checked figure for what new vets get")
    assert "£" not in text


def test_the_length_of_an_apprenticeship_is_no_requirement(library: Library) -> None:
    assert library.route_rules["apprenticeship-length"].tells == "length"
