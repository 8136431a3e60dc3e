"""Finds what has a form rather than a name: year group, age, date, duration, number, code; pure.

Values: year_group, age, number as digits; ordinal as digits or ``last``; join_code in capitals
with its dash; place as the outward part of a postcode in lower case (``bd3``) or ``here`` for
"near me"; duration in ISO 8601 (``P2W``); date as `bot/rasa/date_forms.py` writes it; badge as
its words with dashes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.rasa.date_forms import DATE_PATTERNS, NUMBER_WORD, NUMBERS, date_values
from bot.rasa.words import Word

ORDINALS = {
    "first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3",
    "fourth": "4", "4th": "4", "fifth": "5", "5th": "5", "sixth": "6", "6th": "6",
    "last": "last",
}  # fmt: skip
# Postcode areas of the United Kingdom: what may stand before the digits of an outward code.
AREAS = (
    "ab", "al", "b", "ba", "bb", "bd", "bh", "bl", "bn", "br", "bs", "bt", "ca", "cb", "cf", "ch",
    "cm", "co", "cr", "ct", "cv", "cw", "da", "dd", "de", "dg", "dh", "dl", "dn", "dt", "dy", "e",
    "ec", "eh", "en", "ex", "fk", "fy", "g", "gl", "gu", "ha", "hd", "hg", "hp", "hr", "hs", "hu",
    "hx", "ig", "im", "ip", "iv", "ka", "kt", "kw", "ky", "l", "la", "ld", "le", "ll", "ln", "ls",
    "lu", "m", "me", "mk", "ml", "n", "ne", "ng", "nn", "np", "nr", "nw", "ol", "ox", "pa", "pe",
    "ph", "pl", "po", "pr", "rg", "rh", "rm", "s", "sa", "se", "sg", "sk", "sl", "sm", "sn", "so",
    "sp", "sr", "ss", "st", "sw", "sy", "ta", "td", "tf", "tn", "tq", "tr", "ts", "tw", "ub", "w",
    "wa", "wc", "wd", "wf", "wn", "wr", "ws", "wv", "yo", "ze",
)  # fmt: skip


@dataclass(frozen=True)
class Form:
    """A value found by its form, and which words it covers."""

    kind: str
    value: str
    first: int
    last: int


def find_forms(words: Sequence[Word]) -> list[Form]:
    """Return the forms in a sentence, in order; a word belongs to one form only."""
    texts = [word.text for word in words]
    line, index_at = " ".join(texts), _word_indices(texts)
    found: list[Form] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(line):
            start, end = match.span("n") if kind == "age" else match.span()
            first, last = index_at[start], index_at[end - 1] + 1
            if all(last <= other.first or other.last <= first for other in found):
                found += [Form(kind, value, first, last) for value in _values(kind, match)]
    return sorted(found, key=lambda form: form.first)


def _word_indices(texts: Sequence[str]) -> list[int]:
    """Return for every character of the joined line which word it belongs to."""
    return [index for index, text in enumerate(texts) for _ in range(len(text) + 1)]


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_ORDINAL = _either(tuple(ORDINALS))
_I_AM = (
    r"(?:i'm|i am|am|aged?|age is|turned|turning|nearly|almost)"
    r"(?: only| just| now| nearly)?"
)
# What makes "I'm 10" or "at 16" something else than an age.
_NO_AGE = (
    r"(?! (?:miles?|minutes?|mins?|weeks?|days?|months?|hours?|km|pounds?|quid|percent|people"
    r"|gcses?|grades?|out|of|pm|am|o'clock|k"
    r"|a levels?|placements?|jobs?|applications?|times?|\d|per)\b)"
)
_NEAR = ("near", "close to", "around", "round", "next to", "not far from")
_US = ("me", "my school", "school", "my house", "here", "us", "home", "my home")
_HERE = _either(
    [
        *(f"{near} {what}" for near in _NEAR for what in _US),
        *("nearby", "locally", "local to me", "in my area", "in my town", "walking distance"),
        *("my area", "around my way", "round my way", "close by", "near where i live"),
    ]
)
_AT_AGE = r"(?:at|age|i'm|under|over|they're|theyre|hes|shes|are|is|when|until)"
_LENGTH = (
    rf"(?P<n>\d{{1,2}}|an?|{NUMBER_WORD}|a couple of|couple of|half a)[ ]?(?:full |whole )?"
    r"(?P<unit>day|week|month|year|fortnight|wk)s?(?! old)"
)
_NO_BADGE = r"(?!my |the |a |an |this |that |any |what |which |is |get |earn |our |your |are |do )"
_PATTERNS = tuple(
    (kind, re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"))
    for kind, pattern in (
        ("year_group", rf"(?:year|years) ?(?P<n>\d{{1,2}}|{NUMBER_WORD})s?"),
        ("year_group", r"(?:y|yr|yrs)(?P<n>\d{1,2})s?"),
        ("age", r"(?P<n>\d{1,2}) ?(?:years? olds?|yo|y o|yrs? old|years? of age|years?(?= and))"),
        ("age", rf"{_I_AM} (?P<n>1\d|2[0-5]|{NUMBER_WORD}){_NO_AGE}"),
        ("age", rf"{_AT_AGE} (?P<n>1\d|2[0-5]){_NO_AGE}"),
        ("age", r"^(?P<n>1[0-9])(?= (?:year|y\d+|yr\d*|male|female|and|from|living|live|in)\b)"),
        *(("date", pattern) for pattern in DATE_PATTERNS),
        ("duration", _LENGTH),
        ("place", rf"(?P<here>{_HERE})"),
        ("place", rf"(?P<out>(?:{_either(AREAS)})\d[\da-z]?)(?: ?\d(?:[a-z]{{2}})?)?"),
        ("badge", rf"{_NO_BADGE}(?P<badge>[a-z]{{3,}}(?: [a-z]{{3,}})?) badges?"),
        ("ordinal", rf"(?:number|option|choice) (?P<n>\d|{NUMBER_WORD})|no (?P<m>\d)"),
        ("ordinal", rf"(?:the )?(?P<o>{_ORDINAL}) (?:one|option|choice|placement)"),
        ("ordinal", rf"(?:the |^)(?P<o>{_ORDINAL})(?= please|$)"),
        ("number", rf"(?P<n>\d{{1,4}}|{_either([word for word in NUMBERS if word != 'one'])})"),
        ("number", r"^(?P<n>one)$"),
    )
)
# The signs of schools' join codes. In small letters and without a digit a code looks like two
# ordinary words; then only a dash in a message of its own makes it one.
_CODE = r"[2-9A-HJKMNP-Z]{5}"
_JOIN_CODE = re.compile(
    rf"\b(?P<demo>DEMO)[-\s]?(?P<year>Y\d{{1,2}})\b|\b(?P<a>{_CODE})(?P<gap>[-\s]?)(?P<b>{_CODE})\b",
    re.IGNORECASE,
)


def find_join_codes(text: str) -> list[tuple[str, int, int]]:
    """Return join codes as they are printed, each with its place in the original text."""
    found = []
    for match in _JOIN_CODE.finditer(text):
        if match["demo"] or _looks_like_code(match, text):
            halves = (match["demo"] or match["a"], match["year"] or match["b"])
            found.append(("-".join(halves).upper(), match.start(), match.end()))
    return found


def _looks_like_code(match: "re.Match[str]", text: str) -> bool:
    code = match["a"] + match["b"]
    if any(sign.isdigit() for sign in code):
        return True
    return match["gap"] == "-" and (code.isupper() or match[0] == text.strip())


def _values(kind: str, match: "re.Match[str]") -> Iterator[str]:
    """Yield the value of a match, or nothing where the form cannot be meant."""
    if kind == "date":
        yield from date_values(match)
        return
    parts = {name: text for name, text in match.groupdict().items() if text}
    if kind == "duration":
        yield _duration(parts)
    elif kind == "place":
        yield parts.get("out", "here")
    elif kind == "badge":
        yield parts["badge"].replace(" ", "-")
    elif kind in _LIMITS:
        low, high = _LIMITS[kind]
        if low <= int(_digits(parts["n"])) <= high:
            yield _digits(parts["n"])
    elif "o" in parts:
        yield ORDINALS[parts["o"]]
    else:
        yield _digits(parts.get("n") or parts["m"])


_LIMITS = {"year_group": (7, 13), "age": (9, 25)}


def _duration(parts: dict[str, str]) -> str:
    number, unit = _digits(parts["n"]), parts["unit"]
    if unit == "fortnight":
        return f"P{2 * int(number)}W"
    return f"P{number}{unit[0].upper()}"


def _digits(text: str) -> str:
    few = {"a": "1", "an": "1", "half a": "1", "a couple of": "2", "couple of": "2"}
    return {**few, **NUMBERS}.get(text, text)
