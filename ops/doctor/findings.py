"""What the doctor says about one thing."""

from dataclasses import dataclass
from enum import Enum


class Verdict(str, Enum):
    """How it stands."""

    GOOD = "good"
    NOTE = "note"  # not wrong, but worth knowing
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and how to mend it where it is wrong."""

    subject: str
    verdict: Verdict
    says: str
    mend: str = ""


def good(subject: str, says: str) -> Finding:
    """Return that all is well."""
    return Finding(subject, Verdict.GOOD, says)


def note(subject: str, says: str, mend: str = "") -> Finding:
    """Return something worth knowing."""
    return Finding(subject, Verdict.NOTE, says, mend)


def wrong(subject: str, says: str, mend: str) -> Finding:
    """Return something to mend."""
    return Finding(subject, Verdict.WRONG, says, mend)
