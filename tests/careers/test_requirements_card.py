"""What a job asks on paper: only what is known, and whom to ask about the rest."""

from datetime import date

import pytest

from careers.cards import Question, occupation_card
from careers.content_types import RouteKind
from careers.library import Library, load_library

TODAY = date(2026, 11, 22)
YEARS_LATER = date(2031, 1, 1)


def needs(library: Library, occupation_id: str, *subjects: str, today: date = TODAY) -> str:
    question = Question.REQUIREMENTS
    return occupation_card(library, occupation_id, question, today=today, subjects=subjects).text


def test_subjects_ways_rules_and_whom_to_ask_are_told(library: Library) -> None:
    assert needs(library, "electrician") == (
        "What helps you to become an electrician:\n"
        "• School subjects: physics, maths, and design and technology\n"
        "• Ways in: an apprenticeship, college or applying straight to an employer. "
        "You do not need a degree.\n"
        "• You can start an apprenticeship at 16. Without a grade 4 in GCSE English or maths, "
        "you keep studying it from 16 to 19.\n"
        "Grades differ, so ask the employer or college. "
        "The National Careers Service website helps too.\n"
        "Source: National Careers Service (as of November 2020); "
        "GOV.UK apprenticeships and 16 to 19 education (as of November 2026)."
    )


def test_a_degree_that_has_to_be_is_said_and_ucas_is_named(library: Library) -> None:
    told = needs(library, "vet")

    assert "Ways in: university. So you need a degree." in told
    assert "Royal College of Veterinary Surgeons" in told
    assert "UCAS" in told
    assert "apprenticeship" not in told


def test_a_degree_apprenticeship_is_told_beside_university(library: Library) -> None:
    told = needs(library, "adult-nurse")

    assert "These end in a degree, but an apprenticeship pays you" in told
    assert "enhanced DBS check" in told


def test_where_routes_differ_nothing_is_said_about_a_degree(library: Library) -> None:
    assert "degree" not in needs(library, "software-developer")


@pytest.mark.parametrize("occupation_id", sorted(load_library().occupations))
def test_a_degree_is_only_ruled_out_where_no_route_is_university(
    library: Library, occupation_id: str
) -> None:
    kinds = {route.kind for route in library.occupation(occupation_id).facts.ways}

    if "You do not need a degree" in needs(library, occupation_id):
        assert RouteKind.UNIVERSITY not in kinds


def test_where_no_way_in_is_known_nothing_is_said_about_a_degree(library: Library) -> None:
    assert needs(library, "ai-engineer") == (
        "What helps you to become an AI engineer:\n"
        "• School subjects: computing, maths, physics and psychology\n"
        "• Ways in: I have no checked facts on that.\n"
        "Your careers adviser and the National Careers Service can tell you what courses and "
        "employers ask for."
    )


def test_a_subject_that_is_asked_about_is_answered_first(library: Library) -> None:
    assert needs(library, "electrician", "maths").startswith("Maths: yes, that helps in this job.")
    assert needs(library, "electrician", "art").startswith("Art: not a main subject for this job")
    assert needs(library, "electrician", "no-such-subject").startswith("What helps you")


def test_what_ran_out_is_left_out(library: Library) -> None:
    nurse = needs(library, "adult-nurse", today=YEARS_LATER)
    electrician = needs(library, "electrician", today=YEARS_LATER)

    assert "Nursing and Midwifery Council" not in nurse
    assert "DBS" not in nurse
    assert "grade 4" not in electrician
    assert "GOV.UK" not in electrician
