"""Deleting on time: sessions that are over, failed sign-ins that no limit counts any more."""

from datetime import datetime

from sqlalchemy import delete, or_
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from schools.services.staff import ABSOLUTE_LIMIT, ATTEMPT_WINDOW, IDLE_LIMIT
from schools.tables import SignInAttempt, StaffSession


def expire_staff_sessions(session: Session, *, now: datetime) -> int:
    """Delete the sessions of staff that ran out; return how many."""
    is_over = or_(
        StaffSession.last_seen_at < now - IDLE_LIMIT,
        StaffSession.created_at < now - ABSOLUTE_LIMIT,
    )
    return _count(session.execute(delete(StaffSession).where(is_over)))


def expire_sign_in_attempts(session: Session, *, now: datetime) -> int:
    """Delete failed sign-ins older than the limits look back; return how many."""
    old = delete(SignInAttempt).where(SignInAttempt.at < now - ATTEMPT_WINDOW)
    return _count(session.execute(old))


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
