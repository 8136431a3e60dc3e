"""How a word sounds, coarsely: "elektrishun" and "electrician" are the same; pure."""

import re

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?:ti|ci|si|ssi|sh)(?:o|a|u|e)n", "Sn"),  # -tion, -cian, -shun
        (r"ph|th|gh(?=t)", "f"),
        (r"ft", "t"),
        (r"x", "ks"),
        (r"ch(?=e?f)|sch|ck|q|c(?![eiyh])", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"^kn|^gn|^pn", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"dge?|g(?=[eiy])", "j"),
        (r"(.)\1", r"\1"),
        (r"(?<!^)[aeiouyhw]", ""),
        (r"^[aeiou]", "a"),
        (r"(.)\1", r"\1"),
    )
)


def sound_of(word: str) -> str:
    """Return the consonants that are heard, after the first letter; spaces do not matter."""
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    return word
