"""Exports the names that the chat recognises, so that matcher and content never drift apart."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from careers.content_types import NamedOccupation, Topic
from careers.library import Library
from careers.places import Entry, load_atlas, plain

VERSION = 1
KNOWN_TOWN = 8_000  # people; a smaller place that is also an everyday word is left out


class Named(TypedDict):
    """One thing that can be named."""

    id: str
    names: list[str]


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
    _write(path, {"employer": [_named(employer_id, [name]) for employer_id, name in employers]})


def _write(path: Path, entities: Mapping[str, list[Named]]) -> None:
    """Replace the file in one step, so that a reader sees the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.write_text(
        json.dumps({"version": VERSION, "entities": entities}, ensure_ascii=False, indent=0),
        encoding="utf-8",
    )
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
    """Yield each place name once: a shared bare name is one entry, which `find_places` sorts out.

    A place's id is its name in slug form, which finds the same place again.
    """
    for name, found in sorted(load_atlas().by_name.items()):
        if _is_worth_a_name(found):
            written = [entry.name for entry in found if plain(entry.name) == name]
            yield _named(name.replace(" ", "-"), [name, *written])


def _is_worth_a_name(found: Sequence[Entry]) -> bool:
    largest = max(entry.population for entry in found)
    return largest >= KNOWN_TOWN or not any(entry.is_word for entry in found)
