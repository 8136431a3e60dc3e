"""Making one conversation of two that turn out to be the same student's."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from messages.services.addresses import drop_telegram, end_deliveries, has_address, lock_chats
from messages.tables import (
    Button,
    Channel,
    Chat,
    ChatAddress,
    Inbox,
    Outbox,
    TelegramDelivery,
    Turn,
)
from storage.tables import RasaTracker

_SAID = (Inbox, Outbox, TelegramDelivery, Button, Turn, ChatAddress)


def merge_chats(session: Session, chat_key: str, *, into: str, now: datetime) -> None:
    """Move what was said in a chat, and where it can be reached, into another; it then is no more.

    In the caller's transaction. A Telegram account that comes along takes the place of the one
    there was: what waited for either is not sent to somebody else. The dialogue goes on with what
    it remembers of the chat that stays.
    """
    lock_chats(session, {chat_key, into})
    if has_address(session, chat_key, Channel.TELEGRAM):
        for key in (chat_key, into):
            end_deliveries(session, key, "readdressed", now=now)
        drop_telegram(session, into)
    session.flush()
    for table in _SAID:
        moved = update(table).where(table.chat_key == chat_key)
        session.execute(moved.values(chat_key=into))
    session.execute(delete(RasaTracker).where(RasaTracker.chat_key == chat_key))
    session.execute(delete(Chat).where(Chat.key == chat_key))
    session.get_one(Chat, into).last_seen_at = now
