"""Retention: closed alerts go when the school's time for keeping them is over."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from safeguarding.domain.alerts import AlertState
from safeguarding.tables import Alert, AlertEvent


def expire_alerts(session: Session, *, now: datetime, keep_days: int) -> int:
    """Delete alerts closed more than `keep_days` ago, with their history; return how many.

    An alert that is not closed stays, however old: somebody still has to look at it.
    """
    old = list(
        session.scalars(
            select(Alert.id).where(
                Alert.state == AlertState.CLOSED,
                Alert.closed_at < now - timedelta(days=keep_days),
            )
        )
    )
    session.execute(delete(AlertEvent).where(AlertEvent.alert_id.in_(old)))
    session.execute(delete(Alert).where(Alert.id.in_(old)))
    return len(old)
