"""Telegram's updates that did something beside the inbox, or that broke: noted, so done once."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from messages.tables import TelegramUpdate
from storage.database import Database, reading, transaction


def is_first_time(session: Session, update_id: int, *, now: datetime) -> bool:
    """Note an update in the caller's transaction; return False if it was noted before."""
    if is_noted(session, update_id):
        return False
    session.add(TelegramUpdate(update_id=update_id, handled_at=now))
    return True


def is_noted(session: Session, update_id: int) -> bool:
    """Return whether an update was noted before."""
    return session.get(TelegramUpdate, update_id) is not None


def note_broken_update(db: Database, update_id: int, failure: str, *, now: datetime) -> None:
    """Keep that an update broke, with the class of the error; its content is not kept."""
    with transaction(db) as session:
        noted = TelegramUpdate(update_id=update_id, handled_at=now, failure=failure[:64])
        session.merge(noted)


def broken_updates(db: Database) -> int:
    """Return how many updates broke in the days for which they are kept."""
    with reading(db) as session:
        broken = select(func.count()).where(TelegramUpdate.failure.is_not(None))
        return session.scalar(broken) or 0
