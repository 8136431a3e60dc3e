"""Finds dates and spans in British English and writes them down without a clock; pure.

An atom is ISO 8601 as far as it was said (``2027-07-14``, ``--07-14``, ``2027-07``, ``--07``),
words with dashes (``next-week``, ``summer-holidays``, ``autumn-term``), a weekday with days added
(``monday+7``) or a span from today (``+P2W``). Round it may stand one of ``after:``, ``before:``,
``until:``, ``from:``, ``not:``, ``week:`` (the week that holds it), ``start:``, ``middle:``,
``end:``, ``week1:`` to ``week4:`` and ``lastweek:`` (of a month); ``A/B`` is from A to B;
``only:monday+tuesday`` and ``not:friday`` are days of the week. `bot/actions/dates.py` reads it.
"""

import re
from collections.abc import Iterator
from datetime import date

NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13",
    "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
}  # fmt: skip
MONTHS = {
    "january": "01", "jan": "01", "february": "02", "feb": "02", "march": "03", "mar": "03",
    "april": "04", "apr": "04", "may": "05", "june": "06", "jun": "06", "july": "07", "jul": "07",
    "august": "08", "aug": "08", "september": "09", "sept": "09", "sep": "09", "october": "10",
    "oct": "10", "november": "11", "nov": "11", "december": "12", "dec": "12",
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_DAYS = {
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "weds": "wednesday", "wed": "wednesday",
    "thur": "thursday", "thurs": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday",
}  # fmt: skip
NAMED_DATES = {
    **{word: word for word in ("today", "tomorrow", "easter", "christmas", "summer")},
    "yesterday": "yesterday", "last week": "last-week", "last month": "last-month",
    "last term": "last-term", "last year": "last-year", "tonight": "today", "xmas": "christmas",
    "this week": "this-week", "next week": "next-week", "the week after next": "week-after-next",
    "week after next": "week-after-next", "this weekend": "this-weekend",
    "the weekend": "this-weekend", "next weekend": "next-weekend", "this month": "this-month",
    "next month": "next-month", "this year": "this-year", "next year": "next-year",
    "this term": "this-term", "next term": "next-term", "end of term": "end-of-term",
    "the end of term": "end-of-term", "this summer": "summer", "next summer": "summer",
    "the summer": "summer", "half term": "half-term", "half terms": "half-term",
    "halfterm": "half-term", "october half term": "october-half-term",
    "autumn half term": "october-half-term", "february half term": "february-half-term",
    "feb half term": "february-half-term", "spring half term": "february-half-term",
    "may half term": "may-half-term", "whitsun": "may-half-term",
    "summer half term": "may-half-term", "autumn term": "autumn-term",
    "spring term": "spring-term", "summer term": "summer-term",
    "the holidays": "school-holidays", "school holidays": "school-holidays",
    "the school holidays": "school-holidays", "the hols": "school-holidays",
    "six weeks holiday": "summer-holidays", "six weeks holidays": "summer-holidays",
    "6 weeks holiday": "summer-holidays", "6 weeks holidays": "summer-holidays",
    "any time": "any-time", "anytime": "any-time", "whenever": "any-time", "any day": "any-time",
    "any date": "any-time", "any week": "any-time",
    **{
        f"{season} {word}": f"{season}-holidays"
        for season in ("summer", "easter", "christmas")
        for word in ("holidays", "holiday", "hols", "break")
    },
}  # fmt: skip
_EXAMS = ("exams", "mock exams", "mocks", "gcses", "gcse exams", "a levels", "a level exams")
# Words that a misspelt date is likely to hold; the spelling learns them with the names.
DATE_WORDS = (
    *(month for month in MONTHS if len(month) > 4), *WEEKDAYS, *(f"{day}s" for day in WEEKDAYS),
    "fortnight", "weekend", "weekends", "weekdays", "holidays", "easter", "christmas", "tomorrow",
    "today", "summer", "autumn", "spring", "term", "week", "weeks", "month", "months",
)  # fmt: skip


def _either(words: "list[str] | tuple[str, ...]") -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


NUMBER_WORD = _either(tuple(NUMBERS))
_MONTH = _either(tuple(MONTHS))
_CLEAR_MONTH = _either([name for name in MONTHS if name not in {"may", "march", "mar", "sun"}])
_ONE_DAY = _either([*WEEKDAYS, *(day for day in _SHORT_DAYS if day not in {"sat", "sun"})])
_DAYS = rf"(?:{_either([*WEEKDAYS, *_SHORT_DAYS])})s?"
_DAY_LIST = rf"(?P<days>(?:weekends?|week days?|weekdays?|{_DAYS})(?: (?:and|or|&|n) {_DAYS})*)"
_MANY_DAYS = (
    rf"(?P<days>(?:weekends|weekdays|(?:{_either(WEEKDAYS)})s)"
    rf"(?: (?:and|or|&|n)? ?(?:{_either(WEEKDAYS)})s)*)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NAMED = _either(tuple(NAMED_DATES))
_ATOM = (
    rf"20\d\d \d\d \d\d|\d{{1,2}} \d{{1,2}} 20\d\d|{_DAY} (?:of )?(?:{_MONTH})(?: 20\d\d)?"
    rf"|(?:{_MONTH}) {_DAY}(?: 20\d\d)?|(?:{_MONTH}) 20\d\d|{_NAMED}|(?:next|this) (?:{_ONE_DAY})"
    rf"|(?:{_CLEAR_MONTH})|{_ONE_DAY}"
)
_ANY_MONTH = rf"{_ATOM}|may|march"
_PLACE_IN_MONTH = (
    r"(?P<part>start|beginning|early|middle|mid|end|late|"
    r"(?:first|1st|second|2nd|third|3rd|fourth|4th|last|final) week)"
)
_GAP = r"(?: (?:my|the|all|all my|all the|in|on|a|of))?"
_NOT = r"(?:not|no|except|except for|apart from|never|can't do|cannot do|can't make)"

_EACH_LIST = _DAY_LIST.replace("days>", "each>")
_LEFT_OUT = _DAY_LIST.replace("?P<days>", "?:")
_UNTIL = r"(?:to|until|till)(?: the)?"
_IN_DAYS = (
    rf"(?P<inside>in|within) (?P<n>\d{{1,2}}|an?|{NUMBER_WORD}|a couple of)"
    r" (?P<unit>day|week|month|fortnight)s?(?: time)?"
)
_WEEK_WITH = (
    r"(?:w c|wc|week commencing|week beginning|week starting|the week of|week of)(?: the)? "
    rf"(?P<week>{_ANY_MONTH}|{_DAY}(?: \d{{1,2}})?)"
)
_DAY_TO_DAY = (
    rf"(?:from |between )?(?:the )?(?P<day1>{_DAY}) (?:to|until|till|and)(?: the)? "
    rf"(?P<to>{_DAY} (?:of )?(?:{_MONTH})(?: 20\d\d)?)"
)
_FROM_TO = (
    rf"(?:from|between) (?:the )?(?P<from>{_ANY_MONTH}) (?:to|until|till|and)(?: the)? "
    rf"(?P<to>{_ANY_MONTH})"
)
_BEFORE_OR_AFTER = (
    rf"(?P<where>after|before|until|till|from|by|since|{_NOT}){_GAP} "
    rf"(?P<atom>{_ANY_MONTH}|\d{{1,2}} \d{{1,2}})"
)
# The first that fits words has them.
DATE_PATTERNS = (
    rf"(?:only|just)(?: on| at| the)* {_DAY_LIST}|(?:every|each) {_EACH_LIST}",
    rf"{_DAY_LIST} only",
    rf"{_NOT}(?: on| at| the| a)* (?P<notdays>{_LEFT_OUT})",
    _MANY_DAYS,
    _IN_DAYS,
    rf"(?:a )?(?P<weeks>week|fortnight) on (?P<weekday>{_ONE_DAY})",
    rf"(?P<weekday>{_either(WEEKDAYS)}) (?P<weeks>week)",
    rf"(?<!week )(?:the )?{_PLACE_IN_MONTH}(?: of| in)?(?: the)? (?P<of>{_ANY_MONTH})",
    _WEEK_WITH,
    _DAY_TO_DAY,
    _FROM_TO,
    rf"(?P<from>{_ATOM}) {_UNTIL} (?P<to>{_ANY_MONTH})",
    _BEFORE_OR_AFTER,
    rf"(?P<where>after|before|during|until){_GAP} (?P<exams>{_either(_EXAMS)})",
    r"(?:in|next|this|during) (?P<atom>may|march)",
    rf"(?P<atom>{_ATOM})(?! jobs?\b| work\b| from\b| between\b)",
    rf"(?P<atom>{_CLEAR_MONTH})(?! jobs?\b)",
    r"(?P<atom>(?:1[3-9]|2\d|3[01]) (?:0?[1-9]|1[0-2]))",
    r"(?<=on )(?P<atom>\d{1,2} (?:0?[1-9]|1[0-2]))",
)
_WHERE = {
    "after": "after", "before": "before", "until": "until", "till": "until", "from": "from",
    "by": "before", "since": "from", "during": "",
}  # fmt: skip
_PARTS = {
    "start": "start", "beginning": "start", "early": "start", "middle": "middle", "mid": "middle",
    "end": "end", "late": "end", "first": "week1", "1st": "week1", "second": "week2",
    "2nd": "week2", "third": "week3", "3rd": "week3", "fourth": "week4", "4th": "week4",
    "last": "lastweek", "final": "lastweek",
}  # fmt: skip


def date_values(match: "re.Match[str]") -> Iterator[str]:
    """Yield the value of a match of `DATE_PATTERNS`, or nothing where no such day exists."""
    parts = {name: text for name, text in match.groupdict().items() if text}
    value = _value(parts)
    if value:
        yield value


def _value(parts: dict[str, str]) -> str:
    if "notdays" in parts:
        return f"not:{_days(parts['notdays'])}"
    if "days" in parts or "each" in parts:
        return f"only:{_days(parts.get('days') or parts['each'])}"
    if "inside" in parts:
        return _from_today(parts)
    if "weekday" in parts:
        return f"{_weekday(parts['weekday'])}+{14 if parts['weeks'] == 'fortnight' else 7}"
    if "week" in parts:
        return _around("week", _atom(parts["week"]))
    if "part" in parts:
        return _around(_PARTS[parts["part"].split()[0]], _atom(parts["of"]))
    if "to" in parts:
        return _range(parts)
    if "exams" in parts:
        return _around(_WHERE[parts["where"]], "exams")
    return _around(_WHERE.get(parts.get("where", "during"), "not"), _atom(parts["atom"]))


def _around(prefix: str, atom: str) -> str:
    return f"{prefix}:{atom}" if prefix and atom else atom


def _range(parts: dict[str, str]) -> str:
    end = _atom(parts["to"])
    if "day1" in parts:
        month = end[: end.rindex("-")] if end else ""
        day = re.sub(r"\D", "", parts["day1"]).zfill(2)
        return f"{month}-{day}/{end}" if end and 1 <= int(day) <= 31 else ""
    begin = _atom(parts["from"])
    return f"{begin}/{end}" if begin and end else ""


def _from_today(parts: dict[str, str]) -> str:
    number = {"a": "1", "an": "1", "a couple of": "2", **NUMBERS}.get(parts["n"], parts["n"])
    if parts["unit"] == "fortnight":
        return f"+P{2 * int(number)}W"
    return f"+P{number}{parts['unit'][0].upper()}"


def _days(text: str) -> str:
    days: list[str] = []
    for word in re.findall(r"[a-z]+", text):
        if word.startswith("weekend"):
            days += ["saturday", "sunday"]
        elif word.startswith("week"):
            days += list(WEEKDAYS[:5])
        elif word not in {"and", "or", "n", "day", "days"}:
            days.append(_weekday(word))
    return "+".join(day for day in WEEKDAYS if day in days)


def _weekday(word: str) -> str:
    return (
        _SHORT_DAYS.get(word) or _SHORT_DAYS.get(word.removesuffix("s")) or word.removesuffix("s")
    )


def _atom(text: str) -> str:
    """Return an atom as it is written down, or nothing where no such day exists."""
    if text in NAMED_DATES:
        return NAMED_DATES[text]
    first, _, rest = text.partition(" ")
    if first in {"next", "this"} and rest:
        return f"{first}-{_weekday(rest)}" if first == "next" else _weekday(rest)
    if _weekday(text) in WEEKDAYS:
        return _weekday(text)
    return _calendar_day(text)


def _calendar_day(text: str) -> str:
    months = re.findall(rf"\b(?:{_MONTH})\b", text)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    year = next((number for number in numbers if number > 2000), None)
    small = [number for number in numbers if number <= 2000]
    if months:
        month, day = int(MONTHS[months[0]]), small[0] if small else None
    elif len(small) == 2:
        is_iso = re.match(r"20\d\d", text) is not None
        month, day = (small[0], small[1]) if is_iso else (small[1], small[0])
    else:
        return ""
    try:
        date(year or 2028, month, day or 1)  # 2028 has a 29 February
    except ValueError:
        return ""
    return f"{year or '-'}-{month:02}" + (f"-{day:02}" if day else "")
