"""The 300 questions with the facts that their answers must hold, and how an answer is looked at."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("questions.yml")
_TO_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


@dataclass(frozen=True)
class Question:
    """What somebody asks; `must` and `must_not` are strings, or regular expressions in slashes.

    `join_code` is that of a demo student, None for a guest; `why` names the source.
    """

    ask: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    why: str
    join_code: str | None

    def faults(self, answer: str) -> list[str]:
        """Return what an answer lacks, and what it says wrongly."""
        text = folded(answer)
        lacks = [f"lacks {item}" for item in self.must if not holds(text, item)]
        return [*lacks, *(f"says {item}" for item in self.must_not if holds(text, item))]


@cache
def questions() -> tuple[Question, ...]:
    """Return all questions in the order of the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Question(
            str(row["ask"]),
            tuple(str(item) for item in row["must"]),
            tuple(str(item) for item in row.get("must_not", ())),
            str(row["why"]),
            row.get("as"),
        )
        for row in rows
    )


def folded(text: str) -> str:
    """Return a text in lower case on one line, with straight quotes."""
    return " ".join(text.translate(_TO_STRAIGHT).split()).casefold()


def holds(text: str, item: str) -> bool:
    """Return whether a folded text holds an item."""
    if item.startswith("/") and item.endswith("/"):
        return re.search(item[1:-1].translate(_TO_STRAIGHT), text, re.IGNORECASE) is not None
    return folded(item) in text
