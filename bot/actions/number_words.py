"""Numbers in words as digits: "twenty grand" becomes "20 grand", "six and a half" "6.5"; pure."""

import re

_UNITS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        1,
    )
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60}
_TENS |= {"seventy": 70, "eighty": 80, "ninety": 90}
_SMALL = "|".join(list(_UNITS)[:9])
# "get one" is no pound
_ONE = r"one(?= ?(?:hours?|hrs?|pounds?|quid|am|pm)\b)"
_UNIT = "|".join([*list(_UNITS)[1:], _ONE])
_COMPOUND = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<small>{_SMALL}))?|(?P<unit>{_UNIT}))\b"
)
_COIN = {"fiver": "5 quid", "tenner": "10 quid"}
_COINS = re.compile(rf"\b(?:an? )?({'|'.join(_COIN)})\b")
# "3 and a half", "3½", "3 1/2"; but "half 8" is a time of day
_HALF_MORE = re.compile(r"\b(\d+)(?: and a half\b| ?½| 1/2\b| n a half\b)")
_HOUR_AND_HALF = re.compile(r"\b(?:an|1|one) hour and a half\b")
_HOURS_AND_HALF = re.compile(r"\b(\d+) ?(hours?|hrs?) and a half\b")
_HALF_HOUR = re.compile(r"\b(?:half an hour|half hour|30 ?mins?(?:utes)?)\b")
_AN_HOUR = re.compile(
    r"(?:^\W*(?:its |it's )?(?:an?|per|each|every) |\b(?:for|about|only|just|of) an )hour\b"
    r"|^\W*hourly\W*$"
)


def in_digits(text: str) -> str:
    """Return a message in lower case with its numbers in digits."""
    plain = text.casefold().replace("\u2019", "'")
    plain = _COINS.sub(lambda found: _COIN[found[1]], plain)
    plain = _HOUR_AND_HALF.sub("1.5 hours", plain)
    plain = _COMPOUND.sub(lambda found: str(_number(found)), plain)
    plain = _HOURS_AND_HALF.sub(r"\1.5 \2", plain)
    plain = _HALF_HOUR.sub("0.5 hours", plain)
    plain = _AN_HOUR.sub("for 1 hours", plain)
    return _HALF_MORE.sub(r"\1.5", plain)


def _number(found: re.Match[str]) -> int:
    if found["unit"]:
        return _UNITS[found["unit"]]
    return _TENS[found["tens"]] + _UNITS.get(found["small"] or "", 0)
