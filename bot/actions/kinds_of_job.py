"""Names that are wider or narrower than the jobs we know: "an engineer", "a vet in the army"."""

import re
from dataclasses import dataclass

from bot.actions.turn import Turn
from careers.content_types import NamedOccupation
from careers.library import load_library

_LEAST_KINDS = 3  # jobs that share a last word before the word alone is too wide
_MOST_KNOWN = 4
_MOST_NAMES = 3
_MOST_WORDS = 7  # a longer message says more than a name
# Last words that say nothing of the work
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "worker assistant officer operator manager agent member operative controller player "
        "director maker handler executive owner guide associate practitioner adviser secretary "
        "trainer",
    )
)
_SOMEBODY = re.compile(r"\b(?:my|our|your|ur|the|his|her|their|me)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\W*(?:in|for|with|of) (?:an? |the )?", re.IGNORECASE)
_MOST_WORDS_SPECIAL = 4


@dataclass(frozen=True)
class Kinds:
    """The jobs that share a last word: those with content, and some names without."""

    word: str
    known: tuple[str, ...]
    names: tuple[str, ...]


def kinds_of(turn: Turn) -> Kinds | None:
    """Return the kinds of a job that a message names too widely, or None."""
    words = re.findall(r"[a-z]+", turn.text.casefold())
    if turn.is_button or turn.entities("occupation") or len(words) > _MOST_WORDS:
        return None
    if _SOMEBODY.search(turn.text):
        return None  # "my teacher said"
    named = {word.removesuffix("s"): None for word in words}
    found = (_kinds(word) for word in named if word not in _EMPTY)
    return next((kinds for kinds in found if kinds is not None), None)


def names_special_kind(turn: Turn) -> bool:
    """Return whether a message joins a job with something else: "police dog person"."""
    if turn.is_button:
        return False
    jobs = sorted(turn.spans("occupation"), key=lambda span: span[1])
    if len(jobs) == 2:
        return _BETWEEN.fullmatch(turn.text[jobs[0][2] : jobs[1][1]]) is not None
    is_short = len(turn.text.split()) <= _MOST_WORDS_SPECIAL
    return len(jobs) == 1 and is_short and _stands_beside(turn, jobs[0][1:])


def _stands_beside(turn: Turn, job: tuple[int, int]) -> bool:
    """Return whether something somebody likes stands straight beside the job."""
    liked = [*turn.spans("interest"), *turn.spans("sector")]
    gaps = {start - job[1] for _, start, _ in liked} | {job[0] - end for _, _, end in liked}
    return 1 in gaps


def _kinds(word: str) -> Kinds | None:
    library = load_library()
    every: list[NamedOccupation] = [
        *library.occupations.values(),
        *library.named_occupations.values(),
    ]
    alike = [job for job in every if job.name.casefold().split()[-1] == word]
    if len(alike) < _LEAST_KINDS:
        return None
    known = tuple(job.id for job in alike if job.id in library.occupations)
    names = tuple(job.plural for job in alike if job.id not in library.occupations)
    return Kinds(word, known[:_MOST_KNOWN], names[:_MOST_NAMES])
