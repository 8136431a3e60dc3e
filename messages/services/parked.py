"""Messages that were given up after several tries, for staff to see and try again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from messages.tables import Chat, Inbox, InboxState
from storage.database import Database, reading, transaction


class ParkedTurnNotFoundError(Exception):
    """There is no such parked message in this school."""


@dataclass(frozen=True)
class ParkedTurn:
    """A message that could not be answered; its words stay hidden here."""

    inbox_id: int
    received_at: datetime
    parked_at: datetime
    tries: int


def parked_turns(db: Database, *, school_id: int) -> list[ParkedTurn]:
    """Return a school's parked messages, the oldest first."""
    query = (
        select(Inbox)
        .join(Chat, Chat.key == Inbox.chat_key)
        .where(Inbox.state == InboxState.PARKED, Chat.school_id == school_id)
        .order_by(Inbox.id)
    )
    with reading(db) as session:
        return [
            ParkedTurn(row.id, row.received_at, row.finished_at or row.received_at, row.tries)
            for row in session.scalars(query)
        ]


def parked_count(db: Database) -> int:
    """Return how many messages are parked in all schools and with guests."""
    with reading(db) as session:
        parked = select(func.count()).where(Inbox.state == InboxState.PARKED)
        return session.scalar(parked) or 0


def retry_parked(db: Database, inbox_id: int, *, school_id: int, now: datetime) -> None:
    """Put a parked message back in its chat's queue, with all its tries.

    Raises:
        ParkedTurnNotFoundError: it is not parked, or belongs to another school.
    """
    with transaction(db) as session:
        row = session.scalar(
            select(Inbox)
            .join(Chat, Chat.key == Inbox.chat_key)
            .where(Inbox.id == inbox_id, Inbox.state == InboxState.PARKED)
            .where(Chat.school_id == school_id)
            .with_for_update(of=Inbox)
        )
        if row is None:
            raise ParkedTurnNotFoundError(str(inbox_id))
        row.state, row.tries, row.not_before = InboxState.WAITING, 0, now
        row.finished_at = None
        row.told_late_at = now  # the student was told already that it went wrong
