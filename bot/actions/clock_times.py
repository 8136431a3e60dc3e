"""Times of day in a message: "till 9", "from 5 til half 8", "9-5", "17:30", "midnight"; pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

_DAY_BEGINS = 7  # "from 5" is the afternoon, "from 8" the morning
_NOON, _HOURS = 12, 24
_CLOCK = (
    r"(?P<{p}part>half(?: past)?|quarter past|quarter to)? ?"
    r"(?P<{p}hour>\d{{1,2}})(?:[:.](?P<{p}minute>[0-5]\d))?"
    r"(?: ?(?P<{p}half>am\b|a\.m\.?|pm\b|p\.m\.?|o'?clock\b))?"
    r"(?: (?:in (?:the )?|at )?(?P<{p}when>morning|afternoon|evening|night))?"
)
_NAMED = {"midnight": "12:00am", "midday": "12:00pm", "noon": "12:00pm"}
_NO_TIME = (
    r"(?!\d|[:.,]\d|,\d{3}| ?(?:hours?|hrs?|h\b|quid|pounds?|days?|weeks?|months?|years?|k\b|p\b"
    r"|%|/))"
)
_TO = r"(?: ?(?:-|–|to|til|till|'til|until|untill|till like|and) ?(?:about |like )?)"
_RANGE = re.compile(
    rf"(?<![\d£.])(?<!year )\b(?:from |between )?{_CLOCK.format(p='a')}{_TO}"
    rf"{_CLOCK.format(p='b')}{_NO_TIME}"
)
_END = re.compile(
    r"\b(?:till?|'til|until|untill|up to|by"
    r"|(?:finish|end|stop|close|home|done)\w*(?: work(?:ing)?)?(?: at| by| before)?)"
    rf" (?:about |like )?{_CLOCK.format(p='b')}{_NO_TIME}"
)
_AFTER = re.compile(rf"\b(?:past|after|later than) {_CLOCK.format(p='b')}{_NO_TIME}")
_BEFORE = re.compile(rf"\b(?:before|earlier than) {_CLOCK.format(p='b')}{_NO_TIME}")
_START = re.compile(
    r"\b(?:from|(?:start|begin|open)\w*(?: work)?(?: at| from)?|at) (?:about |like )?"
    rf"{_CLOCK.format(p='b')}{_NO_TIME}"
)
_STARTING = re.compile(rf"{_CLOCK.format(p='b')} (?:starts?|opening)\b")
_ALONE = re.compile(rf"(?<![\d£.]){_CLOCK.format(p='b')}{_NO_TIME}")
_EVENING = re.compile(r"\b(?:school night|after school|evenings?|weeknights?|tonight)\b")
_MORNING = re.compile(r"\b(?:before school|mornings?|paper ?rounds?)\b")
_NIGHT = re.compile(r"\b(?<!school )(?<!week )(?:nights?|night ?shifts?|overnights?|all night)\b")
_ONE_NIGHT = re.compile(r"\b(?:at|a|per|every|each|one|saturday|friday|sunday|last) nights?\b")


@dataclass(frozen=True)
class Times:
    """When work begins and ends, and whether it is said to be at night."""

    starts: time | None = None
    ends: time | None = None
    is_night: bool = False
    rest: str = ""  # the message without them


@dataclass(frozen=True)
class _Said:
    hour: int
    minute: int
    half: str | None  # "am", "pm"; None where nobody said

    @property
    def is_sure(self) -> bool:
        return self.half is not None or self.hour > _NOON or self.hour == 0

    def at(self, half: str) -> time:
        """Return the time in that half of the day, unless the message says which."""
        if self.hour > _NOON or self.hour == 0:
            return time(self.hour % _HOURS, self.minute)
        is_late = (self.half or half) == "pm"
        return time(self.hour % _NOON + (_NOON if is_late else 0), self.minute)


def times_in(text: str) -> Times:
    """Return the times in a message in lower case with its numbers in digits."""
    for word, digits in _NAMED.items():
        text = re.sub(rf"\b{word}\b", digits, text)
    night = _NIGHT.search(text) is not None and _ONE_NIGHT.search(text) is None
    both = next((one for one in _RANGE.finditer(text) if _is_range(one)), None)
    if both is not None:
        starts, ends = _span(_said(both, "a"), _said(both, "b"), text)
        return Times(starts, ends, night, _without(text, both))
    return _single(text, is_night=night)


def _single(text: str, *, is_night: bool) -> Times:
    """Return the one time of a message; "after 7" is work that begins then, "before 7" earlier."""
    for pattern, read in _SINGLE:
        found = next((one for one in pattern.finditer(text) if _is_time(one)), None)
        if found is not None:
            starts, ends = read(_said(found, "b"), text)
            return Times(starts, ends, is_night, _without(text, found))
    return Times(None, None, is_night, text)


def _is_time(found: re.Match[str]) -> bool:
    """Return whether a number can be a time of day; "at 15" and "from 16" are ages."""
    if _marked(found, "b"):
        return _fits(found, "b")
    return int(found["bhour"]) <= _NOON and not found[0].startswith("at ") and found[0][0].isalpha()


def _is_range(found: re.Match[str]) -> bool:
    """Return whether two numbers are a beginning and an end: not "16 to 18" nor "4 and 5"."""
    if not (_fits(found, "a") and _fits(found, "b")):
        return False
    if _marked(found, "a") or _marked(found, "b"):
        return True
    small = all(int(found[f"{part}hour"]) <= _NOON for part in "ab")
    return small and not (" and " in found[0] and not found[0].startswith("between"))


def _fits(found: re.Match[str], part: str) -> bool:
    return int(found[f"{part}hour"]) <= _HOURS


def _marked(found: re.Match[str], part: str) -> bool:
    """Return whether a number is marked as a time of day: by minutes, am, pm, half or morning."""
    names = ("minute", "half", "part", "when")
    return any(found[f"{part}{name}"] for name in names)


def _said(found: re.Match[str], part: str) -> _Said:
    hour, minute = int(found[f"{part}hour"]), int(found[f"{part}minute"] or 0)
    if found[f"{part}part"]:
        minute = 30 if "half" in found[f"{part}part"] else 15
        if "to" in found[f"{part}part"]:
            hour, minute = hour - 1 or _NOON, 45
    half, when = found[f"{part}half"] or "", found[f"{part}when"]
    marks = {"a": "am", "p": "pm"}
    told = marks.get(half[:1])
    if told is None and when is not None:
        told = "am" if when == "morning" else "pm"
    return _Said(hour, minute, told)


def _span(starts: _Said, ends: _Said, text: str) -> tuple[time, time]:
    """Return both ends: "9 to 5" is the day, "5 to 8" the evening, "8 to 11" the morning."""
    begins = _start(starts, text)
    if ends.is_sure:
        end, later = ends.at("pm"), starts.at("pm")
        return (later if ends.half == "pm" and later < end else begins), end
    morning = ends.at("am")
    is_noon = ends.hour == _NOON and ends.half is None
    if begins < morning and not is_noon:
        return begins, morning
    if is_noon:
        return begins, time(_NOON if begins.hour < _NOON else 0, ends.minute)
    return begins, ends.at("pm")


def _start(said: _Said, text: str) -> time:
    if _MORNING.search(text) and not said.is_sure:
        return said.at("am")
    is_late = _EVENING.search(text) is not None or said.hour < _DAY_BEGINS
    if re.search(r"\b(?:start\w*|begin\w*|before|open\w*)\b", text) and not _EVENING.search(text):
        is_late = said.hour < 5  # nobody starts at 4 in the morning
    return said.at("pm" if is_late or said.hour == _NOON else "am")


def _end(said: _Said) -> time:
    """Return an end: the evening, and 12 is midnight."""
    if said.hour == _NOON and said.half is None:
        return time(0, said.minute)
    return said.at("pm")


_Ends = tuple[time | None, time | None]
_SINGLE: tuple[tuple[re.Pattern[str], Callable[[_Said, str], _Ends]], ...] = (
    (_STARTING, lambda said, text: (_start(said, text), None)),
    (_END, lambda said, _: (None, _end(said))),
    (_AFTER, lambda said, _: (_end(said), None)),
    (_BEFORE, lambda said, _: (_just_before(said.at("am")), None)),
    (_START, lambda said, text: (_start(said, text), None)),
    (_ALONE, lambda said, _: (None, _end(said))),
)


def _just_before(clock: time) -> time:
    minutes = (clock.hour * 60 + clock.minute - 1) % (_HOURS * 60)
    return time(minutes // 60, minutes % 60)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]}|{text[found.end() :]}"
