"""Addresses of chats: where a conversation can be reached, moved, lost and found again."""

from datetime import datetime
from enum import Enum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from messages.services.keyboards import forget_keyboards
from messages.tables import Channel, Chat, ChatAddress, DeliveryState, Outbox, TelegramDelivery
from storage.database import Database, transaction
from storage.secrets import keyed_hash

SCOPE_CHARS = 32  # of the hash: 128 bits


class ChatNotFoundError(Exception):
    """There is no such chat; the student has to start one."""


class Ended(Enum):
    """Which of the messages that wait are meant."""

    ALL = "all"
    UNASKED = "unasked"  # the student did not ask for them
    REMINDERS = "reminders"


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
    hashed = hash_of_address(session, address)
    return session.scalar(
        select(ChatAddress).where(
            ChatAddress.channel == channel, ChatAddress.address_hash == hashed
        )
    )


def address_scope(session: Session, address: str) -> str:
    """Return what is put before the ids that an address gives out, to make them the database's."""
    return hash_of_address(session, address)[:SCOPE_CHARS]


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
    lock_chats(session, {chat_key} if row is None else {chat_key, row.chat_key})
    if session.get(Chat, chat_key) is None:
        raise ChatNotFoundError("no chat with this key")
    if row is not None and row.chat_key == chat_key:
        row.gone_at = None
        return
    if channel is Channel.TELEGRAM:
        end_deliveries(session, chat_key, "readdressed", now=now)
        drop_telegram(session, chat_key)
        if row is not None:
            end_deliveries(session, row.chat_key, "readdressed", now=now)
            forget_keyboards(session, {row.chat_key})
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


def has_address(session: Session, chat_key: str, channel: Channel | None = None) -> bool:
    """Return whether a chat has an address at all, or one of this channel, live or not."""
    found = select(ChatAddress.id).where(ChatAddress.chat_key == chat_key)
    if channel is not None:
        found = found.where(ChatAddress.channel == channel)
    return session.scalar(found.limit(1)) is not None


def telegram_account(session: Session, chat_key: str) -> str | None:
    """Return the keyed hash of a chat's Telegram account, None if it has none."""
    return session.scalar(
        select(ChatAddress.address_hash).where(
            ChatAddress.chat_key == chat_key, ChatAddress.channel == Channel.TELEGRAM
        )
    )


def hash_of_address(session: Session, address: str) -> str:
    """Return the keyed hash that an address is known by, in a chat or not."""
    return keyed_hash(session, "address", address)


def mark_gone(
    db: Database, chat_key: str, *, address_hash: str, since: datetime, now: datetime
) -> None:
    """Note that a Telegram account cannot be reached, and end what waits for it.

    It may be that of a chat that has another account by now, or of somebody who has written
    after `since`, when the call was begun that Telegram refused: then nothing is changed.
    """
    with transaction(db) as session:
        lock_chats(session, {chat_key})
        row, chat = telegram_address(session, chat_key), session.get(Chat, chat_key)
        if (
            row is None
            or row.address_hash != address_hash
            or chat is None
            or chat.last_seen_at > since
        ):
            return
        _lose(session, row, now)


def lose_telegram(session: Session, chat_key: str, *, now: datetime) -> None:
    """Note that a student left their Telegram account, and end what waits for it."""
    row = telegram_address(session, chat_key)
    if row is not None:
        _lose(session, row, now)


def _lose(session: Session, row: ChatAddress, now: datetime) -> None:
    row.gone_at = now
    session.flush()
    end_deliveries(session, row.chat_key, "gone", now=now)


def end_addresses(
    session: Session, chat_key: str, *, now: datetime, only_telegram: bool = True
) -> None:
    """Take a chat's Telegram account away from it, with what waits to be sent there.

    Without `only_telegram` the chat can be reached from nowhere any more, until somebody joins it
    again; what was said stays.
    """
    lock_chats(session, {chat_key})
    end_deliveries(session, chat_key, "readdressed", now=now)
    drop_telegram(session, chat_key)
    if not only_telegram:
        session.execute(delete(ChatAddress).where(ChatAddress.chat_key == chat_key))


def stop_reminders(session: Session, chat_key: str, *, now: datetime) -> None:
    """Send no more reminders to a chat's Telegram account, not even those that wait."""
    row = telegram_address(session, chat_key)
    if row is None:
        return
    row.stopped_at = row.stopped_at or now
    end_deliveries(session, chat_key, "stopped", now=now, which=Ended.REMINDERS)


def end_deliveries(
    session: Session, chat_key: str, failure: str, *, now: datetime, which: Ended = Ended.ALL
) -> None:
    """Give up what waits to be sent to a chat's Telegram account; `failure` is a short code."""
    waiting = update(TelegramDelivery).where(
        TelegramDelivery.chat_key == chat_key, TelegramDelivery.state == DeliveryState.WAITING
    )
    if which is Ended.REMINDERS:
        waiting = waiting.where(TelegramDelivery.is_reminder.is_(True))
    elif which is Ended.UNASKED:
        unasked = select(Outbox.id).where(Outbox.chat_key == chat_key, Outbox.inbox_id.is_(None))
        waiting = waiting.where(TelegramDelivery.outbox_id.in_(unasked))
    session.execute(
        waiting.values(state=DeliveryState.FAILED, failure=failure, failed_at=now, address=None)
    )


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
        address_hash=hash_of_address(session, address),
        address=address if channel is Channel.TELEGRAM else None,
        created_at=now,
    )


def lock_chats(session: Session, chat_keys: set[str]) -> None:
    """Let nothing be queued for these chats meanwhile: it would go to the wrong account."""
    mine = select(Chat.key).where(Chat.key.in_(chat_keys)).order_by(Chat.key)
    session.execute(mine.with_for_update()).all()


def drop_telegram(session: Session, chat_key: str) -> None:
    """Forget which Telegram account is a chat's; what waits to be sent is the caller's to end."""
    forget_keyboards(session, {chat_key})
    session.execute(
        delete(ChatAddress).where(
            ChatAddress.chat_key == chat_key, ChatAddress.channel == Channel.TELEGRAM
        )
    )
