"""The answer of the zero-hours checker: rights now, what is not law yet, who to ask."""

from collections.abc import Sequence
from datetime import date

from careers.advice import sources_of
from careers.calculators.phrases import helper, laws_of, words
from careers.calculators.shift_check import Answers, rights_of
from careers.content_types import Fact, Law
from careers.library import Library


def shift_text(library: Library, answers: Answers, *, today: date) -> str:
    """Return what somebody who answered so should know; what is out of date is left out."""
    rights = rights_of(answers)
    now = [law for law in laws_of(library, rights.now) if law.is_current(today)]
    not_yet = [law for law in laws_of(library, rights.not_yet) if law.is_current(today)]
    helps = helper(library, today)
    used: list[Fact] = [*now, *not_yet, *helps]
    lines = [
        words.text(rights.kind),
        *_listed("shifts_now", now),
        *_listed("shifts_not_yet", not_yet),
        *(words.text(key) for key in rights.advice),
        *(one.text for one in helps),
        *([sources_of(used)] if used else []),
    ]
    return "\n".join(lines)


def _listed(title: str, laws: Sequence[Law]) -> list[str]:
    lines = [words.text("line", text=law.said) for law in laws]
    return [words.text(title), *lines] if lines else []
