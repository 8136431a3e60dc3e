"""What a student typed, made safe to keep and to pass on."""

import unicodedata

from messages.domain.content import MAX_TEXT_CHARS

_KEPT_CONTROLS = "\n\t"
# Format characters that change what is seen without being seen: bidirectional overrides and
# zero-width marks (Unicode, general category Cf). The joiner U+200D stays: emoji need it.
_KEPT_FORMATS = "\u200d"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Mn", "Zl", "Zp", "Zs"})
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters by category, empty to look at


def clean_text(raw: str) -> str:
    """Return the text in NFC without control, invisible or unpaired characters, trimmed."""
    text = unicodedata.normalize("NFC", raw)
    return "".join(char for char in text if _is_kept(char)).strip()


def is_visible(text: str) -> bool:
    """Return whether there is anything to be seen in a text; Telegram refuses what has nothing."""
    return any(
        not char.isspace() and unicodedata.category(char) not in _UNSEEN and char not in _BLANKS
        for char in text
    )


def cut_text(text: str) -> tuple[str, bool]:
    """Return the first `MAX_TEXT_CHARS` characters, and whether anything was cut off."""
    return text[:MAX_TEXT_CHARS], len(text) > MAX_TEXT_CHARS


def typed_for_dialogue(text: str) -> str:
    """Return typed text in a form that the dialogue core can only read as words.

    Rasa obeys a message that begins with a slash (`/restart`, `/intent{...}`); only our own
    buttons may send such a thing. A message of nothing but slashes becomes a question mark,
    which is understood as not understood.
    """
    return text.lstrip("/ \t\n\u200d") or "?"


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cc":
        return char in _KEPT_CONTROLS
    if category == "Cf":
        return char in _KEPT_FORMATS
    return category != "Cs"
