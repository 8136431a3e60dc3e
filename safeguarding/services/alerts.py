"""The lead's queue: read, take up, note and close a school's alerts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, selectinload

from safeguarding.domain.alerts import AlertEventKind, AlertState, Outcome
from safeguarding.services.raising import raise_alert
from safeguarding.services.reply import concern_reply
from safeguarding.services.views import AlertEventView, AlertView, view_of
from safeguarding.tables import Alert, AlertEvent
from storage.database import Database, reading, transaction

__all__ = [
    "AlertClosedError",
    "AlertEventView",
    "AlertNotFoundError",
    "AlertView",
    "EmptyTextError",
    "acknowledge_alert",
    "alert_view",
    "close_alert",
    "concern_reply",
    "list_alerts",
    "note_alert",
    "open_alert_count",
    "raise_alert",
]

_QUEUE_ORDER = case({AlertState.OPEN: 0, AlertState.ACKNOWLEDGED: 1}, value=Alert.state, else_=2)


class AlertNotFoundError(Exception):
    """There is no such alert at this school."""


class AlertClosedError(Exception):
    """The alert is closed already; its outcome does not change."""


class EmptyTextError(Exception):
    """A note or a reason was left empty."""


def list_alerts(db: Database, *, school_id: int) -> list[AlertView]:
    """Return a school's alerts: those nobody has taken up first, then the newest first."""
    with reading(db) as session:
        alerts = session.scalars(
            select(Alert)
            .where(Alert.school_id == school_id)
            .order_by(_QUEUE_ORDER, Alert.raised_at.desc(), Alert.id.desc())
            .options(selectinload(Alert.events))
        )
        return [view_of(alert) for alert in alerts]


def open_alert_count(db: Database, *, school_id: int) -> int:
    """Return how many alerts of a school nobody has taken up."""
    with reading(db) as session:
        return (
            session.scalar(
                select(func.count(Alert.id)).where(
                    Alert.school_id == school_id, Alert.state == AlertState.OPEN
                )
            )
            or 0
        )


def alert_view(db: Database, alert_id: int, *, school_id: int) -> AlertView:
    """Return one alert with its history.

    Raises:
        AlertNotFoundError: there is none, or it is another school's.
    """
    with reading(db) as session:
        return view_of(_alert(session, alert_id, school_id))


def acknowledge_alert(
    db: Database, alert_id: int, *, school_id: int, staff_id: int, now: datetime
) -> AlertView:
    """Record who takes an alert up; once somebody has, a second time changes nothing.

    Raises:
        AlertNotFoundError: there is none, or it is another school's.
    """
    with _changing(db, alert_id, school_id) as alert:
        if alert.state is AlertState.OPEN:
            alert.state = AlertState.ACKNOWLEDGED
            _acknowledge(alert, staff_id, now)
        return view_of(alert)


def note_alert(
    db: Database, alert_id: int, *, text: str, school_id: int, staff_id: int, now: datetime
) -> AlertView:
    """Add what was done or decided to an alert's history, also after it was closed.

    Raises:
        AlertNotFoundError: there is none, or it is another school's.
        EmptyTextError: the note is empty.
    """
    words = _words(text)
    with _changing(db, alert_id, school_id) as alert:
        alert.events.append(
            AlertEvent(kind=AlertEventKind.NOTED, at=now, staff_id=staff_id, text=words)
        )
        return view_of(alert)


def close_alert(
    db: Database,
    alert_id: int,
    *,
    outcome: Outcome,
    reason: str,
    school_id: int,
    staff_id: int,
    now: datetime,
) -> AlertView:
    """Close an alert with what came of it and why; whoever closes it has taken it up.

    Raises:
        AlertNotFoundError: there is none, or it is another school's.
        AlertClosedError: it is closed already.
        EmptyTextError: there is no reason.
    """
    words = _words(reason)
    with _changing(db, alert_id, school_id) as alert:
        if alert.state is AlertState.CLOSED:
            raise AlertClosedError(alert_id)
        if alert.acknowledged_at is None:
            _acknowledge(alert, staff_id, now)
        alert.state, alert.outcome, alert.reason = AlertState.CLOSED, outcome, words
        alert.closed_at, alert.closed_by = now, staff_id
        alert.events.append(
            AlertEvent(kind=AlertEventKind.CLOSED, at=now, staff_id=staff_id, text=words)
        )
        return view_of(alert)


def has_alert_since(db: Database, *, chat_key: str, since: datetime) -> bool:
    """Return whether what was written in a chat went to its school's lead since a moment."""
    with reading(db) as session:
        found = select(Alert.id).where(Alert.chat_key == chat_key, Alert.raised_at >= since)
        return session.scalar(found.limit(1)) is not None


def _acknowledge(alert: Alert, staff_id: int, now: datetime) -> None:
    alert.acknowledged_at, alert.acknowledged_by = now, staff_id
    alert.events.append(AlertEvent(kind=AlertEventKind.ACKNOWLEDGED, at=now, staff_id=staff_id))


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise EmptyTextError("write what was done and why")
    return words


@contextmanager
def _changing(db: Database, alert_id: int, school_id: int) -> Iterator[Alert]:
    with transaction(db) as session:
        yield _alert(session, alert_id, school_id, locked=True)


def _alert(session: Session, alert_id: int, school_id: int, *, locked: bool = False) -> Alert:
    query = select(Alert).where(Alert.id == alert_id, Alert.school_id == school_id)
    alert = session.scalar(query.with_for_update() if locked else query)
    if alert is None:
        raise AlertNotFoundError(alert_id)
    return alert
