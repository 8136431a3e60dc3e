"""The numbers a child can turn to, read from `helplines.yml` with their source and date."""

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class HelpLine:
    """A number, where it comes from, and the month it was last checked (YYYY-MM)."""

    name: str
    number: str
    source: str
    checked_on: str


def load_help_lines(path: Path) -> dict[str, HelpLine]:
    """Return the help lines of the file by key.

    Raises:
        TypeError: an entry lacks a part or has one too many.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        key: HelpLine(**{field: str(value) for field, value in entry.items()})
        for key, entry in entries.items()
    }


HELP_LINES = load_help_lines(Path(__file__).with_name("helplines.yml"))
