"""The gazetteer as a file: the names of everything our knowledge base and database hold."""

import json
from dataclasses import dataclass
from pathlib import Path

from bot.rasa.date_forms import DATE_WORDS

VERSION = 1


class GazetteerError(Exception):
    """The gazetteer is missing or cannot be read; the message says how to mend it."""


@dataclass(frozen=True)
class Entry:
    """One thing with its id and every name that people use for it, the first the proper one."""

    kind: str  # occupation, sector, interest, subject, skill, qualification, place, employer
    id: str
    names: tuple[str, ...]
    is_word: bool  # a place that is also an everyday word: "Reading", "Over", "Deal"
    is_small: bool = False  # too little known to be guessed at from a slip


@dataclass(frozen=True)
class Gazetteer:
    """All entries, in the order of the file: the first of two with the same name counts."""

    entries: tuple[Entry, ...]

    def names(self) -> list[str]:
        """Return every name of every entry, and the words of dates, which are none."""
        return [*(name for entry in self.entries for name in entry.names), *DATE_WORDS]


def read_gazetteer(path: Path) -> Gazetteer:
    """Return the gazetteer that `careers.gazetteer.export_gazetteer` wrote.

    Raises:
        GazetteerError: the file is missing, unreadable or of another version.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise GazetteerError(f"{path} is of version {content['version']}, not {VERSION}")
        return Gazetteer(
            tuple(
                Entry(
                    kind,
                    str(entry["id"]),
                    tuple(entry["names"]),
                    entry.get("is_word", False),
                    entry.get("is_small", False),
                )
                for kind, entries in content["entities"].items()
                for entry in entries
            )
        )
    except FileNotFoundError as error:
        raise GazetteerError(f"{path} is missing: run `foothold train`, which makes it") from error
    except (ValueError, KeyError, TypeError) as error:
        raise GazetteerError(f"{path} is not a gazetteer: run `foothold train` again") from error
