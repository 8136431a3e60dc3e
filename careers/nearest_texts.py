"""Exports short texts on jobs and on parts of topics, by whose meaning a message finds them.

For what names nothing: "job where you fix planes", "can i do a degree and get paid same time".
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypedDict

from careers.advice_types import AdvicePart
from careers.described import read_described
from careers.gazetteer import write_whole
from careers.library import Library
from careers.occupation_types import Occupation

VERSION = 1
MOST_NAMES = 8  # of a job: the rest of `also` is slips in spelling and special kinds
_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) ")


class Near(TypedDict):
    """What can be found by meaning (a part as `topic/part`), and the texts that stand for it."""

    id: str
    texts: list[str]


def export_nearest_texts(library: Library, path: Path) -> None:
    """Write the texts as JSON, in an order that depends on the content alone.

    Raises:
        ContentError: described.yml breaks its schema, or describes a job without content.
    """
    described = read_described(library)
    write_whole(
        path,
        {
            "version": VERSION,
            "occupations": [*_occupations(library, described)],
            "parts": [*_parts(library)],
        },
    )


def _occupations(library: Library, described: Mapping[str, tuple[str, ...]]) -> Iterator[Near]:
    for job in library.occupations.values():
        yield _near(job.id, [*_texts_of_job(job), *described.get(job.id, ())])


def _texts_of_job(job: Occupation) -> Iterator[str]:
    yield from (job.name, job.plural, *job.also[:MOST_NAMES])
    yield from _SENTENCE_ENDS.split(job.editorial.what_you_do)
    yield from _SENTENCE_ENDS.split(job.editorial.real_day)


def _parts(library: Library) -> Iterator[Near]:
    for advice in library.advice.values():
        for part in advice.parts:
            yield _near(f"{advice.id}/{part.id}", [*_texts_of_part(part)])


def _texts_of_part(part: AdvicePart) -> Iterator[str]:
    yield from (part.title, *_SENTENCE_ENDS.split(part.text))
    yield from (fact.text for fact in part.facts)
    yield from part.asked


def _near(near_id: str, texts: list[str]) -> Near:
    return {"id": near_id, "texts": list(dict.fromkeys(texts))}
