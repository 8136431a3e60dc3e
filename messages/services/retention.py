"""Deleting on time: words after 90 days, what is left of a turn after a year (settings)."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from messages.tables import Button, Chat, Inbox, InboxState, Outbox, TelegramUpdate, Turn

KEEP_UPDATES = timedelta(days=3)  # Telegram itself forgets an update after one day


def expire_words(session: Session, *, now: datetime, keep: timedelta) -> int:
    """Remove the words of both sides that are older than `keep`; return how many messages.

    What a turn was about (intent, confidence, latency) stays until `expire_turns`.
    """
    before = now - keep
    session.execute(delete(Button).where(Button.expires_at < now))
    said = session.execute(delete(Outbox).where(Outbox.created_at < before))
    session.execute(
        update(Turn)
        .where(Turn.created_at < before, Turn.understanding.is_not(None))
        .values(understanding=None)
    )
    heard = session.execute(
        update(Inbox)
        .where(Inbox.received_at < before, Inbox.text.is_not(None))
        .where(Inbox.state != InboxState.WAITING)
        .values(text=None, shown=None)
    )
    return _count(said) + _count(heard)


def expire_turns(session: Session, *, now: datetime, keep: timedelta) -> int:
    """Delete turns older than `keep`, and chats that hold nothing more; return how many turns."""
    before = now - keep
    old = session.execute(delete(Inbox).where(Inbox.received_at < before))
    session.execute(
        delete(Chat)
        .where(Chat.last_seen_at < before)
        .where(~exists(select(Inbox.id).where(Inbox.chat_key == Chat.key)))
    )
    return _count(old)


def expire_telegram_updates(session: Session, *, now: datetime) -> int:
    """Delete what is noted of Telegram's updates once they cannot come again; return how many."""
    old = delete(TelegramUpdate).where(TelegramUpdate.handled_at < now - KEEP_UPDATES)
    return _count(session.execute(old))


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
