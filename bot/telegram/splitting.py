"""Cutting a long text into parts that Telegram takes, at places where a reader would pause."""

import html
import re
import unicodedata

from telegram.constants import MessageLimit

MOST_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)  # 4,096 UTF-16 code units
MOST_CAPTION_UNITS = int(MessageLimit.CAPTION_LENGTH)  # 1,024, under a picture or document
_ENDS = (
    re.compile(r"\n\s*\n"),  # of a paragraph
    re.compile(r"\n"),  # of a line
    re.compile(r"(?<=[.!?…])[\"'”’)]*\s"),  # of a sentence
    re.compile(r"\s"),  # of a word
)
_JOINER = "\u200d"
_LEAST_FULL = 3  # a part shorter than 1/3 is not worth its early end: the next kind is tried


def split_text(
    text: str, most_units: int = MOST_UNITS, *, first_units: int | None = None
) -> list[str]:
    """Return the text in parts of at most `most_units` UTF-16 units each, as written in HTML.

    The first part has at most `first_units`, where that is given. Parts end with a paragraph,
    else a line, a sentence, a word; a single endless word is cut between two characters as people
    see them. Nothing but white space is lost.
    """
    rest = text.strip()
    parts: list[str] = []
    while rest:
        limit = first_units if first_units is not None and not parts else most_units
        room = _chars_that_fit(rest, limit)
        cut = len(rest) if room >= len(rest) else _place_to_cut(rest, room)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return parts


def units(text: str) -> int:
    """Return the text's length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _chars_that_fit(text: str, most_units: int) -> int:
    used = 0
    for index, char in enumerate(text):
        used += units(html.escape(char, quote=False))
        if used > most_units:
            return index
    return len(text)


def _place_to_cut(text: str, room: int) -> int:
    """Return where to cut, above 0 and at most `room`, which is less than the text's length."""
    for end in _ENDS:
        found = [match.start() for match in end.finditer(text, 0, room + 1)]
        best = max((start for start in found if 0 < start <= room), default=0)
        if best * _LEAST_FULL >= room:
            return best
    words = [match.start() for match in _ENDS[-1].finditer(text, 0, room + 1)]
    return max((start for start in words if 0 < start <= room), default=0) or _between(text, room)


def _between(text: str, room: int) -> int:
    """Return the last place up to `room` that is not inside what people see as one character."""
    for cut in range(room, max(room - 32, 0), -1):
        if not _continues(text[cut]) and text[cut - 1] != _JOINER:
            return cut
    return max(room, 1)


def _continues(char: str) -> bool:
    is_skin_tone = "\U0001f3fb" <= char <= "\U0001f3ff"
    return char == _JOINER or is_skin_tone or unicodedata.category(char) in {"Mn", "Me", "Mc"}
