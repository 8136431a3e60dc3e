"""What a message points at: a thing on the screen, the last question, an unknown job."""

import re

from bot.actions.screen import Item, Screen
from bot.actions.turn import Turn

# "what about plumbers?", "and a nurse", "no I meant vets": the last question, for something else
_FOLLOW_UP = re.compile(
    r"\W*(?:(?:no|nah|sorry|ok|actually|oh)\W+)*"
    r"(?:and|or|but|what about|wat about|wbt|how about|hows about|what if|not|"
    r"i (?:meant?|said|asked)|meant?|instead)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\b(?:meant?|actually|not|instead|sorry|wrong|change|correction)\b", re.IGNORECASE
)
_SKIP = re.compile(
    r"\b(?:skip|pass|next|rather not|prefer not|dont want to say|don't want to say|none of your)\b",
    re.IGNORECASE,
)
_THAT_ONE = re.compile(r"\b(?:that|this|the) (?:one|1)\b", re.IGNORECASE)
_POINTING_WORDS = 5  # "the second one please", not yet a sentence of its own
_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_NO_NAMES = frozenset(
    _WORD.findall(
        "the one and for with about that this what where when which who tell more info details "
        "please apply want would like you your have can how placement experience work visit day"
    )
)
# Where a job's name stands in a question about it
_JOB = r"([a-z][a-z' -]{2,40}?)"
_REALLY = r"(?: really| actually| usually| normally)?"
_JOB_ENDS = r"\s*(?:\?|$|\b(?:job|do|earn|without|like)\b)"
_JOB_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:do|does|would|can|will) (?:an? |the )?{_JOB}{_REALLY} (?:earn|make|get|do|pay)\b",
        rf"\b(?:be|become|becoming|being|as|is|whats|what's) an? {_JOB}{_JOB_ENDS}",
        rf"^(?:what about |how about |and )?(?:an? )?{_JOB} (?:salary|salaries|wages?|pay)\b",
        rf"^(?:what about|how about|and|or) (?:an? )?{_JOB}\W*$",
    )
)
_NOT_A_JOB = frozenset(
    re.findall(
        r"\w+",
        "i u you ya we they them he she it its that this these those one ones there people someone "
        "somebody anyone who what which job jobs the my your most me work thing things how much "
        "good best same other pay money life week day year month",
    )
)


def is_follow_up(text: str) -> bool:
    """Return whether a message repeats the last question for something else."""
    return len(text.split()) <= 8 and _FOLLOW_UP.match(text) is not None


def is_correction(text: str) -> bool:
    """Return whether a message takes something back."""
    return _CORRECTION.search(text) is not None


def is_skip(text: str) -> bool:
    """Return whether a message would rather not answer."""
    return _SKIP.search(text) is not None


def chosen_item(turn: Turn) -> Item | None:
    """Return the thing on the screen that the message means outright: by number or by name."""
    if turn.is_button:
        return None
    screen = turn.screen
    position = _position(turn)
    if position is not None:
        return _at(screen, position)
    return _named(screen, turn.text)


def meant_item(turn: Turn) -> Item | None:
    """Return the chosen thing; without any hint, the one that is open or the only one there."""
    chosen = chosen_item(turn)
    if chosen is not None or _position(turn) is not None:
        return chosen
    screen = turn.screen
    if len(screen.items) == 1:
        return screen.items[0]
    return next((item for item in screen.items if item.id == screen.focus), None)


def points_at_screen(turn: Turn) -> bool:
    """Return whether a short message points at something: "that one", "the second one"."""
    if len(turn.text.split()) > _POINTING_WORDS:
        return False
    return _position(turn) is not None or _THAT_ONE.search(turn.text) is not None


def unknown_job(text: str) -> str | None:
    """Return the job's name in a question about a job that nothing here knows, or None."""
    for pattern in _JOB_PATTERNS:
        match = pattern.search(text.strip())
        if match is not None:
            name = match[1].strip(" '-").lower()
            words = name.split()
            if words and len(words) <= 4 and not _NOT_A_JOB.intersection(words):
                return name
    return None


def _position(turn: Turn) -> int | None:
    """Return the place in the list that the message names: 1 is the first, -1 the last.

    A number alone counts; inside a sentence only an ordinal does ("the vet one" is not number 1).
    """
    ordinal = turn.entity("ordinal")
    if ordinal is not None:
        return -1 if ordinal == "last" else int(ordinal)
    number = turn.entity("number")
    is_alone = len(turn.text.split()) == 1
    return int(number) if number is not None and is_alone else None


def _at(screen: Screen, position: int) -> Item | None:
    index = position if position < 0 else position - 1
    if not screen.items or not -len(screen.items) <= index < len(screen.items):
        return None
    return screen.items[index]


def _named(screen: Screen, text: str) -> Item | None:
    """Return the one thing whose label shares most words with the message."""
    said = _names_in(text)
    scores = {item: len(said & _names_in(item.label)) for item in screen.items}
    best = max(scores.values(), default=0)
    winners = [item for item, score in scores.items() if score == best]
    return winners[0] if best > 0 and len(winners) == 1 else None


def _names_in(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)} - _NO_NAMES
