"""Telling a student once that an answer is late."""

from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from messages.domain.content import Say
from messages.services.outbox import enqueue
from messages.tables import DeliveryState, Inbox, InboxState, Outbox, TelegramDelivery
from messages.words import WORDING
from storage.database import Database, reading, transaction

# The notice must be there within 5 s of the message, also while a process restarts.
LATE_AFTER = timedelta(seconds=3)
LEAST = timedelta(seconds=1)  # that the answer to a message which comes late is given all the same
_KEY = "late:"  # begins a notice's unique key


def late_from(received_at: datetime, said_at: datetime | None) -> datetime:
    """Return when the answer to a message is late: it waits since it was said, not since it came.

    A channel's clock that runs ahead of ours changes nothing.
    """
    if said_at is None:
        return received_at + LATE_AFTER
    waits_since = max(said_at + LATE_AFTER, received_at + LEAST)
    return min(waits_since, received_at + LATE_AFTER)


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


def take_back_notice(session: Session, chat_key: str) -> None:
    """Drop a notice that did not leave yet, as the answer is there, in the caller's transaction.

    What else the chat waits for is told again if it is still late.
    """
    unsent = (
        select(TelegramDelivery.outbox_id)
        .join(Outbox, Outbox.id == TelegramDelivery.outbox_id)
        .where(TelegramDelivery.chat_key == chat_key, Outbox.unique_key.startswith(_KEY))
        .where(TelegramDelivery.state == DeliveryState.WAITING, TelegramDelivery.parts_sent == 0)
        .where(TelegramDelivery.claimed_by.is_(None))
    )
    ids = session.scalars(unsent.with_for_update(of=TelegramDelivery)).all()
    if not ids:
        return
    session.execute(delete(TelegramDelivery).where(TelegramDelivery.outbox_id.in_(ids)))
    session.execute(delete(Outbox).where(Outbox.id.in_(ids)))
    waiting = update(Inbox).where(Inbox.chat_key == chat_key, Inbox.state == InboxState.WAITING)
    session.execute(waiting.values(told_late_at=None))


def _late_rows(now: datetime) -> Select[Inbox]:
    return select(Inbox).where(
        Inbox.state == InboxState.WAITING,
        Inbox.late_at <= now,
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
    key = f"{_KEY}{row.id}"
    enqueue(session, row.chat_key, notice, now=now, inbox_id=row.id, unique_key=key)
    return True
