"""How work experience should be: in person or online, how far, how long, at what time of day."""

import re
from dataclasses import dataclass

from bot.actions.turn import Turn
from employers.domain.wish import PartOfDay

IN_PERSON, ONLINE, ANYHOW = "in_person", "online", "anyhow"

# "from home" alone may be where a distance begins: "how far is it from home"
_FROM_HOME = (
    r"(?:work(?:ing|s)?|do(?:ing|ne)?|stay(?:ing)?|join(?:ing)?|(?:some|any)thing|ones?"
    r"|experience|placements?|^) from home|^from home"
)
_REMOTE = rf"(?:online|virtual(?:ly)?|remote(?:ly)?|on zoom|{_FROM_HOME})"
_FILLERS = (
    r"(?:just|only|do|doing|want|like|be|being|an?|the|to|one|any|stuff|something|really|all|"
    r"it|that|those|these|is|if|its|it's|interested|in|keen|on)"
)
_NOT_REMOTE = re.compile(
    rf"\b(?:not|no|non|never|without|except|instead of|rather than|than|hate|[a-z]+n['’]?t)\b"
    rf"(?:\W+{_FILLERS}\b){{0,4}}\W+{_REMOTE}\b"
    rf"|\b{_REMOTE} (?:is|are) (?:boring|rubbish|no good)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:in[- ]?person|face[- ](?:to|2)[- ]face|f2f|irl|in real life|(?:on|at the)[- ]site"
    r"|physical(?:ly)?|actually go(?:ing)?(?: somewhere| there)?|go somewhere(?: real)?"
    r"|real(?:[- ]life)? (?:work experience|one|ones|workplace|place|thing))\b",
    re.IGNORECASE,
)
_REMOTE_SAID = re.compile(rf"\b{_REMOTE}\b", re.IGNORECASE)
_EITHER = re.compile(
    rf"\b{_REMOTE}(?: ones?)?(?:'s| is| are| would be| wud be)? "
    r"(?:ok|okay|fine|alright|good|too|as well)\b"
    rf"|\b(?:don['’]?t|do not) mind\b.{{0,15}}\b{_REMOTE}\b|\bor {_REMOTE}\b|\b{_REMOTE} or\b"
    rf"|\b(?:include|with|and|also) (?:the )?{_REMOTE}(?: ones?)?\b",
    re.IGNORECASE,
)
_MILES = re.compile(
    r"(?:\b(?:within|under|in|about|only|max|up to|less than|(?:no|not) more than|closer than)\W+)?"
    r"\b(?P<n>\d{1,3})\s*(?P<unit>miles?|mi|kms?|kilomet(?:re|er)s?)\b(?: (?:of|away|from)\b)?",
    re.IGNORECASE,
)
_NEAREST = re.compile(
    r"\b(?:near(?:er|est)|clos(?:er|est)"
    r"|(?:not|less|isn['’]?t|too|2) (?:so |as |that |too )?far)\b",
    re.IGNORECASE,
)
# The nearest offer, not "the nearest bus stop"
_NEAREST_OFFER = re.compile(
    r"\b(?:near|clos)est (?:one|1|placements?|offers?|visit|place|thing)\b"
    r"|\bw(?:h)?ich\b.{0,25}\b(?:near|clos)est\b|\b(?:near|clos)est\W*$",
    re.IGNORECASE,
)
_PARTS_OF_DAY = {
    PartOfDay.MORNING: re.compile(
        r"\b(?:just|only|in|do|free|some)\b.{0,12}\bmornings?\b(?! off)"
        r"|\bmornings?\b(?: only)?\W*$",
        re.IGNORECASE,
    ),
    PartOfDay.AFTERNOON: re.compile(
        r"\b(?:just|only|in|do|free|some)\b.{0,12}\bafternoons?\b(?! off)"
        r"|\bafternoons?\b(?: only)?\W*$",
        re.IGNORECASE,
    ),
}
_GREETING = re.compile(r"^\W*good (?:morning|afternoon)", re.IGNORECASE)
_AS_LONG = re.compile(
    r"\b(?:only|just|max|at most|no more than|not more than|up to|exactly)\b", re.IGNORECASE
)
_ALL = (_NOT_REMOTE, _PRESENT, _REMOTE_SAID, _MILES, _NEAREST)
_KM_PER_MILE = 1.609344


@dataclass(frozen=True)
class Limits:
    """What a message says of how the work should be; `miles` is how far it may be."""

    how: str | None = None
    miles: int | None = None
    nearest: bool = False
    part_of_day: str | None = None
    is_as_long: bool = False

    @property
    def is_local(self) -> bool:
        """Whether it needs a place to start from."""
        return self.nearest or self.miles is not None


def limits_in(turn: Turn) -> Limits:
    """Return the limits that a message says; a button says none."""
    if turn.is_button:
        return Limits()
    text = turn.text
    return Limits(
        how=_how(text),
        miles=_miles(text),
        nearest=_NEAREST.search(text) is not None,
        part_of_day=_part_of_day(text),
        is_as_long=_is_as_long(turn),
    )


def asks_for_nearest(turn: Turn) -> bool:
    """Return whether a message asks for the nearest offer: "how far is the nearest one"."""
    return not turn.is_button and _NEAREST_OFFER.search(turn.text) is not None


def without_limits(text: str) -> str:
    """Return a text without the words for limits, which are no topic: "in person"."""
    for pattern in _ALL:
        text = pattern.sub("|", text)
    return text


def _how(text: str) -> str | None:
    """Return whether it should be in person or online; in person is meant by "not online"."""
    if _NOT_REMOTE.search(text):
        is_either = re.search(r"\b(?:don['’]?t|do not) mind\b", text, re.IGNORECASE)
        return ANYHOW if is_either else IN_PERSON
    if _EITHER.search(text):
        return ANYHOW
    if _PRESENT.search(text):
        return IN_PERSON
    return ONLINE if _REMOTE_SAID.search(text) else None


def _miles(text: str) -> int | None:
    match = _MILES.search(text)
    if match is None:
        return None
    number = int(match["n"])
    is_miles = match["unit"].lower().startswith("mi")
    return max(1, number if is_miles else round(number / _KM_PER_MILE))


def _part_of_day(text: str) -> str | None:
    if _GREETING.match(text):
        return None
    found = [part for part, pattern in _PARTS_OF_DAY.items() if pattern.search(text)]
    return found[0].value if len(found) == 1 else None


def _is_as_long(turn: Turn) -> bool:
    """Return whether a length is meant to be that and no more: days, or "only a week"."""
    lasts = turn.entity("duration") or ""
    return lasts.endswith("D") or (bool(lasts) and _AS_LONG.search(turn.text) is not None)
