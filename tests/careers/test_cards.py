"""Every answer about every occupation: short, dated, sourced, with no number from nowhere."""

import re
from datetime import date

import pytest

from careers.cards import Question, occupation_card
from careers.check import all_facts
from careers.content_types import Fact, Hours, Pay, Rate, RouteKind
from careers.errors import UnknownOccupationError
from careers.library import Library, load_library
from careers.occupation_types import Occupation
from messages.domain.content import ANSWER_CHARS

TODAY = date(2026, 11, 22)
YEARS_LATER = date(2031, 1, 1)
OCCUPATIONS = sorted(load_library().occupations)
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def numbers_of_content(library: Library, occupation: Occupation) -> set[str]:
    """Return every number that an answer about the occupation may hold."""
    facts: list[Fact] = [fact for _, fact in occupation.facts if isinstance(fact, Fact)]
    facts += [*library.rates.values(), *library.route_rules.values()]
    numbers: set[str] = set()
    for fact in facts:
        numbers |= {str(fact.valid_from.year), *NUMBER.findall(fact.source)}
        if isinstance(fact, Pay):
            values = (fact.value.lower, fact.value.median, fact.value.upper)
            numbers |= {f"{round(value, -2):,}" for value in values if value is not None}
        elif isinstance(fact, Hours):
            numbers |= {f"{fact.value.least:g}", f"{fact.value.most:g}"}
        elif isinstance(fact, Rate):
            numbers |= {str(fact.value), *NUMBER.findall(fact.who)}
        else:
            numbers |= {*NUMBER.findall(getattr(fact, "text", ""))}
    return numbers


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("occupation_id", OCCUPATIONS)
def test_a_card_is_short_and_each_number_in_it_stands_in_the_content(
    library: Library, occupation_id: str, question: Question
) -> None:
    card = occupation_card(library, occupation_id, question, today=TODAY)
    numbers = set(NUMBER.findall(card.text))

    assert 100 < len(card.text) < ANSWER_CHARS
    assert numbers <= numbers_of_content(library, library.occupation(occupation_id))
    assert "{" not in card.text
    assert not numbers or ("Source: " in card.text and "as of" in card.text)
    assert card.is_known


@pytest.mark.parametrize("occupation_id", OCCUPATIONS)
def test_what_a_job_is_like_is_told_without_figures(library: Library, occupation_id: str) -> None:
    card = occupation_card(library, occupation_id, Question.ABOUT, today=TODAY)

    assert NUMBER.findall(card.text) == []
    assert [part in card.text for part in ("A real day:", "The good part:", "The hard part:")] == [
        True,
        True,
        True,
    ]


def test_full_time_pay_is_told_as_a_range_with_whom_it_counts(library: Library) -> None:
    card = occupation_card(library, "electrician", Question.PAY, today=TODAY)

    assert card.text == (
        "Electricians who work full time earn about £39,600 a year: that is the middle of the "
        "range. A quarter earn less than £32,300, and a quarter more than £49,100. When you are "
        "new, expect to start lower down.\n"
        "It is pay before tax, for employees in the whole group “Electricians and electrical "
        "fitters” in the UK. Many electricians work for themselves. Their pay is not counted here "
        "and can go up and down.\n"
        "Source: ONS ASHE 2025 provisional, Table 14.7a (as of April 2025).\n"
        "By law, apprentices who are under 19 or in their first year get at least £8.00 an hour. "
        "Source: GOV.UK minimum wage rates (as of April 2026)."
    )


def test_a_median_with_part_time_workers_says_so(library: Library) -> None:
    card = occupation_card(library, "hairdresser", Question.PAY, today=TODAY)

    assert "It counts all workers, including part-time ones" in card.text


def test_where_no_pay_is_known_the_card_says_so_and_gives_the_legal_minimum(
    library: Library,
) -> None:
    card = occupation_card(library, "farm-worker", Question.PAY, today=TODAY)

    assert card.text.startswith("I have no checked pay figure for farm workers")
    assert "£12.71 (aged 21 or over)" in card.text
    assert "careers adviser" in card.text


def test_an_old_figure_is_told_with_a_warning_and_old_legal_rates_are_not_told(
    library: Library,
) -> None:
    known = occupation_card(library, "electrician", Question.PAY, today=YEARS_LATER)
    unknown = occupation_card(library, "farm-worker", Question.PAY, today=YEARS_LATER)

    assert "getting old" in known.text
    assert NUMBER.findall(unknown.text) == []
    assert "apprentices who" not in known.text


@pytest.mark.parametrize("occupation_id", OCCUPATIONS)
def test_every_route_of_a_job_is_told(library: Library, occupation_id: str) -> None:
    kinds = {route.kind for route in library.occupation(occupation_id).facts.ways}
    told = occupation_card(library, occupation_id, Question.ROUTE, today=TODAY).text

    assert {
        RouteKind.APPRENTICESHIP: "an apprenticeship" in told,
        RouteKind.COLLEGE: "a college course" in told,
        RouteKind.UNIVERSITY: "a university degree" in told,
        RouteKind.DIRECT: "straight to an employer" in told,
        RouteKind.LICENCE: "training for the licence" in told,
        RouteKind.WORK_UP: "a junior job" in told,
        RouteKind.VOLUNTEERING: "Volunteering first" in told,
    } == {kind: kind in kinds for kind in RouteKind}
    assert "A first step this month:" in told


@pytest.mark.parametrize("occupation_id", OCCUPATIONS)
def test_a_route_names_the_sources_of_all_it_tells_and_no_other(
    library: Library, occupation_id: str
) -> None:
    facts = library.occupation(occupation_id).facts
    told = occupation_card(library, occupation_id, Question.ROUTE, today=TODAY).text

    assert ("the T Level in" in told) == ("GOV.UK T Levels" in told) == (facts.t_level is not None)
    assert (
        ("a foundation apprenticeship in" in told)
        == ("GOV.UK foundation apprenticeships" in told)
        == (facts.foundation_apprenticeship is not None)
    )


def test_a_register_and_a_single_route_are_told(library: Library) -> None:
    card = occupation_card(library, "vet", Question.ROUTE, today=TODAY)

    assert card.text.startswith("The way to become a vet:\n• a university degree\n")
    assert "Royal College of Veterinary Surgeons" in card.text


def test_further_facts_that_ran_out_are_left_out_of_a_route(library: Library) -> None:
    card = occupation_card(library, "electrician", Question.ROUTE, today=YEARS_LATER)

    assert "T Level" not in card.text
    assert "foundation apprenticeship" not in card.text


def test_where_no_way_in_is_known_the_card_says_so_and_names_jobs_close_to_it(
    library: Library,
) -> None:
    card = occupation_card(library, "solar-panel-installer", Question.ROUTE, today=TODAY)

    assert card.text.startswith(
        "I have no checked facts on how to become a solar panel installer, so I will not guess."
    )
    assert "I know the ways in: electrician, roofer and wind turbine technician." in card.text
    assert "A first step this month:" in card.text
    assert "Source" not in card.text


def test_the_least_pay_by_law_is_told_for_those_who_are_employed(library: Library) -> None:
    card = occupation_card(library, "app-delivery-rider", Question.PAY, today=TODAY)

    assert "Many delivery riders work for themselves" in card.text
    assert "For those whom a firm employs, the least an hour by law is £8.00" in card.text


@pytest.mark.parametrize("question", Question)
def test_a_job_known_by_name_only_gets_an_honest_card(library: Library, question: Question) -> None:
    card = occupation_card(library, "urologist", question, today=TODAY)

    assert not card.is_known
    assert "no checked facts about that job yet" in card.text
    assert "In the same field I can tell you about adult nurses" in card.text
    assert len(card.text) < ANSWER_CHARS
    assert NUMBER.findall(card.text) == []


def test_every_job_known_by_name_only_has_a_short_card(library: Library) -> None:
    for occupation_id in library.named_occupations:
        card = occupation_card(library, occupation_id, Question.PAY, today=TODAY)
        assert len(card.text) < ANSWER_CHARS


def test_a_job_nobody_has_heard_of_is_an_error(library: Library) -> None:
    with pytest.raises(UnknownOccupationError):
        occupation_card(library, "dragon-keeper", Question.ABOUT, today=TODAY)


def test_no_fact_has_run_out_when_it_was_checked(library: Library) -> None:
    assert [
        (file, field)
        for file, field, fact in all_facts(library)
        if not fact.is_current(fact.checked_on)
    ] == []
