"""What was said in a turn as messages for the student; in simpler English one idea each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.rasa.plain_english import Glossary, bubbles

_MOST_BUBBLES = {1: 4, 2: 3}  # of one message, by how many the answer has
_MOST_OF_MANY = 2

Reply = dict[str, Any]


@dataclass(frozen=True)
class Spoken:
    """One message of the dialogue; `explains` are its hard words, None in normal English."""

    text: str
    buttons: list[dict[str, str]]
    custom: Any
    explains: Sequence[str] | None = None


def as_replies(spoken: Sequence[Spoken]) -> list[Reply]:
    """Return the messages in the form of the gateway; the last of a message has its buttons."""
    most = _MOST_BUBBLES.get(len(spoken), _MOST_OF_MANY)
    explained: set[str] = set()
    replies: list[Reply] = []
    for one in spoken:
        if one.explains is None or not one.text:
            replies.append({"text": one.text, "buttons": one.buttons, "custom": one.custom})
        else:
            replies += _plain(one, [w for w in one.explains if w not in explained], most)
            explained.update(one.explains)
    return replies


def _plain(spoken: Spoken, words: Sequence[str], most: int) -> list[Reply]:
    """Return one message as several; the explanation stands before the one with the buttons."""
    texts = bubbles(spoken.text, most=most)
    meanings = _meanings(words)
    if meanings:
        texts.insert(len(texts) - 1 if spoken.buttons else len(texts), meanings)
    replies: list[Reply] = [{"text": text, "buttons": [], "custom": None} for text in texts]
    replies[-1].update(buttons=spoken.buttons, custom=spoken.custom)
    return replies


def _meanings(words: Sequence[str]) -> str:
    glossary = _glossary()
    return glossary.explained([one for one in glossary.words if one.word in words])


@lru_cache(maxsize=1)
def _glossary() -> Glossary:
    return Glossary.read()
