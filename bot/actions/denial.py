"""What a message takes back or turns down, and which of several things it means instead."""

import re
from collections.abc import Sequence

Span = tuple[str, int, int]  # a value, and where it begins and ends in the message

# The last of these before a word says whether it is meant: "hate maths but love art"
_FEELING = re.compile(
    r"\b(?P<no>hate|hated|loathe|dislike|detest|without|never|(?<!why )not(?! sure\b)"
    r"|cant stand|can't stand|(?<!dont )(?<!don't )forget(?: about)?"
    r"|(?:dont|don't|do not|didnt|didn't|doesnt|doesn't)(?: really| even| actually)? "
    r"(?:like|love|enjoy|want|fancy|care))\b"
    r"|\b(?:like|love|enjoy|prefer|meant?|want|into|but|instead|mind|just|only"
    r"|(?:what|how|wat) about)\b|[.;!?]",
    re.IGNORECASE,
)
_BORING = re.compile(
    r"^\W*(?:is|are|s|was)\W+(?:so |really |well |just )?"
    r"(?:boring|rubbish|awful|not for me|dull)\b",
    re.IGNORECASE,
)


def is_denied(text: str, start: int, end: int) -> bool:
    """Return whether the part of a text is something that is not liked or not meant."""
    before = re.sub(r"\bnot (\w+ ){0,2}into\b", "hate", text[:start], flags=re.IGNORECASE)
    before = before.replace("\u2019", "'")
    feelings = [match["no"] is not None for match in _FEELING.finditer(before)]
    is_refused = bool(feelings) and feelings[-1]
    return is_refused or _BORING.match(text[end:]) is not None


# "not nurse, vet", "leeds not london": the thing straight behind is the one that is wrong
_NOT_THIS = re.compile(
    r"\b(?:not|isnt|isn't|instead of|rather than)\W+(?:an? |the |in |from |about )?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\b(?:or|and|nor)\b", re.IGNORECASE)


def denied(text: str, spans: Sequence[Span]) -> frozenset[Span]:
    """Return which of these are not meant.

    In a correction of two ("not nurse, vet") the other one is meant; in a list ("not maths or
    art") a denial reaches to its end.
    """
    wrong = _wrong_of_two(text.replace("\u2019", "'"), spans)
    if wrong is not None:
        return frozenset(span for span in spans if span[1:] == wrong)
    return frozenset(span for span in spans if is_denied(text, *span[1:]))


def meant_first(text: str, spans: Sequence[Span]) -> list[str]:
    """Return the values, each once, those that are not meant behind the others."""
    wrong = denied(text, spans)
    return list(dict.fromkeys(span[0] for span in sorted(spans, key=lambda span: span in wrong)))


def _wrong_of_two(text: str, spans: Sequence[Span]) -> tuple[int, int] | None:
    """Return where the wrong one of two things stands; None where it is no such correction."""
    where = sorted({span[1:] for span in spans})
    if len(where) != 2:
        return None
    first, second = where
    if _LISTED.search(text[first[1] : second[0]]):
        return None
    wrong = [one for one in where if _NOT_THIS.search(text[: one[0]])]
    return wrong[0] if len(wrong) == 1 else None
