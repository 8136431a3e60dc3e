"""Retention: a closed request goes when nobody needs to look back at it."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from advisers.tables import AdviserRequest


def expire_requests(session: Session, *, now: datetime, keep: timedelta) -> int:
    """Delete requests closed longer than `keep` ago; return how many. Open ones stay."""
    old = session.execute(delete(AdviserRequest).where(AdviserRequest.closed_at < now - keep))
    return old.rowcount if isinstance(old, CursorResult) else 0
