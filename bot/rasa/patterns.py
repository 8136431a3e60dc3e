"""Finds what has a form rather than a name: year group, age, date, duration, number, code; pure.

Values: year_group, age, number as digits; ordinal as digits or ``last``; join_code in capitals
with its dash; place as the outward part of a postcode in lower case (``bd3``); duration in
ISO 8601 (``P2W``); date in ISO 8601 as far as it was said (``2027-07-14``, ``--07-14``,
``2027-07``, ``--07``) or one of the words in `NAMED_DATES` with dashes (``next-week``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rasa.words import Word

ORDINALS = {
    "first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3",
    "fourth": "4", "4th": "4", "fifth": "5", "5th": "5", "sixth": "6", "6th": "6",
    "last": "last",
}  # fmt: skip
NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13",
    "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
}  # fmt: skip
MONTHS = {
    "january": "01", "jan": "01", "february": "02", "feb": "02", "march": "03", "april": "04",
    "apr": "04", "may": "05", "june": "06", "jun": "06", "july": "07", "jul": "07",
    "august": "08", "aug": "08", "september": "09", "sept": "09", "sep": "09", "october": "10",
    "oct": "10", "november": "11", "nov": "11", "december": "12", "dec": "12",
}  # fmt: skip
NAMED_DATES = (
    "today", "tomorrow", "this week", "next week", "this weekend", "this month", "next month",
    "this year", "next year", "this term", "next term", "half term", "october half term",
    "february half term", "may half term", "easter", "summer", "christmas", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
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
            first, last = index_at[match.start()], index_at[match.end() - 1] + 1
            if all(last <= other.first or other.last <= first for other in found):
                found += [Form(kind, value, first, last) for value in _values(kind, match)]
    return sorted(found, key=lambda form: form.first)


def _word_indices(texts: Sequence[str]) -> list[int]:
    """Return for every character of the joined line which word it belongs to."""
    return [index for index, text in enumerate(texts) for _ in range(len(text) + 1)]


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_NUMBER_WORD = _either(tuple(NUMBERS))
_ORDINAL = _either(tuple(ORDINALS))
_MONTH = _either(tuple(MONTHS))
_CLEAR_MONTH = _either([name for name in MONTHS if name not in {"may", "march"}])
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_I_AM = r"(?:i'm|i am|am|aged?|age is|turned|turning|just)(?: only| just| now| nearly)?"
_GOES_ON = r"(?:and|but|so|now|in|from|i|next|this|soon|years?|yrs?)"  # not "miles away"
_PATTERNS = tuple(
    (kind, re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"))
    for kind, pattern in (
        ("year_group", rf"(?:year|years) ?(?P<n>\d{{1,2}}|{_NUMBER_WORD})s?"),
        ("year_group", r"(?:y|yr)(?P<n>\d{1,2})s?"),
        ("age", r"(?P<n>\d{1,2}) ?(?:years? olds?|yo|y o|years? of age)"),
        ("age", rf"{_I_AM} (?P<n>1\d|2[0-5]|{_NUMBER_WORD})(?= {_GOES_ON}\b|$)"),
        ("duration", rf"(?P<n>\d{{1,2}}|an?|{_NUMBER_WORD}) ?(?P<unit>day|week|month)s?"),
        ("date", rf"(?P<name>{_either(NAMED_DATES)})"),
        ("date", r"(?P<year>20\d\d) (?P<mm>\d\d) (?P<day>\d\d)"),
        ("date", r"(?P<day>\d{1,2}) (?P<mm>\d{1,2}) (?P<year>20\d\d)"),
        ("date", rf"{_DAY} (?:of )?(?P<month>{_MONTH})(?: (?P<year>20\d\d))?"),
        ("date", rf"(?P<month>{_MONTH}) {_DAY}(?: (?P<year>20\d\d))?"),
        ("date", rf"(?P<month>{_MONTH}) (?P<year>20\d\d)"),
        ("date", rf"(?P<month>{_CLEAR_MONTH})"),
        ("date", r"(?:in|next|this|by|from|until|during) (?P<month>may|march)"),
        ("place", rf"(?P<out>(?:{_either(AREAS)})\d[\da-z]?)(?: ?\d[a-z]{{2}})?"),
        ("ordinal", rf"(?:number|option|choice) (?P<n>\d|{_NUMBER_WORD})|no (?P<m>\d)"),
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
    parts = {name: text for name, text in match.groupdict().items() if text}
    if kind == "date":
        yield from _date(parts)
    elif kind == "duration":
        yield f"P{_digits(parts['n'])}{parts['unit'][0].upper()}"
    elif kind == "place":
        yield parts["out"]
    elif kind in _LIMITS:
        low, high = _LIMITS[kind]
        if low <= int(_digits(parts["n"])) <= high:
            yield _digits(parts["n"])
    elif "o" in parts:
        yield ORDINALS[parts["o"]]
    else:
        yield _digits(parts.get("n") or parts["m"])


_LIMITS = {"year_group": (7, 13), "age": (9, 25)}


def _digits(text: str) -> str:
    return {"a": "1", "an": "1", **NUMBERS}.get(text, text)


def _date(parts: dict[str, str]) -> Iterator[str]:
    if "name" in parts:
        yield parts["name"].replace(" ", "-")
        return
    month = MONTHS[parts["month"]] if "month" in parts else parts["mm"].zfill(2)
    day = f"-{parts['day'].zfill(2)}" if "day" in parts else ""
    try:
        # 2028 has a 29 February, so that one without a year is allowed.
        date.fromisoformat(f"{parts.get('year', '2028')}-{month}{day or '-01'}")
    except ValueError:
        return
    yield f"{parts.get('year', '-')}-{month}{day}"
