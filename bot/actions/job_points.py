"""Which point of a job a message asks about: "is that per month", "is it hard"."""

import re

from bot.actions.turn import Turn
from careers.points import Point

_JOB_OR_IT = r"(?:it|that|this|they|them|the (?:job|work|training)|be|being|become|becoming)"
_PATTERNS = {
    Point.PERIOD: (
        r"\b(?:per|an?|each|every)[ -](?:month|hour|year|week|day)\b.{0,12}\bor\b"
        r"|\b(?:is|was)\W*(?:that|it|this|the pay)\b.{0,25}"
        r"\b(?:(?:per|an?|each|every|by the)[ -](?:month|hour|year|week|day)|monthly|yearly|hourly"
        r"|weekly|annual(?:ly)?|before tax|after tax)\b"
        r"|^\W*(?:(?:so|and|what about|how much|wot about|whats that|what's that)\W+)*"
        r"(?:is )?(?:it |that )?(?:per|an?|each|every) (?:month|hour|year|week|day)\W*$"
        r"|\b(?:before|after) tax\b"
    ),
    Point.NEW_PAY: (
        r"\bstart(?:ing|er)?s?'? (?:pay|salary|wages?|money)\b"
        r"|\b(?:pay|paid|money|salary|wages?|earn|get|much)\b.{0,20}"
        r"\b(?:(?:at|in|from) the (?:start|beginning)|when (?:you|u|ya|i) (?:first )?start|to start"
        r"(?: with| off)?|starting (?:out|off)|at first|straight away|first year)\b"
    ),
    Point.LENGTH: (
        r"\bhow (?:long|many (?:years|months|weeks))\b(?!.{0,20}\b(?:shifts?|a day|days|hours|break"
        r"|a week|holidays?)\b)|\bhow much (?:time|training)\b"
    ),
    Point.START: (
        r"\bwhen (?:can|could|do|would|am|will) (?:i|u|you|ya|we)\b.{0,20}\bstart\b"
        r"|\b(?:how old|what age|wot age|youngest|too young|old enough)\b"
    ),
    Point.ANYONE: (
        r"\b(?:can|do|are|could|is|only|just|any|for|many|allow(?:ed)?)\b.{0,25}"
        r"\b(?:girls?|wom[ae]n|females?|boys?|lads?|men|males?|ladies|muslims?|disabled people"
        r"|black people|trans people|gay people)\b"
        r"|\b(?:girls?|wom[ae]n|boys?|men|lads?)(?:'?s)? job\b"
    ),
    Point.PROPER: (
        r"\b(?:not|isnt|isn't|is (?:it|that)|aint|ain't)\b.{0,8}\b(?:a )?(?:proper|real) job\b"
        r"|\b(?:dead end|waste of (?:time|my life)|embarrassing|low class)\b"
    ),
    Point.HARD: (
        rf"\b(?:is|how|isnt|isn't|will|does|would|wont|its|it's)\b.{{0,15}}\b{_JOB_OR_IT}?\b.{{0,15}}"
        r"\b(?:hard|difficult|tough|dangerous|danger|scary|risky|safe|sad|stressful|tiring|gross"
        r"|disgusting|boring|upsetting|dirty|smelly|depressing|lonely)\b"
        r"|\b(?:hard|difficult|tough|dangerous|scary|stressful|gross|worst|bad) (?:is it|part|bits?"
        r"|side|things?)\b"
        r"|\b(?:blood|gore|put(?:ting)?\b.{0,15}\b(?:to sleep|down)|dead (?:bodies|people|animals)"
        r"|see people die|get (?:hurt|injured|attacked|bitten))\b"
        r"|\bdownsides?\b"
    ),
}
_POINTS = {point: re.compile(pattern, re.IGNORECASE) for point, pattern in _PATTERNS.items()}
# "is it hard to become one" asks for the way in
_HARD_TO_GET = re.compile(
    r"\bsafe from\b|\bsafe job\b"
    r"|\b(?:hard|difficult|tough|easy) (?:to )?(?:get|become|be|train|find|qualify)\b"
    r"|\bhard (?:workers?|working)\b|\bbe(?:ing)? hard\b",
    re.IGNORECASE,
)
# "do women get paid less", "how long do they work": no matter of who may do it, or of training
_SOMETHING_ELSE = {
    Point.HARD: _HARD_TO_GET,
    Point.ANYONE: re.compile(r"\b(?:pay|paid|earn\w*|money|how many)\b", re.IGNORECASE),
    Point.LENGTH: re.compile(r"\b(?:they|you|u) (?:work|rest|sleep)\b", re.IGNORECASE),
}
_MATTERS = re.compile(
    r"\b(?:good|bad|rubbish|terrible|crap|shit|fail\w*|great|need|have to|hav to|gotta|hate|without"
    r"|require\w*|any)\b",
    re.IGNORECASE,
)


def point_asked(turn: Turn) -> Point | None:
    """Return the point that a typed message asks about, or None."""
    if turn.is_button:
        return None
    text = turn.text.replace("\u2019", "'")
    found = next((point for point, pattern in _POINTS.items() if pattern.search(text)), None)
    other = _SOMETHING_ELSE.get(found) if found is not None else None
    return None if other is not None and other.search(text) else found


def asks_about_subject(turn: Turn) -> bool:
    """Return whether a message asks if a subject matters: "do i have to be good at maths"."""
    names_subject = bool(turn.entities("subject")) and not turn.is_button
    return names_subject and _MATTERS.search(turn.text) is not None
