"""Telling a student once that an answer is late."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from messages.domain.content import Say
from messages.services.outbox import enqueue
from messages.tables import Inbox, InboxState
from messages.words import WORDING
from storage.database import Database, reading, transaction

LATE_AFTER = timedelta(
    seconds=3
)  # the notice must be there within 5 s, also while a process restarts


def tell_late(db: Database, *, now: datetime) -> int:
    """Tell each chat whose answer is late, once for all it waits for; return how many were told."""
    with reading(db) as session:
        if session.scalar(_late_rows(now).limit(1)) is None:
            return 0
    with transaction(db) as session:
        rows = session.scalars(
            _late_rows(now).order_by(Inbox.id).with_for_update(skip_locked=True)
        ).all()
        return sum(_tell(session, row, now) for row in rows)


def _late_rows(now: datetime) -> Select[Inbox]:
    return select(Inbox).where(
        Inbox.state == InboxState.WAITING,
        Inbox.received_at <= now - LATE_AFTER,
        Inbox.told_late_at.is_(None),
    )


def _tell(session: Session, row: Inbox, now: datetime) -> bool:
    """Mark the message; say it only if the chat was not told of an older waiting one."""
    told_before = session.scalar(
        select(Inbox.id)
        .where(Inbox.chat_key == row.chat_key, Inbox.state == InboxState.WAITING)
        .where(Inbox.told_late_at.is_not(None))
        .limit(1)
    )
    row.told_late_at = now
    if told_before is not None:
        return False
    notice = [Say(WORDING.text("late"))]
    key = f"late:{row.id}"
    enqueue(session, row.chat_key, notice, now=now, inbox_id=row.id, unique_key=key)
    return True
