"""Small pieces of sentences that several answers share."""

import re
from collections.abc import Sequence
from pathlib import Path

from careers.content_types import Fact
from storage.wording import Wording

ROUND_TO_DIGIT = -2  # hundreds: a student needs the size, and the survey's margin is wider

# How a name begins that is said with a vowel: "engineer" and "RAF pilot", not "university dean".
_SAID_WITH_VOWEL = re.compile(r"[FHLMNRSX][A-Z]+\b|(?!(?i:eu|uni|uro|ux))(?i:[aeiou])")

words = Wording(Path(__file__).parent / "wording.yml")


def and_list(parts: Sequence[str], *, joiner: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c"; a comma parts those that hold an "and" themselves."""
    if len(parts) < 2:
        return "".join(parts)
    comma = "," if any(f" {joiner} " in part for part in parts) else ""
    return f"{', '.join(parts[:-1])}{comma} {joiner} {parts[-1]}"


def numbered(lines: Sequence[tuple[str, str]]) -> str:
    """Return names as a numbered list, each with its reason where it has one."""
    return "\n".join(
        words.text("line_why" if why else "line", number=number, name=name, why=why)
        for number, (name, why) in enumerate(lines, 1)
    )


def capital(text: str) -> str:
    """Return the text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def with_article(name: str) -> str:
    """Return "a plumber", "an electrician" or "an RAF pilot"."""
    return f"{'an' if _SAID_WITH_VOWEL.match(name) else 'a'} {name}"


def pounds(amount: int) -> str:
    """Return pounds a year, rounded to hundreds: "£39,600"."""
    return f"£{round(amount, ROUND_TO_DIGIT):,}"


def figure(number: float) -> str:
    """Return a number without a needless ".0": "40", "37.5"."""
    return f"{number:g}"


def source_of(*facts: Fact) -> str:
    """Return where facts come from and from when they are, each source once."""
    sources = dict.fromkeys(
        words.text("source_one", source=fact.source, as_of=fact.as_of) for fact in facts
    )
    return words.text("source", sources="; ".join(sources))
