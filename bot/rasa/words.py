"""Splits what a student typed into plain words, each with its place in the text; pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MAX_CHARS = 600  # the rest of a longer message adds nothing to its meaning and costs time
MAX_WORDS = 80

# Invisible characters stay inside a word while splitting and are dropped from it afterwards.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff"
_APOSTROPHES = "'\u2019\u2018\u0060\u00b4"
_WORD = re.compile(
    rf"[^\W_][\w{_INVISIBLE}]*(?:[{_APOSTROPHES}][^\W\d_]+)*"  # nurse, don't, y10
    r"|[?\u00a3&+]"  # the signs that carry meaning
    r"|[\u2600-\u27bf\U0001f300-\U0001faff]"  # pictographs
)
_HIDDEN = re.compile(f"[{_INVISIBLE}_]")
_TO_PLAIN_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case without accents, and where it stands in the original text."""

    text: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """Return the words, numbers, pictographs and meaningful signs of a text, in order."""
    words: list[Word] = []
    for match in _WORD.finditer(text[:MAX_CHARS]):
        plain = _plain(match[0])
        if plain:
            words.append(Word(plain, match.start(), match.end()))
        if len(words) == MAX_WORDS:
            break
    return words


def joined(words: Sequence[Word]) -> str:
    """Return the words as one line."""
    return " ".join(word.text for word in words)


def _plain(raw: str) -> str:
    folded = unicodedata.normalize("NFKD", _HIDDEN.sub("", raw)).lower()
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    # A lone half of a surrogate pair cannot be encoded; whatever sent it, it says nothing.
    return bare.translate(_TO_PLAIN_APOSTROPHE).encode("utf-8", "ignore").decode()
