"""The exported names: complete, unique, and leading back to what they name."""

import json
from pathlib import Path
from typing import TypedDict

import pytest

from careers.gazetteer import export_employers, export_gazetteer
from careers.library import Library
from careers.places import find_places


class Thing(TypedDict):
    id: str
    names: list[str]


class Exported(TypedDict):
    version: int
    entities: dict[str, list[Thing]]


@pytest.fixture
def exported(library: Library, tmp_path: Path) -> Exported:
    path = tmp_path / "models" / "gazetteer.json"
    export_gazetteer(library, path)
    content: Exported = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_all_kinds_are_there_with_unique_ids_and_names(exported: Exported) -> None:
    assert exported["version"] == 1
    assert list(exported["entities"]) == [
        "occupation", "sector", "interest", "subject",
        "skill", "qualification", "place",
    ]  # fmt: skip
    for kind, things in exported["entities"].items():
        ids = [thing["id"] for thing in things]
        names = [name for thing in things for name in thing["names"]]
        assert len(ids) == len(set(ids)), kind
        assert len(names) == len(set(names)), kind
        assert all(thing["names"] for thing in things), kind


def test_names_lead_back_to_the_library(exported: Exported, library: Library) -> None:
    by_name = {
        name: thing["id"] for thing in exported["entities"]["occupation"] for name in thing["names"]
    }

    assert {name: by_name[name] for name in ("sparky", "brickies", "copper", "nurses")} == {
        "sparky": "electrician",
        "brickies": "bricklayer",
        "copper": "police-officer",
        "nurses": "adult-nurse",
    }
    assert set(by_name.values()) == {*library.occupations, *library.named_occupations}
    for kind in ("sector", "interest", "subject", "skill", "qualification"):
        ids = [thing["id"] for thing in exported["entities"][kind]]
        assert ids == list(getattr(library, f"{kind}s"))


@pytest.mark.parametrize(
    ("name", "job"),
    [
        ("paediatrician", "paediatrician"),
        ("pediatrician", "paediatrician"),
        ("neonatal nurse", "neonatal-nurse"),
        ("marine biologist", "marine-biologist"),
        ("zoologist", "zoologist"),
        ("fighter pilot", "raf-pilot"),
        ("royal marine", "royal-marine"),
        ("ceo", "chief-executive"),
        ("personal trainer", "personal-trainer"),
        ("rapper", "rapper"),
        ("attorney", "solicitor"),
        ("cosmetologist", "hairdresser"),
        ("vicar", "vicar"),
        ("baby doctor", "midwife"),
        ("hgv mechanic", "motor-mechanic"),
    ],
)
def test_a_job_of_its_own_has_an_id_of_its_own_and_another_word_for_it_has_none(
    exported: Exported, name: str, job: str
) -> None:
    named = [one["id"] for one in exported["entities"]["occupation"] if name in one["names"]]

    assert named == [job]


def test_every_place_id_finds_its_place(exported: Exported) -> None:
    places = exported["entities"]["place"]
    lost = [place["id"] for place in places if not find_places(place["id"])]

    assert lost == []
    assert {"id": "leeds", "names": ["leeds"]} in places
    assert len(places) > 5_000


def test_small_places_that_are_everyday_words_are_left_out(exported: Exported) -> None:
    ids = {place["id"] for place in exported["entities"]["place"]}

    assert {"over", "send", "law", "eye"} & ids == set()
    assert {"reading", "bath", "kingston-upon-hull"} <= ids


def test_employers_are_named_by_their_number_in_a_file_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "employers.json"

    export_employers(path, [("12", "Aire Joinery"), ("13", "Wharfe Vets")])

    assert json.loads(path.read_text(encoding="utf-8"))["entities"] == {
        "employer": [
            {"id": "12", "names": ["aire joinery"]},
            {"id": "13", "names": ["wharfe vets"]},
        ]
    }


def test_exporting_twice_gives_the_same_file_and_leaves_no_other(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "gazetteer.json"
    export_gazetteer(library, path)
    first = path.read_bytes()
    export_gazetteer(library, path)

    assert path.read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == ["gazetteer.json"]
