"""Jobs side by side: short, sourced, and honest about figures that cannot be compared."""

from datetime import date
from itertools import combinations

import pytest

from careers.compare import compare_text
from careers.errors import UnknownOccupationError
from careers.library import Library
from messages.domain.content import ANSWER_CHARS

TODAY = date(2026, 11, 22)
YEARS_LATER = date(2031, 1, 1)


def test_two_jobs_stand_side_by_side_with_their_sources(library: Library) -> None:
    told = compare_text(library, ["plumber", "electrician"], today=TODAY)

    assert told.startswith("Plumber: You fit and mend the pipes that bring clean water in")
    assert "Pay: about £37,900 a year, full time. Hours: 37 to 40 a week." in told
    assert "Pay: about £39,600 a year, full time. Hours: 30 to 40 a week." in told
    assert told.endswith(
        "Source: ONS ASHE 2025 provisional, Table 14.7a (as of April 2025); "
        "National Careers Service (as of November 2020)."
    )


@pytest.mark.parametrize("size", [2, 3])
def test_every_pair_and_every_three_fit_into_one_message(library: Library, size: int) -> None:
    too_long = [
        jobs
        for jobs in combinations(library.occupations, size)
        if len(compare_text(library, jobs, today=TODAY, pay_first=True)) > ANSWER_CHARS
    ]

    assert too_long == []


def test_more_than_three_are_cut(library: Library) -> None:
    told = compare_text(library, ["vet", "chef", "plumber", "midwife"], today=TODAY)

    assert "Midwife" not in told


@pytest.mark.parametrize(
    ("jobs", "answer"),
    [
        (("plumber", "electrician"), "Electricians earn more"),
        (("adult-nurse", "midwife", "paramedic"), "Paramedics earn more"),
        (("plumber", "plumber"), "They earn about the same"),
        (("plumber", "vet"), "I cannot say who earns more: not every figure"),
        (("plumber", "farm-worker"), "I cannot say who earns more: I have no checked pay for farm"),
        (("plumber", "dentist"), "I cannot say who earns more: I have no checked pay for dentists"),
    ],
)
def test_who_earns_more_is_answered_first(
    library: Library, jobs: tuple[str, ...], answer: str
) -> None:
    assert compare_text(library, jobs, today=TODAY, pay_first=True).startswith(answer)


def test_a_job_known_by_name_only_says_so_in_its_place(library: Library) -> None:
    told = compare_text(library, ["vet", "dentist"], today=TODAY)

    assert "Dentist: I have no checked facts about this job yet." in told
    assert "Vet: You are a doctor for animals" in told


def test_two_jobs_known_by_name_only_need_no_source(library: Library) -> None:
    assert "Source" not in compare_text(library, ["dentist", "actor"], today=TODAY)


def test_old_figures_are_told_with_a_warning_and_not_set_against_each_other(
    library: Library,
) -> None:
    told = compare_text(library, ["plumber", "electrician"], today=YEARS_LATER, pay_first=True)

    assert told.startswith("I cannot say who earns more: I have no checked pay")
    assert "getting old" in told


def test_a_job_without_pay_or_hours_says_so(library: Library) -> None:
    assert "Pay: no checked figure." in compare_text(library, ["farm-worker"], today=TODAY)


def test_a_job_nobody_has_heard_of_is_an_error(library: Library) -> None:
    with pytest.raises(UnknownOccupationError):
        compare_text(library, ["vet", "dragon-keeper"], today=TODAY)
