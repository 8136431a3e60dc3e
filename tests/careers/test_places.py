"""Finding the place somebody typed: coarse, honest about namesakes, silent on nonsense."""

from collections import Counter

import pytest

from careers.places import (
    Place,
    area_of,
    distance_km,
    find_places,
    in_miles,
    load_atlas,
    outward_postcode,
)


def names(text: str, near: Place | None = None) -> list[str]:
    return [place.name for place in find_places(text, near=near)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("leeds", ["Leeds"]),
        ("LEEDS!", ["Leeds"]),
        ("i live in leeds", ["Leeds"]),
        ("Hull", ["Kingston upon Hull"]),
        ("newcastle", ["Newcastle upon Tyne"]),
        ("brum", ["Birmingham"]),
        ("St. Ives", ["St Ives"]),
        ("bishop's stortford", ["Bishops Stortford"]),
        ("BD3", ["Bradford area"]),
        ("bd3 8ab", ["Bradford area"]),
        ("my postcode is ls1 4dy", ["Leeds area"]),
        ("EC1A 1BB", ["Central London area"]),
        ("Bradford area", ["Bradford area"]),
        ("reading", ["Reading"]),
        ("near Reading", ["Reading"]),
        ("i like reading", []),
        ("it is over", []),
        ("year 10", []),
        ("nowhereville", []),
        ("", []),
        ("💥", []),
        ("QQ1 1AA", []),
    ],
)
def test_a_typed_place_is_found(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_namesakes_are_all_returned_to_choose_from() -> None:
    assert names("newport") == [
        "Newport in Wales",
        "Newport near Ryde",
        "Newport near Telford",
        "Newport near Bishops Stortford",
    ]


def test_the_namesake_near_the_school_is_meant() -> None:
    telford = find_places("Telford")[0]

    assert names("newport", near=telford) == ["Newport near Telford"]


def test_a_village_near_the_school_does_not_hide_the_city_of_its_name() -> None:
    winsford = find_places("Winsford")[0]
    atlas = load_atlas()
    village = next(e for e in atlas.entries if e.name == "Preston" and e.label != "Preston")

    assert names("preston", near=village.place) == [village.label, "Preston"]
    assert names("preston", near=winsford)[-1] == "Preston"


def test_every_place_is_found_again_by_what_it_is_called() -> None:
    atlas = load_atlas()
    wrong = [e.label for e in atlas.entries if e.place not in find_places(e.label)]

    assert wrong == []


def test_labels_are_unique_so_that_a_choice_is_clear() -> None:
    labels = Counter(entry.label for entry in load_atlas().entries)

    assert [label for label, count in labels.items() if count > 1] == []


def test_only_the_outward_part_of_a_postcode_is_kept() -> None:
    assert outward_postcode("bd3 8ab") == "BD3"
    assert outward_postcode("we are at W1A1AA now") == "W1A"
    assert outward_postcode("year 10 in room b") is None
    assert area_of("BD3") == "BD"
    assert not find_places("BD3")[0].is_exact
    assert not find_places("Leeds")[0].is_exact


def test_distances_are_those_of_the_map() -> None:
    leeds, bradford, london = (find_places(n)[0] for n in ("Leeds", "Bradford", "London"))

    assert distance_km(leeds, bradford) == pytest.approx(13.4, abs=0.5)
    assert distance_km(leeds, london) == pytest.approx(273, abs=3)
    assert distance_km(leeds, leeds) == 0
    assert in_miles(distance_km(leeds, london)) == pytest.approx(169.6, abs=2)


def test_a_place_off_the_earth_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a place on Earth"):
        distance_km(Place("Nowhere", 91, 0, is_exact=True), find_places("Leeds")[0])


def test_postcode_areas_lie_where_their_town_does() -> None:
    atlas = load_atlas()
    far = []
    for letters, area in atlas.areas.items():
        towns = atlas.by_name.get(area.name.removesuffix(" area").lower(), ())
        if towns and min(distance_km(area, town.place) for town in towns) > 15:
            far.append(letters)

    assert far == []


def test_long_nonsense_names_no_place() -> None:
    assert find_places("in xyzzy " * 2_000) == ()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("cornwall", "Cornwall"),
        ("the north east", "North East England"),
        ("east london", "East London"),
        ("west yorks", "West Yorkshire"),
    ],
)
def test_counties_and_regions_are_places_with_a_reach(typed: str, name: str) -> None:
    (place,) = find_places(typed)

    assert place.name == name
    assert (place.reach_km or 0) > 10


def test_a_town_has_no_reach_and_bradford_on_avon_is_not_bradford() -> None:
    (bradford,), (on_avon,) = find_places("bradford"), find_places("bradford on avon")

    assert bradford.reach_km is None
    assert distance_km(bradford, on_avon) > 200
