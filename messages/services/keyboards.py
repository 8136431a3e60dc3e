"""Keyboards that are still to be seen on Telegram: of answered questions they are taken away."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from messages.tables import TelegramDelivery
from storage.database import Database, reading, transaction

MOST_KEYBOARDS = 3  # of a chat at once; older ones stay, and their buttons answer politely


def shown_keyboards(db: Database, chat_key: str) -> dict[int, int]:
    """Return a chat's newest messages with buttons to be seen: outbox id to Telegram's id."""
    newest = (
        select(TelegramDelivery.outbox_id, TelegramDelivery.message_id)
        .where(TelegramDelivery.chat_key == chat_key, TelegramDelivery.has_keyboard.is_(True))
        .order_by(TelegramDelivery.outbox_id.desc())
        .limit(MOST_KEYBOARDS)
    )
    with reading(db) as session:
        return {
            outbox_id: message_id
            for outbox_id, message_id in session.execute(newest)
            if message_id is not None
        }


def note_keyboards_gone(db: Database, outbox_ids: Collection[int]) -> None:
    """Note that these messages' buttons are taken away."""
    with transaction(db) as session:
        session.execute(
            update(TelegramDelivery)
            .where(TelegramDelivery.outbox_id.in_(outbox_ids))
            .values(has_keyboard=False)
        )


def forget_keyboards(session: Session, chat_keys: Collection[str]) -> None:
    """Leave the keyboards of these chats alone: they are in an account that is theirs no more."""
    session.execute(
        update(TelegramDelivery)
        .where(TelegramDelivery.chat_key.in_(chat_keys), TelegramDelivery.has_keyboard.is_(True))
        .values(has_keyboard=False)
    )
