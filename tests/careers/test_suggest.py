"""Suggestions: reasons in words, several fields and routes, honest where little is known."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from careers.library import Library, load_library
from careers.suggest import sectors_liked, suggest

LIKED = {i for job in load_library().occupations.values() for i in job.interests}
INTERESTS = sorted(LIKED)


def few(library: Library, *ids: str) -> Library:
    """Return a library of a few occupations only."""
    chosen = {job_id: library.occupations[job_id] for job_id in ids}
    return replace(library, occupations=MappingProxyType(chosen))


@pytest.mark.parametrize("interest", INTERESTS)
def test_each_interest_gives_jobs_of_several_fields_and_routes(
    library: Library, interest: str
) -> None:
    found = suggest(library, interests=[interest])
    jobs = [library.occupation(one.occupation_id) for one in found]

    assert len(found) == 3
    assert found[0].fits
    assert found[0].why == f"you like {library.interests[interest].name}"
    assert len({job.sector for job in jobs}) >= 2
    assert len({route.kind for job in jobs for route in job.facts.ways}) >= 2


def test_what_fits_best_comes_first_with_all_its_reasons(library: Library) -> None:
    first = suggest(library, interests=["computers", "gaming"], subjects=["maths"])[0]

    assert (first.occupation_id, first.name) == ("software-developer", "Software developer")
    assert first.why == "you like computers, gaming and maths"


def test_a_named_field_weighs_most_and_a_skill_is_a_reason(library: Library) -> None:
    found = suggest(library, interests=["animals"], sectors=["hospitality"], skills=["planning"])

    assert library.occupation(found[0].occupation_id).sector == "hospitality"
    assert found[0].why == "you like hospitality and food, and it needs planning your time"


def test_the_same_wishes_give_the_same_answer_in_any_order(library: Library) -> None:
    one = suggest(library, interests=["outdoors", "animals"])

    assert one == suggest(library, interests=["animals", "outdoors"])
    assert one == suggest(library, interests=["animals", "outdoors", "animals", "no-such-id"][:3])


def test_where_nothing_is_known_it_says_so_and_shows_different_fields(library: Library) -> None:
    found = suggest(library, interests=[])

    assert [one.fits for one in found] == [False] * 3
    assert {one.why for one in found} == {
        "you have not told me what you like yet, so here is something different"
    }
    assert len({library.occupation(one.occupation_id).sector for one in found}) == 3


def test_where_nothing_fits_it_says_so(library: Library) -> None:
    found = suggest(library, interests=["dragons"])

    assert {(one.fits, one.why) for one in found} == {
        (False, "nothing I know about fits what you said yet, so here is something different")
    }


def test_one_fitting_job_is_filled_up_with_honest_others(library: Library) -> None:
    found = suggest(few(library, "vet", "plumber", "chef", "solicitor"), interests=["animals"])

    assert [one.fits for one in found] == [True, False, False]
    assert found[1].why == "quite different, in case you would like to look further"


def test_what_was_shown_does_not_come_again_until_all_is_shown(library: Library) -> None:
    shown: list[str] = []
    while len(shown) < len(library.occupations):
        shown += [o.occupation_id for o in suggest(library, interests=["animals"], without=shown)]
    with_animals = [j.id for j in library.occupations.values() if "animals" in j.interests]
    last = suggest(library, interests=["animals"], without=with_animals)

    assert sorted(shown) == sorted(library.occupations)
    assert (
        last[0].why == "you have seen all that fits what you said, so here is something different"
    )
    assert len(suggest(library, interests=["animals"], without=shown)) == 3


@pytest.mark.parametrize("occupation_id", sorted(load_library().occupations))
def test_every_occupation_is_suggested_to_those_who_like_what_it_is_about(
    library: Library, occupation_id: str
) -> None:
    job = library.occupation(occupation_id)
    everything = suggest(library, interests=job.interests, subjects=job.subjects, limit=9)
    half = suggest(library, interests=job.interests[:2], subjects=job.subjects[:2], limit=12)

    assert job.id in {one.occupation_id for one in everything if one.fits}
    assert job.id in {one.occupation_id for one in half if one.fits}


def test_every_interest_goes_with_a_sector(library: Library) -> None:
    assert sectors_liked(library, ["animals"]) == {"animal-care"}
    # One engineer who is most about science does not make engineering its field.
    assert sectors_liked(library, ["discovering-science"]) == {"science"}
    assert sectors_liked(library, []) == frozenset()
    assert all(sectors_liked(library, [interest]) for interest in INTERESTS)
