"""Addresses of chats: where a conversation can be reached, moved, lost and found again."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from messages.tables import Channel, Chat, ChatAddress, DeliveryState, Inbox, TelegramDelivery
from storage.database import Database, transaction
from storage.secrets import keyed_hash


class ChatNotFoundError(Exception):
    """There is no such chat; the student has to start one."""


def chat_row(session: Session, *, channel: Channel, address: str) -> Chat:
    """Return the row of the chat at this address, for use inside this room.

    Raises:
        ChatNotFoundError: nobody opened a chat there, or it was removed.
    """
    found = address_row(session, channel=channel, address=address)
    if found is None:
        raise ChatNotFoundError("no chat at this address")
    return session.get_one(Chat, found.chat_key)


def chat_heard_from(session: Session, *, channel: Channel, address: str) -> Chat:
    """Return the row of the chat at this address; whoever was gone from there is back.

    Raises:
        ChatNotFoundError: nobody opened a chat there, or it was removed.
    """
    found = address_row(session, channel=channel, address=address)
    if found is None:
        raise ChatNotFoundError("no chat at this address")
    found.gone_at = None
    return session.get_one(Chat, found.chat_key)


def address_row(session: Session, *, channel: Channel, address: str) -> ChatAddress | None:
    """Return the row of this address, None if no chat has it."""
    hashed = keyed_hash(session, "address", address)
    return session.scalar(
        select(ChatAddress).where(
            ChatAddress.channel == channel, ChatAddress.address_hash == hashed
        )
    )


def attach_address(
    session: Session, chat_key: str, *, channel: Channel, address: str, now: datetime
) -> None:
    """Make a chat reachable at this address, taken from another chat if need be.

    A chat has one Telegram account: attaching a second one ends the first, which then belongs to
    no chat. What waited for either of them is not sent to somebody else. In the caller's
    transaction; attaching twice changes nothing.

    Raises:
        ChatNotFoundError: there is no such chat.
    """
    row = address_row(session, channel=channel, address=address)
    _lock(session, {chat_key} if row is None else {chat_key, row.chat_key})
    if session.get(Chat, chat_key) is None:
        raise ChatNotFoundError("no chat with this key")
    if row is not None and row.chat_key == chat_key:
        row.gone_at = None
        return
    if channel is Channel.TELEGRAM:
        end_deliveries(session, chat_key, "readdressed", now=now)
        _end_telegram(session, chat_key)
        if row is not None:
            end_deliveries(session, row.chat_key, "readdressed", now=now)
    if row is None:
        session.add(_new(session, chat_key, channel, address, now))
    else:
        row.chat_key, row.created_at = chat_key, now
        row.gone_at = row.stopped_at = None
    session.flush()


def telegram_address(session: Session, chat_key: str) -> ChatAddress | None:
    """Return the chat's live Telegram address, None if there is none or the student is gone."""
    return session.scalar(
        select(ChatAddress).where(
            ChatAddress.chat_key == chat_key,
            ChatAddress.channel == Channel.TELEGRAM,
            ChatAddress.gone_at.is_(None),
        )
    )


def mark_gone(db: Database, chat_key: str, *, now: datetime) -> None:
    """Note that a chat's Telegram account cannot be reached, and end what waits for it."""
    with transaction(db) as session:
        lose_telegram(session, chat_key, now=now)


def lose_telegram(session: Session, chat_key: str, *, now: datetime) -> None:
    """Do what `mark_gone` does, in the caller's transaction."""
    row = telegram_address(session, chat_key)
    if row is not None:
        row.gone_at = now
        session.flush()
    end_deliveries(session, chat_key, "gone", now=now)


def end_telegram(session: Session, chat_key: str, *, now: datetime) -> None:
    """Take a chat's Telegram account away from it, with what waits to be sent there."""
    _lock(session, {chat_key})
    end_deliveries(session, chat_key, "readdressed", now=now)
    _end_telegram(session, chat_key)


def forget_telegram(session: Session, chat_key: str) -> None:
    """Forget the Telegram account of an erased chat, unless it wrote something since.

    The turn that asked for the erasure may still be ending: it does not count.
    """
    chat = session.get_one(Chat, chat_key)
    since = select(Inbox.id).where(Inbox.chat_key == chat_key)
    if chat.forgotten_in is not None:
        since = since.where(Inbox.turn_id != chat.forgotten_in)
    if chat.student_key is None and session.scalar(since.limit(1)) is None:
        _end_telegram(session, chat_key)


def stop_reminders(session: Session, chat_key: str, *, now: datetime) -> None:
    """Send no more reminders to a chat's Telegram account, not even those that wait."""
    row = telegram_address(session, chat_key)
    if row is None:
        return
    row.stopped_at = row.stopped_at or now
    end_deliveries(session, chat_key, "stopped", now=now, only_reminders=True)


def end_deliveries(
    session: Session, chat_key: str, failure: str, *, now: datetime, only_reminders: bool = False
) -> None:
    """Give up what waits to be sent to a chat's Telegram account; `failure` is a short code."""
    waiting = update(TelegramDelivery).where(
        TelegramDelivery.chat_key == chat_key, TelegramDelivery.state == DeliveryState.WAITING
    )
    if only_reminders:
        waiting = waiting.where(TelegramDelivery.is_reminder.is_(True))
    session.execute(waiting.values(state=DeliveryState.FAILED, failure=failure, failed_at=now))


def new_address(
    session: Session, chat_key: str, channel: Channel, address: str, *, now: datetime
) -> None:
    """Give a new chat its first address, in the caller's transaction."""
    session.add(_new(session, chat_key, channel, address, now))


def _new(
    session: Session, chat_key: str, channel: Channel, address: str, now: datetime
) -> ChatAddress:
    return ChatAddress(
        chat_key=chat_key,
        channel=channel,
        address_hash=keyed_hash(session, "address", address),
        address=address if channel is Channel.TELEGRAM else None,
        created_at=now,
    )


def _lock(session: Session, chat_keys: set[str]) -> None:
    """Let nothing be queued for these chats meanwhile: it would go to the wrong account."""
    mine = select(Chat.key).where(Chat.key.in_(chat_keys)).order_by(Chat.key)
    session.execute(mine.with_for_update()).all()


def _end_telegram(session: Session, chat_key: str) -> None:
    session.execute(
        delete(ChatAddress).where(
            ChatAddress.chat_key == chat_key, ChatAddress.channel == Channel.TELEGRAM
        )
    )
