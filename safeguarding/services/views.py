"""What the lead sees of an alert."""

from dataclasses import dataclass
from datetime import datetime

from safeguarding.domain.alerts import AlertEventKind, AlertState, FoundBy, Outcome
from safeguarding.signs import Certainty, Match, Sign
from safeguarding.tables import Alert, AlertEvent


@dataclass(frozen=True)
class AlertEventView:
    """One line of an alert's history; `staff_id` None is the software itself."""

    kind: AlertEventKind
    at: datetime
    staff_id: int | None
    text: str | None


@dataclass(frozen=True)
class AlertView:
    """An alert as the lead reads it.

    Where only the classifier saw it, `matches` is empty and `confidence` (0..1) says how sure it
    was; alerts raised before that was kept have None.
    """

    id: int
    state: AlertState
    found_by: FoundBy
    matches: tuple[Match, ...]
    confidence: float | None
    text: str
    chat_key: str
    student_key: str | None
    raised_at: datetime
    due_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: int | None
    closed_at: datetime | None
    closed_by: int | None
    outcome: Outcome | None
    reason: str | None
    events: tuple[AlertEventView, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The kinds of sign, each once, in the order of the words."""
        return tuple(dict.fromkeys(match.sign for match in self.matches))

    def is_overdue(self, now: datetime) -> bool:
        """Return whether nobody has taken it up in time."""
        return self.state is AlertState.OPEN and now >= self.due_at


def view_of(alert: Alert) -> AlertView:
    """Return the view of a row."""
    return AlertView(
        id=alert.id,
        state=alert.state,
        found_by=alert.found_by,
        matches=tuple(_match(stored) for stored in alert.matched if "sign" in stored),
        confidence=_confidence(alert),
        text=alert.excerpt,
        chat_key=alert.chat_key,
        student_key=alert.student_key,
        raised_at=alert.raised_at,
        due_at=alert.due_at,
        acknowledged_at=alert.acknowledged_at,
        acknowledged_by=alert.acknowledged_by,
        closed_at=alert.closed_at,
        closed_by=alert.closed_by,
        outcome=alert.outcome,
        reason=alert.reason,
        events=tuple(_event(line) for line in alert.events),
    )


def _event(line: AlertEvent) -> AlertEventView:
    return AlertEventView(kind=line.kind, at=line.at, staff_id=line.staff_id, text=line.text)


def _confidence(alert: Alert) -> float | None:
    kept = (stored["confidence"] for stored in alert.matched if "confidence" in stored)
    return next(kept, None)


def _match(stored: dict[str, str]) -> Match:
    return Match(Sign(stored["sign"]), Certainty(stored["certainty"]), stored["phrase"])
