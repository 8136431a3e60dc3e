"""Reads how students describe jobs whose name they don't know: "the person who drives the crane".

These words are never told; they only help to find the job (`careers.nearest_texts`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from careers.content_types import Slug
from careers.errors import ContentError
from careers.library import CONTENT, Library
from careers.reading import line_of, read_one

FILE = "described.yml"
Description = Annotated[str, Field(min_length=8, max_length=120)]


class Described(RootModel[dict[Slug, Annotated[tuple[Description, ...], Field(min_length=1)]]]):
    """Descriptions by the id of the occupation."""

    model_config = ConfigDict(frozen=True)


def read_described(library: Library, content: Path = CONTENT) -> Mapping[str, tuple[str, ...]]:
    """Return how students describe jobs, by the job's id.

    Raises:
        ContentError: the file breaks its schema, or describes a job without content.
    """
    path = content / FILE
    described = read_one(path, Described).root
    for occupation_id in described:
        if occupation_id not in library.occupations:
            problem = f"{occupation_id!r} is no occupation with a file of its own"
            raise ContentError(path, line_of(path, (occupation_id,)), occupation_id, problem)
    return described
