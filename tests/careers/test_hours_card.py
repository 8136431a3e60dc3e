"""Hours with their source, and honesty about shifts."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from careers.cards import Question, occupation_card
from careers.library import Library

TODAY = date(2026, 11, 22)
YEARS_LATER = date(2031, 1, 1)


def hours(library: Library, occupation_id: str, today: date = TODAY) -> str:
    return occupation_card(library, occupation_id, Question.HOURS, today=today).text


def test_hours_shifts_and_where_the_work_is_are_told_with_the_source(library: Library) -> None:
    told = hours(library, "adult-nurse")

    assert told.startswith("Adult nurses usually work 37 to 42 hours a week.\nWards never close")
    assert "Where: Picture a ward of curtains, bleeps and rattling trolleys" in told
    assert told.endswith("Source: National Careers Service (as of November 2020).")
    assert "no checked facts" not in told


def test_where_shifts_are_not_known_it_says_so(library: Library) -> None:
    assert "I have no checked facts on shifts or weekends for this job." in hours(
        library, "electrician"
    )


def test_an_old_figure_is_told_with_a_warning(library: Library) -> None:
    assert "getting old" in hours(library, "electrician", YEARS_LATER)


def test_without_hours_it_says_so_and_names_no_source(library: Library) -> None:
    vet = library.occupation("vet")
    without = vet.model_copy(update={"facts": vet.facts.model_copy(update={"hours": None})})
    changed = replace(library, occupations=MappingProxyType({"vet": without}))

    told = hours(changed, "vet")

    assert told.startswith("I have no checked figure on the hours of vets")
    assert "Source" not in told
