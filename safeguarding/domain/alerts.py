"""What an alert can be, and when the classifier alone raises one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum

DISCLOSE_INTENT = "disclose_concern"

# The classifier's confidence in a concern at which a message raises an alert though something else
# was likelier. docs/safety.md gives the curve from which it was chosen.
RUNNER_UP_VOTE = 0.3
# The same for a clause by itself: torn out of its message, it alerts on ordinary talk more easily
# ("he was safe", "shes 15 my girl").
CLAUSE_VOTE = 0.75

# Below this confidence a carer's ordinary words raise no second alert, in the hour after somebody
# took the first one back (`safeguarding.services.aftermath.is_ordinary_caring`).
CARER_VOTE = 0.75
TAKEN_BACK_LASTS = timedelta(hours=1)

# Alerts of one chat within this time are one run: one set of mails, and one full reply.
RUN_LASTS = timedelta(minutes=30)


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
    """Return whether the classifier alone, where the rules found nothing, sees a concern.

    `intent` is what the dialogue answers to and `ranking` the (name, confidence 0..1) pairs.
    Whenever the dialogue answers as to a concern there must be an alert: the student is told so.
    It does that only when it is sure; otherwise a confidence of `RUNNER_UP_VOTE` is enough.
    """
    if intent == DISCLOSE_INTENT:
        return True
    return any(name == DISCLOSE_INTENT and score >= RUNNER_UP_VOTE for name, score in ranking)


def start_of_run(raised: Sequence[datetime]) -> int:
    """Return the index of the alert that began the run to which the last one belongs.

    `raised` are the moments of a chat's alerts, oldest first and not empty. A run is counted from
    its first alert and not from one to the next, so that it ends however often a student writes.
    """
    start = 0
    for index, moment in enumerate(raised):
        if moment - raised[start] >= RUN_LASTS:
            start = index
    return start
