"""Jobs like another one: what they share, and only the field where nothing else is known."""

import pytest

from careers.errors import UnknownOccupationError
from careers.library import Library, load_library
from careers.similar import similar_to


def test_related_jobs_come_first_then_the_likest_each_with_what_they_share(
    library: Library,
) -> None:
    related = library.occupation("electrician").related
    found = [one.occupation_id for one in similar_to(library, "electrician", limit=20)]
    why = {o.occupation_id: o.why for o in similar_to(library, "electrician", limit=20)}

    offered = [one for one in related if one in library.occupations]
    assert set(found[: len(offered)]) == set(offered)
    assert why["plumber"] == (
        "both are in construction and trades, and both suit people who like fixing things and "
        "making things"
    )


def test_what_was_shown_does_not_come_again(library: Library) -> None:
    first = [one.occupation_id for one in similar_to(library, "electrician")]
    second = [one.occupation_id for one in similar_to(library, "electrician", without=first)]

    assert not set(first) & set(second)
    assert "electrician" not in second


@pytest.mark.parametrize("occupation_id", sorted(load_library().occupations))
def test_every_occupation_has_three_with_a_reason(library: Library, occupation_id: str) -> None:
    found = similar_to(library, occupation_id)

    assert len(found) == 3
    assert all(one.why.startswith("both ") for one in found)


@pytest.mark.parametrize("occupation_id", sorted(load_library().occupations))
def test_every_related_job_has_something_in_common(library: Library, occupation_id: str) -> None:
    related = {r for r in library.occupation(occupation_id).related if r in library.occupations}
    found = similar_to(library, occupation_id, limit=len(library.occupations))

    assert related <= {one.occupation_id for one in found}


def test_of_a_job_known_by_name_only_the_field_is_the_reason(library: Library) -> None:
    found = similar_to(library, "urologist")

    assert {one.why for one in found} == {"it is in the same field, healthcare"}
    assert {library.named_occupation(one.occupation_id).sector for one in found} == {"health"}
    assert found[0].occupation_id in library.occupations


def test_jobs_known_by_name_only_are_never_offered(library: Library) -> None:
    full = [job.id for job in library.occupations.values() if job.sector == "health"]

    assert similar_to(library, "urologist", without=full) == ()


def test_a_job_nobody_has_heard_of_is_an_error(library: Library) -> None:
    with pytest.raises(UnknownOccupationError):
        similar_to(library, "dragon-keeper")
