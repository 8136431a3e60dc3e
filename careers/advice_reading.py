"""Reads the topic files: each is named as its intent, and names only what the lists describe."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from careers.advice_types import LAW_ID, Advice
from careers.errors import ContentError
from careers.reading import line_of, read_one

FOLDER = "topics"


def read_advice(content: Path) -> Mapping[str, Advice]:
    """Return the topics of a content folder by intent.

    Raises:
        ContentError: a file breaks its schema, or its id is not the file's name.
    """
    topics: dict[str, Advice] = {}
    for path in sorted((content / FOLDER).glob("*.yml")):
        advice = read_one(path, Advice)
        if advice.id != path.stem:
            problem = f"must be {path.stem!r}, like the file"
            raise ContentError(path, line_of(path, ("id",)), "id", problem)
        topics[advice.id] = advice
    return MappingProxyType(topics)


def check_advice(
    topics: Mapping[str, Advice],
    content: Path,
    *,
    contacts: Mapping[str, object],
    rates: Mapping[str, object],
    laws: Mapping[str, object],
) -> None:
    """Raise ContentError where a part names a contact, a rate or a law that no list describes."""
    for advice in topics.values():
        for number, part in enumerate(advice.parts):
            unknown = [
                *_unknown("contacts", part.contacts, contacts),
                *_unknown("rates", part.rates, rates),
                *_unknown("laws", LAW_ID.findall(" ".join(part.laws)), laws),
            ]
            for field, name in unknown:
                path = content / FOLDER / f"{advice.id}.yml"
                line = line_of(path, ("parts", number, field))
                problem = f"{name!r} is not in {field}.yml"
                raise ContentError(path, line, f"parts.{number}.{field}", problem)


def _unknown(
    field: str, named: Sequence[str], described: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    yield from ((field, name) for name in named if name not in described)
