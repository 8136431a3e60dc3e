"""What somebody likes, where it stands in the message: named, or said in the words of doing it."""

import re
from functools import lru_cache

from bot.actions.denial import Span
from bot.actions.turn import Turn
from careers.library import load_library

_TOPICS = ("interest", "subject", "sector", "skill")
_SHORT = 8  # words of a correction, "no not animals, cars"
_NOT = re.compile(
    r"\b(?:not|isn'?t|instead of|rather than|don'?t (?:like|want|mean))\b", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]{3,}")


def liking_spans(turn: Turn) -> tuple[Span, ...]:
    """Return the interests of a message with their places.

    A short correction in which nothing was found is read for the library's own names.
    """
    found = turn.spans("interest")
    if found or turn.is_button or any(turn.spans(kind) for kind in (*_TOPICS, "occupation")):
        return found
    is_correction = len(turn.text.split()) <= _SHORT and _NOT.search(turn.text) is not None
    return _named_in(turn.text) if is_correction else ()


def job_doings(turn: Turn) -> tuple[Span, ...]:
    """Return the jobs that are told of as something to do: "fix cars", not "mechanic"."""
    library = load_library()
    return tuple(
        (job, start, end)
        for job, start, end in turn.spans("occupation")
        if job in library.occupations and _is_doing(job, turn.text[start:end])
    )


def _is_doing(job: str, said: str) -> bool:
    """Return whether several words name a job without a word of its name."""
    occupation = load_library().occupation(job)
    own = set(_WORD.findall(f"{occupation.name} {occupation.plural}".casefold()))
    words = _WORD.findall(said.casefold())
    return len(words) > 1 and own.isdisjoint(words)


def _named_in(text: str) -> tuple[Span, ...]:
    return tuple(
        (_interests()[match[0].casefold()], *match.span()) for match in _pattern().finditer(text)
    )


@lru_cache(maxsize=1)
def _interests() -> dict[str, str]:
    """Return the id of the interest for each of its names in lower case."""
    library = load_library()
    return {
        name.casefold(): topic.id
        for topic in library.interests.values()
        for name in (topic.name, *topic.also)
    }


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(_interests(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
