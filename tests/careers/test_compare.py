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


def length(library: Library, jobs: tuple[str, ...]) -> int:
    return len(compare_text(library, jobs, today=TODAY, pay_first=True))


@pytest.mark.parametrize("size", [2, 3])
def test_the_longest_pairs_and_threes_fit_into_one_message(library: Library, size: int) -> None:
    jobs = library.occupations
    longest = sorted(jobs, key=lambda job: -length(library, (job,) * 3))[:15]
    # Without pay their own part is short, but all their names stand in the sentence before.
    unpaid = [job for job in jobs if jobs[job].facts.pay is None]
    unpaid.sort(key=lambda job: -len(jobs[job].plural))
    named = library.named_occupations
    by_name = sorted(named, key=lambda job: -len(named[job].plural))[:3]
    tried = combinations(dict.fromkeys([*longest, *unpaid[:8], *by_name]), size)

    assert [both for both in tried if length(library, both) > ANSWER_CHARS] == []


def test_what_jobs_are_about_is_left_out_where_it_does_not_fit_and_no_fact_is(
    library: Library,
) -> None:
    told = compare_text(library, ["marketing-executive", "interior-designer"], today=TODAY)

    assert told.startswith("Marketing executive\nPay: about £33,400 a year, full time. Hours:")
    assert "Interior designer\nPay: about £35,000 a year, with part-timers. Hours:" in told
    assert "Source: ONS ASHE 2025" in told


def test_where_no_way_in_is_known_it_says_so(library: Library) -> None:
    assert "Ways in: no checked facts." in compare_text(library, ["ai-engineer"], today=TODAY)


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
        (
            ("plumber", "urologist"),
            "I cannot say who earns more: I have no checked pay for urologi",
        ),
    ],
)
def test_who_earns_more_is_answered_first(
    library: Library, jobs: tuple[str, ...], answer: str
) -> None:
    assert compare_text(library, jobs, today=TODAY, pay_first=True).startswith(answer)


def test_a_job_known_by_name_only_says_so_in_its_place(library: Library) -> None:
    told = compare_text(library, ["vet", "urologist"], today=TODAY)

    assert "Urologist: I have no checked facts about this job yet." in told
    assert "Vet: You are a doctor for animals" in told


def test_two_jobs_known_by_name_only_need_no_source(library: Library) -> None:
    assert "Source" not in compare_text(library, ["urologist", "astronaut"], today=TODAY)


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
