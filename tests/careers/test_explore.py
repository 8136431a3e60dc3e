"""Jobs around a topic or a criterion: only those that fit, each with its reason."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from careers.content_types import RouteKind
from careers.criteria import Criterion, meets
from careers.explore import explore, known_by_name_in, subjects_used, topic_names
from careers.library import Library
from careers.suggest import Wishes


def test_a_subject_gives_up_to_five_jobs_that_use_it(library: Library) -> None:
    found = explore(library, Wishes(subjects=frozenset({"biology"})))

    assert len(found) == 5
    assert {one.why for one in found} == {"it uses biology"}
    assert all("biology" in library.occupation(one.occupation_id).subjects for one in found)


def test_two_subjects_put_the_jobs_with_both_first(library: Library) -> None:
    found = explore(library, Wishes(subjects=frozenset({"biology", "pe"})))

    assert found[0].why in {"it uses biology and PE", "it uses PE and biology"}


def test_a_field_a_liking_and_a_skill_are_each_a_reason(library: Library) -> None:
    wishes = Wishes(
        interests=frozenset({"animals"}),
        sectors=frozenset({"animal-care"}),
        skills=frozenset({"kindness"}),
    )

    found = explore(library, wishes, limit=1)

    assert found[0].occupation_id == "veterinary-nurse"
    assert found[0].why == "it is in animal care, it is about animals and it needs kindness"


def test_nothing_fills_up_what_does_not_fit(library: Library) -> None:
    two = {job: library.occupations[job] for job in ("vet", "plumber")}
    small = replace(library, occupations=MappingProxyType(two))

    assert len(explore(small, Wishes(interests=frozenset({"animals"})))) == 1
    assert explore(library, Wishes(interests=frozenset({"dragons"}))) == ()


def test_what_was_shown_does_not_come_again(library: Library) -> None:
    wishes = Wishes(subjects=frozenset({"biology"}))
    first = [one.occupation_id for one in explore(library, wishes)]

    assert not set(first) & {one.occupation_id for one in explore(library, wishes, without=first)}


def test_every_criterion_must_be_met(library: Library) -> None:
    wishes = Wishes(interests=frozenset({"animals"}), criteria=frozenset({Criterion.WITHOUT_UNI}))

    found = explore(library, wishes, limit=len(library.occupations))

    assert {one.occupation_id for one in found} == {
        job.id
        for job in library.occupations.values()
        if "animals" in job.interests and meets(job, Criterion.WITHOUT_UNI)
    }
    assert {"veterinary-nurse", "farm-worker"} <= {one.occupation_id for one in found}
    assert "vet" not in {one.occupation_id for one in found}
    assert found[0].why == "it is about animals and you can get in without university"


@pytest.mark.parametrize("criterion", Criterion)
def test_a_criterion_alone_is_enough(library: Library, criterion: Criterion) -> None:
    found = explore(library, Wishes(criteria=frozenset({criterion})))

    assert len(found) == 5


def test_criteria_mean_what_they_say(library: Library) -> None:
    def fitting(criterion: Criterion) -> set[str]:
        wishes = Wishes(criteria=frozenset({criterion}))
        return {
            one.occupation_id for one in explore(library, wishes, limit=len(library.occupations))
        }

    desk = fitting(Criterion.AT_A_DESK)
    short = fitting(Criterion.SHORT_TRAINING)

    assert {"accountant", "software-developer"} <= desk
    assert fitting(Criterion.NOT_AT_A_DESK) == set(library.occupations) - desk
    assert not {"vet", "adult-nurse", "solicitor"} & fitting(Criterion.WITHOUT_UNI)
    assert all(
        RouteKind.DIRECT in {route.kind for route in library.occupation(job).facts.ways}
        for job in short
    )


def test_jobs_of_a_field_known_by_name_are_named(library: Library) -> None:
    named = known_by_name_in(library, ["health"])

    assert len(named) == 3
    assert {job.sector for job in named} == {"health"}
    assert known_by_name_in(library, []) == ()


def test_only_subjects_that_lead_to_a_job_are_listed(library: Library) -> None:
    vet = replace(library, occupations=MappingProxyType({"vet": library.occupations["vet"]}))
    names = subjects_used(library)

    assert names[0] == "art"
    assert set(subjects_used(vet)) == {
        library.subjects[subject].name for subject in library.occupations["vet"].subjects
    }


def test_topics_are_named_in_words_and_unknown_ones_left_out(library: Library) -> None:
    wishes = Wishes(interests=frozenset({"dragons", "animals"}), subjects=frozenset({"pe"}))

    assert topic_names(library, wishes) == ("animals", "PE")
