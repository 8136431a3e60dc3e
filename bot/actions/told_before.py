"""What somebody said of themselves earlier in this chat, as far as the tracker still holds it."""

import re
from collections.abc import Iterator

from bot.actions.figures import read_figures
from bot.actions.turn import Turn
from careers.calculators.pay import Per

_ASKED_AGE = "utter_ask_sum_age"
# "when im 17" is not an age yet, "i have 16 gcses" none at all
_OWN_AGE = re.compile(
    r"(?<!when )(?<!if )(?<!until )(?<!till )(?<!once )(?<!after )(?<!before )(?<!like )"
    r"\b(?:(?:i'?m|i am|i'?ve turned|i turned|i just turned|my age is)"
    r" (?:only |just |still |now |already )?(?P<n>1[1-9]|2[0-5])"
    r"|i have (?P<m>1[1-9]|2[0-5])(?= years? old|\W*$|[,.!?;] ?\D| and i\b| now\b))"
    r"(?![\d:]|[.,]\d|\s?(?:%|k\b|p\b|am\b|pm\b|h\b|hrs?\b|hours?|min|days?|weeks?|months?|miles?"
    r"|gcses?|quid|pounds?|people))",
    re.IGNORECASE,
)
_FOR_ME = re.compile(r"\bi\b.{0,40}\bat (?P<n>1[1-9])\b(?!:|\.\d| ?(?:am|pm))", re.IGNORECASE)
_ALONE = re.compile(r"\W*(?:i'?m |im |i am )?(?P<n>1[1-9]|2[0-5])\W*", re.IGNORECASE)


def age_told(turn: Turn) -> int | None:
    """Return the age that somebody last gave as their own before this message."""
    return next((age for age in map(own_age, _earlier(turn)) if age is not None), None)


def own_age(text: str) -> int | None:
    """Return the age that a message gives as the writer's own."""
    plain = text.replace("\u2019", "'")
    found = _OWN_AGE.search(plain)
    if found is not None:
        return int(found["n"] or found["m"])
    at = _FOR_ME.search(plain)
    return None if at is None else int(at["n"])


def is_paid_hourly(turn: Turn) -> bool:
    """Return whether pay was told by the hour before this message."""
    return any(read_figures(text).per is Per.HOUR for text in _earlier(turn))


def _earlier(turn: Turn) -> Iterator[str]:
    """Yield what was typed before this message, the newest first; a bare age as "im 17"."""
    events = turn.tracker.events
    said = [index for index, event in enumerate(events) if event["event"] == "user"]
    for index in reversed(said[:-1]):
        text = str(events[index].get("text") or "")
        alone = _ALONE.fullmatch(text)
        if alone is not None and _asked_for_age(turn, index):
            yield f"im {alone['n']}"
        elif not text.startswith("/"):
            yield text


def _asked_for_age(turn: Turn, index: int) -> bool:
    """Return whether the message at that place answers the question for an age."""
    for event in reversed(turn.tracker.events[:index]):
        if event["event"] == "user":
            return False
        if (event.get("metadata") or {}).get("utter_action") == _ASKED_AGE:
            return True
    return False
