"""The texts by whose meaning a job or a part of a topic is found, as a file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VERSION = 1


class NearestTextsError(Exception):
    """The texts are missing or cannot be read; the message says how to mend it."""


@dataclass(frozen=True)
class Described:
    """One thing that can be found, and the texts that stand for it."""

    id: str  # of a part: its topic, a slash, and its own
    texts: tuple[str, ...]


@dataclass(frozen=True)
class NearestTexts:
    """Everything that can be found by meaning, in the order of the file."""

    occupations: tuple[Described, ...]
    parts: tuple[Described, ...]


def read_nearest_texts(path: Path) -> NearestTexts:
    """Return the texts that `careers.nearest_texts.export_nearest_texts` wrote.

    Raises:
        NearestTextsError: the file is missing, unreadable or of another version.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise NearestTextsError(f"{path} is of version {content['version']}, not {VERSION}")
        return NearestTexts(_described(content["occupations"]), _described(content["parts"]))
    except FileNotFoundError as error:
        problem = f"{path} is missing: run `foothold train`, which makes it"
        raise NearestTextsError(problem) from error
    except (ValueError, KeyError, TypeError) as error:
        raise NearestTextsError(f"{path} is damaged: run `foothold train` again") from error


def _described(rows: Sequence[Mapping[str, Any]]) -> tuple[Described, ...]:
    return tuple(Described(str(row["id"]), tuple(row["texts"])) for row in rows)
