"""Deleting on time: guests who do not come back, wrong join codes, links to the web chat."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from students.services.erase import erase_student
from students.services.identity import ATTEMPT_WINDOW
from students.tables import DoorLink, JoinAttempt, Student


def expire_guests(session: Session, *, now: datetime, keep: timedelta) -> int:
    """Erase guests who were not here for `keep`, with their chats; return how many.

    Students of a school stay as long as the school's retention rules say.
    """
    unseen = (Student.roster_entry_id.is_(None), Student.last_seen_at < now - keep)
    keys = session.scalars(select(Student.key).where(*unseen)).all()
    for key in keys:
        erase_student(session, key, now=now, is_unasked=True)
    return len(keys)


def expire_join_attempts(session: Session, *, now: datetime) -> int:
    """Delete wrong join codes older than the limit looks back; return how many."""
    old = delete(JoinAttempt).where(JoinAttempt.at < now - ATTEMPT_WINDOW)
    return _count(session.execute(old))


def expire_door_links(session: Session, *, now: datetime) -> int:
    """Delete links to the web chat whose time is over; return how many."""
    return _count(session.execute(delete(DoorLink).where(DoorLink.expires_at < now)))


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
