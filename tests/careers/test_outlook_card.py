"""The outlook: a level and never a figure, tasks and not jobs, demand only where it is known."""

import re
from datetime import date

import pytest
from pydantic import ValidationError

from careers.cards import Question, occupation_card
from careers.library import Library, load_library
from careers.occupation_types import Automation, AutomationLevel
from careers.outlook_card import in_demand, outlook_in_general

TODAY = date(2026, 11, 22)
YEARS_LATER = date(2031, 1, 1)


def outlook(library: Library, occupation_id: str, today: date = TODAY) -> str:
    return occupation_card(library, occupation_id, Question.OUTLOOK, today=today).text


def test_a_study_is_told_as_a_level_with_its_country_and_year(library: Library) -> None:
    assert outlook(library, "electrician") == (
        "Tasks for machines: Test meters can already save their readings, and apps lay out a "
        "simple circuit. AI may suggest where a fault hides, though it has no hands to lift a "
        "floorboard.\n"
        "Tasks for people: Old wiring holds secrets: a wire of the wrong colour, a nail through a "
        "cable. Tracing it by hand, and saying what is safe, asks for a patient human.\n"
        "A study from the United States rated the chance that machines can do the work of "
        "electricians as low. It is older than today's AI: only a hint.\n"
        "I have no checked fact on how many electricians will be needed. Look at job adverts near "
        "you with your careers adviser.\n"
        "Source: Frey & Osborne, United States (as of 2013)."
    )


def test_the_english_study_is_told_as_such(library: Library) -> None:
    told = outlook(library, "cleaner")

    assert "A study for England rated the chance" in told
    assert "of cleaners as medium." in told
    assert told.endswith("Source: ONS, England (as of 2017).")


def test_demand_is_told_where_it_is_known(library: Library) -> None:
    told = outlook(library, "care-worker")

    assert "Care workers are wanted" in told
    assert "Skills England, Occupations in Demand (as of 2025)" in told


def test_without_a_study_it_says_so(library: Library) -> None:
    told = outlook(library, "midwife")

    assert "\nI have no checked study on midwives and machines" in told
    assert "Source" not in told


def test_what_ran_out_is_left_out_and_that_is_said(library: Library) -> None:
    told = outlook(library, "care-worker", YEARS_LATER)

    assert "\nThe study I had on care workers and machines has to be checked again" in told
    assert "are wanted" not in told
    assert "Source" not in told


@pytest.mark.parametrize("occupation_id", sorted(load_library().occupations))
def test_no_figure_but_the_years_is_told(library: Library, occupation_id: str) -> None:
    assert set(re.findall(r"[\d.]*\d", outlook(library, occupation_id))) <= {"2013", "2017", "2025"}


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (0.0, AutomationLevel.LOW),
        (0.29, AutomationLevel.LOW),
        (0.3, AutomationLevel.MEDIUM),
        (0.69, AutomationLevel.MEDIUM),
        (0.7, AutomationLevel.HIGH),
        (1.0, AutomationLevel.HIGH),
    ],
)
def test_the_bounds_of_the_levels(library: Library, value: float, level: AutomationLevel) -> None:
    assert fact(library, value).level is level


@pytest.mark.parametrize("value", [-0.1, 1.1])
def test_a_chance_lies_between_nothing_and_all(library: Library, value: float) -> None:
    with pytest.raises(ValidationError):
        fact(library, value)


def fact(library: Library, value: float) -> Automation:
    known = library.occupation("vet").facts.automation
    assert known is not None
    return Automation.model_validate({**known.model_dump(), "value": value})


def test_jobs_at_large_are_told_with_those_in_demand(library: Library) -> None:
    told = outlook_in_general(library, today=TODAY)

    wanted = in_demand(library, today=TODAY)

    assert {"care-worker", "software-developer"} <= set(wanted)
    assert "vet" not in wanted
    assert all(library.occupation(job).plural in told for job in wanted)
    assert "Occupations in Demand (as of 2025)" in told


def test_jobs_at_large_are_told_without_a_list_that_ran_out(library: Library) -> None:
    assert in_demand(library, today=YEARS_LATER) == ()
    assert "Source" not in outlook_in_general(library, today=YEARS_LATER)
