"""Whether a message asks for pay by the week or by the month; pure."""

import re

from careers.calculators.pay import Per

_BY = r"(?:\b(?:an?|per|each|every|one|1|for|by|the|in)\s+|/ ?)"
_MONTH = re.compile(rf"{_BY}(?:months?|mth)\b|\bmonthly\b", re.IGNORECASE)
_WEEK = re.compile(rf"{_BY}(?:weeks?|wk)\b|\bweekly\b", re.IGNORECASE)

_WHICH = re.compile(  # of which stretch a figure is that was told
    r"\b(?:is|are|was|were) (?:that|it|this|these|they)\b|\bor (?:a |per )?(?:years?|months?)\b"
    r"|\bthat'?s\b",
    re.IGNORECASE,
)


def stretch_asked(text: str) -> Per | None:
    """Return the month or the week that a message names as what it wants pay for."""
    if _WHICH.search(text):
        return None
    if _MONTH.search(text):
        return Per.MONTH
    return Per.WEEK if _WEEK.search(text) else None
