"""Exports the names that the chat recognises, so that matcher and content never drift apart."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NotRequired, TypedDict

from careers.content_types import NamedOccupation, Topic
from careers.library import Library
from careers.places import Entry, find_places, load_atlas, plain

VERSION = 1
KNOWN_TOWN = 8_000  # people; a smaller place that is also an everyday word is left out
WELL_KNOWN_TOWN = 20_000  # people; from here on a slip in the name is forgiven


class Named(TypedDict):
    """One thing that can be named.

    `is_word`: its names are also everyday words; `is_small`: too little known to be guessed at
    from a slip.
    """

    id: str
    names: list[str]
    is_word: NotRequired[bool]
    is_small: NotRequired[bool]


def export_gazetteer(library: Library, path: Path) -> None:
    """Write the knowledge base's names as JSON; they are lower case, ids unique per kind."""
    entities: dict[str, list[Named]] = {
        "occupation": [*_occupations(library)],
        "sector": [*_topics(library.sectors)],
        "interest": [*_topics(library.interests)],
        "subject": [*_topics(library.subjects)],
        "skill": [*_topics(library.skills)],
        "qualification": [*_topics(library.qualifications)],
        "place": [*_places()],
    }
    _write(path, entities)


def export_employers(path: Path, employers: Sequence[tuple[str, str]]) -> None:
    """Write the database's employers, pairs of id and name, in the same form.

    A file of its own: a new employer is recognised without training anew.
    """
    _write(path, {"employer": [_named(one, _names_of(name)) for one, name in employers]})


def _names_of(employer: str) -> Iterator[str]:
    """Yield an employer's name, and without the last word where enough of it is left."""
    yield employer
    *head, last = employer.split()
    if len(head) > 1 and last.lower() not in {"and", "&", "of"}:
        yield " ".join(head)


def _write(path: Path, entities: Mapping[str, list[Named]]) -> None:
    write_whole(path, {"version": VERSION, "entities": entities})


def write_whole(path: Path, content: Mapping[str, object]) -> None:
    """Replace a JSON file in one step, so that a reader sees the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.write_text(json.dumps(content, ensure_ascii=False, indent=0), encoding="utf-8")
    fresh.replace(path)


def _named(thing_id: str, names: Iterable[str]) -> Named:
    return {"id": thing_id, "names": list(dict.fromkeys(name.casefold() for name in names))}


def _occupations(library: Library) -> Iterator[Named]:
    everything: list[NamedOccupation] = [
        *library.occupations.values(),
        *library.named_occupations.values(),
    ]
    for occupation in everything:
        yield _named(occupation.id, (occupation.name, occupation.plural, *occupation.also))


def _topics(topics: Mapping[str, Topic]) -> Iterator[Named]:
    for topic in topics.values():
        yield _named(topic.id, (topic.name, *topic.also))


def _places() -> Iterator[Named]:
    """Yield every place with its names; a name that several share is an entry of its own.

    The id is the slug of the place's label, or of the shared name, which `find_places` sorts out:
    it finds the same place again.
    """
    atlas = load_atlas()
    names: dict[str, list[str]] = {}
    meant: dict[str, tuple[Entry, ...]] = {}
    for name, found in sorted(atlas.by_name.items()):
        if _is_worth_a_name(found):
            clear = find_places(name)
            label = clear[0].name if len(clear) == 1 else name
            place_id = plain(label).replace(" ", "-")
            written = [entry.name for entry in found if plain(entry.name) == name]
            names.setdefault(place_id, []).extend([name, *written, *_shortened(name)])
            meant[place_id] = (*meant.get(place_id, ()), *found)
    for place_id, written in names.items():
        yield _place(place_id, written, meant[place_id])
    for name, region in atlas.regions.items():
        region_id = plain(region.name).replace(" ", "-")
        if name == plain(region.name) and region_id not in names:
            yield _named(region_id, [n for n, other in atlas.regions.items() if other == region])


def _shortened(name: str) -> Iterator[str]:
    """Yield the everyday ending of a name: "peterboro"."""
    if name.endswith("borough"):
        yield name.removesuffix("ugh")


def _place(place_id: str, names: Sequence[str], found: Sequence[Entry]) -> Named:
    named = _named(place_id, names)
    if any(entry.is_word for entry in found):
        named["is_word"] = True
    if max(entry.population for entry in found) < WELL_KNOWN_TOWN:
        named["is_small"] = True
    return named


def _is_worth_a_name(found: Sequence[Entry]) -> bool:
    largest = max(entry.population for entry in found)
    return largest >= KNOWN_TOWN or not any(entry.is_word for entry in found)
