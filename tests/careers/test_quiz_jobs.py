"""Which jobs the quiz shows: how they fit, how they differ, and why each is there."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.content_types import Route, RouteKind, Theme
from careers.library import load_library
from careers.occupation_types import Occupation
from careers.quiz import profile_of
from careers.quiz_jobs import (
    JOBS,
    QuizJob,
    Start,
    Why,
    fit,
    is_steady,
    jobs_to_look_at,
    ways_into,
)
from careers.quiz_telling import jobs_text, sources_text
from careers.quiz_types import Answer
from messages.domain.content import ANSWER_CHARS
from tests.careers.test_quiz import ANSWERS, QUIZ, answers

TODAY = date(2026, 11, 23)
LIBRARY = load_library()
NAMED = next(iter(LIBRARY.named_occupations))  # known by its name only


def shares(**points: float) -> dict[Theme, float]:
    return {theme: points.get(theme.value, 0.0) for theme in Theme}


def themes(code: str) -> tuple[Theme, ...]:
    return tuple(Theme(letter) for letter in code)


def shown(
    given: list[Answer], start: Start = Start.NONE, lot: str = "a chat", named: str | None = None
) -> tuple[QuizJob, ...]:
    profile = profile_of(QUIZ, given)
    return jobs_to_look_at(LIBRARY, profile, start=start, lot=lot, today=TODAY, named=named)


@pytest.mark.parametrize(
    ("liked", "code", "expected"),
    [
        (shares(R=1.0), "R", 1.0),
        (shares(R=0.9, I=0.6, A=0.3), "RIA", 1.0),  # 3, 2 and 1, just as the code counts
        (shares(R=1.0), "I", -0.2),
        (shares(R=1.0), "RI", 0.798),
        (shares(I=1.0), "RI", 0.430),
        (shares(R=0.5, I=0.5, A=0.5, S=0.5, E=0.5, C=0.5), "R", 0.0),
    ],
)
def test_fit_is_the_likeness_of_two_shapes(
    liked: dict[Theme, float], code: str, expected: float
) -> None:
    assert fit(liked, themes(code)) == pytest.approx(expected, abs=0.001)


@given(st.lists(st.integers(0, 6), min_size=6, max_size=6), st.permutations("RIASEC"))
def test_who_says_yes_more_readily_gets_the_same_fit(points: list[int], code: list[str]) -> None:
    liked = dict(zip(Theme, (point / 12 for point in points), strict=True))
    readily = {theme: share + 0.5 for theme, share in liked.items()}

    assert -1 <= fit(liked, themes("".join(code[:3]))) <= 1
    assert fit(liked, themes("".join(code[:3]))) == pytest.approx(
        fit(readily, themes("".join(code[:3]))), abs=1e-6
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    ANSWERS,
    st.sampled_from(Start),
    st.sampled_from([None, "vet", "electrician", "heat-pump-engineer", NAMED]),
    st.text(max_size=8),
)
def test_six_jobs_of_three_sectors_and_two_ways_in_one_of_them_unexpected(
    given: list[Answer], start: Start, named: str | None, lot: str
) -> None:
    jobs = shown(given, start, lot, named)
    occupations = [one.occupation for one in jobs]
    unexpected = [one for one in jobs if one.why is Why.UNEXPECTED]

    assert len({job.id for job in occupations}) == JOBS
    assert len({job.sector for job in occupations}) >= 3
    assert len(ways_into(occupations)) >= 2
    assert len(unexpected) == 1
    others = {one.occupation.sector for one in jobs if one.why is not Why.UNEXPECTED}
    assert unexpected[0].occupation.sector not in others
    assert all(one.occupation.facts.riasec for one in jobs if one.why is not Why.NAMED)


def with_ways(job: Occupation, *kinds: RouteKind) -> Occupation:
    """Return a job with these ways in and no others."""
    routes = LIBRARY.occupation("vet").facts.routes
    assert routes is not None
    value = tuple(Route(kind=kind) for kind in kinds)
    facts = {"routes": routes.model_copy(update={"value": value})}
    return job.model_copy(update={"facts": job.facts.model_copy(update=facts)})


def test_a_second_way_in_is_looked_for_where_the_best_jobs_have_but_one() -> None:
    order = sorted(LIBRARY.occupations)
    jobs = {one: with_ways(LIBRARY.occupations[one], RouteKind.UNIVERSITY) for one in order}
    jobs["roofer"] = with_ways(jobs["roofer"], RouteKind.APPRENTICESHIP)
    library = replace(LIBRARY, occupations=jobs)
    profile = profile_of(QUIZ, answers(A="222"))  # nothing that a roofer's themes go with

    found = jobs_to_look_at(library, profile, start=Start.NONE, lot="a", today=TODAY)

    assert "roofer" in {one.occupation.id for one in found}


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.sampled_from(Start))
def test_what_is_told_is_no_wall_and_says_why_of_each(given: list[Answer], start: Start) -> None:
    jobs = shown(given, start, named="vet")
    text = jobs_text(jobs, today=TODAY, with_steady=start is Start.STEADY)

    assert len(text) < ANSWER_CHARS
    assert text.count(", because ") == JOBS
    assert text.count("(the unexpected one)") == 1
    assert "should" not in text


def test_the_same_answers_in_the_same_chat_give_the_same_jobs() -> None:
    given = answers(R="222", C="210")

    assert shown(given) == shown(given)
    assert len({shown(given, lot=f"chat {number}") for number in range(5)}) == 5


def test_a_reason_is_an_answer_that_was_given() -> None:
    given = answers(S="200", A="100")
    jobs = shown(given)

    told = jobs_text(jobs, today=TODAY, with_steady=False)
    assert "because you like listening when a friend has had a bad day" in told
    assert all(one.liked is None or one.liked[1] is not Answer.NO for one in jobs)


def test_who_says_no_to_all_of_it_gets_jobs_to_compare() -> None:
    jobs = shown(answers())

    assert {one.liked for one in jobs} == {None}
    assert jobs_text(jobs, today=TODAY, with_steady=False).count("quite different") == JOBS


def test_an_idea_comes_first_with_what_is_close_to_it() -> None:
    first, second, third, *_ = shown(answers(A="222"), Start.IDEA, named="electrician")

    assert (first.occupation.id, first.why) == ("electrician", Why.NAMED)
    assert second.why is third.why is Why.NEAR
    assert next(one.why for one in shown(answers(A="222"), named="electrician")) is Why.FITS


def test_an_idea_that_is_known_by_name_only_still_has_neighbours() -> None:
    whys = [one.why for one in shown(answers(A="222"), Start.IDEA, named=NAMED)]

    assert Why.NAMED not in whys
    assert len(whys) == JOBS


def test_steady_jobs_come_first_and_say_what_is_known_of_them() -> None:
    jobs = shown(answers(C="222", S="100"), Start.STEADY)
    steady = [is_steady(one.occupation, today=TODAY) for one in jobs]

    assert sum(steady) >= 2
    assert steady == sorted(steady, reverse=True)
    told = jobs_text(jobs, today=TODAY, with_steady=True)
    assert "hours a week" in told or "more people are wanted" in told
    assert "hours a week" not in jobs_text(jobs, today=TODAY, with_steady=False)


def test_the_sources_are_named_and_old_facts_make_no_job_steady() -> None:
    jobs = shown(answers(C="222", S="100"), Start.STEADY)
    plain = sources_text(jobs, today=TODAY, with_steady=False)

    assert plain == "Job profiles: O*NET, CC BY 4.0."
    assert sources_text(jobs, today=TODAY, with_steady=True).startswith(f"{plain} Source: ")
    late = date(2031, 1, 1)
    assert not any(is_steady(job, today=late) for job in LIBRARY.occupations.values())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANSWERS, st.sampled_from(Start), st.text(max_size=8))
def test_a_liking_told_before_is_among_the_jobs_where_one_fits(
    given: list[Answer], start: Start, lot: str
) -> None:
    profile = profile_of(QUIZ, given)
    likes = ("animals", "drawing")

    jobs = jobs_to_look_at(LIBRARY, profile, start=start, lot=lot, today=TODAY, likes=likes)

    occupations = [one.occupation for one in jobs]
    assert len(set(occupations)) == JOBS
    assert len({job.sector for job in occupations}) >= 3
    assert len(ways_into(occupations)) >= 2
    for like in likes:
        fits = [
            fit(profile.shares, job.facts.riasec.themes)
            for job in LIBRARY.occupations.values()
            if like in job.interests and job.facts.riasec is not None
        ]
        assert any(like in job.interests for job in occupations) or max(fits) <= 0
