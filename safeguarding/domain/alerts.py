"""What an alert can be, and when the classifier alone raises one."""

from collections.abc import Sequence
from enum import Enum

DISCLOSE_INTENT = "disclose_concern"

# Chosen 2026-11-22 without a calibrated model, to be revisited with one. With honest
# probabilities, 0.30 sends the lead about seven false alarms for three true ones at the very
# edge, and far fewer above it: a look costs the lead a minute, a missed child costs more.
RUNNER_UP_VOTE = 0.30


class FoundBy(str, Enum):
    """Who saw the sign of harm."""

    RULES = "rules"
    CLASSIFIER = "classifier"


class AlertState(str, Enum):
    """Where an alert stands."""

    OPEN = "open"  # nobody has taken it up yet
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class Outcome(str, Enum):
    """What came of an alert."""

    EMERGENCY = "emergency"  # 999 was called
    REFERRED = "referred"  # to children's social care, the police or health
    SUPPORTED = "supported"  # by the school itself
    NO_ACTION = "no_action"  # looked at, nothing more is needed now
    NOT_A_CONCERN = "not_a_concern"  # the words meant something else


class AlertEventKind(str, Enum):
    """A line of an alert's history."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    NOTED = "noted"
    CLOSED = "closed"


def classifier_vote(intent: str | None, ranking: Sequence[tuple[str, float]]) -> bool:
    """Return whether the classifier alone, where the rules found nothing, raises an alert.

    `intent` is what the dialogue answers to and `ranking` the (name, confidence 0..1) pairs.
    Whenever the dialogue answers as to a concern there must be an alert: its reply says so.
    Below that, a strong runner-up is enough.
    """
    if intent == DISCLOSE_INTENT:
        return True
    return any(name == DISCLOSE_INTENT and score >= RUNNER_UP_VOTE for name, score in ranking)
