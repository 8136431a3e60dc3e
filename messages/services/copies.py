"""A copy of all that is kept of a chat, for the student whose it is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from messages.services.addresses import ChatNotFoundError
from messages.tables import Chat, ChatAddress, Inbox, Outbox, Turn
from safeguarding.domain.alerts import DISCLOSE_INTENT


@dataclass(frozen=True)
class AddressCopy:
    """Where the chat happens; `address` is Telegram's number of the account."""

    channel: str
    address: str | None
    since: datetime


@dataclass(frozen=True)
class LineCopy:
    """What one side wrote."""

    at: datetime
    is_students: bool
    text: str


@dataclass(frozen=True)
class TopicCopy:
    """What a message was taken to be about, which is kept for longer than its words."""

    at: datetime
    topic: str


@dataclass(frozen=True)
class ChatCopy:
    """A chat with all that was said and is not deleted yet."""

    begun_at: datetime
    addresses: tuple[AddressCopy, ...]
    lines: tuple[LineCopy, ...]
    topics: tuple[TopicCopy, ...]


def copy_of_chat(session: Session, chat_key: str) -> ChatCopy:
    """Return a chat's copy.

    Raises:
        ChatNotFoundError: there is no such chat.
    """
    chat = session.get(Chat, chat_key)
    if chat is None:
        raise ChatNotFoundError("no chat with this key")
    return ChatCopy(
        begun_at=chat.created_at,
        addresses=_addresses(session, chat_key),
        lines=_lines(session, chat_key),
        topics=_topics(session, chat_key),
    )


def _addresses(session: Session, chat_key: str) -> tuple[AddressCopy, ...]:
    rows = session.scalars(
        select(ChatAddress)
        .where(ChatAddress.chat_key == chat_key)
        .options(undefer(ChatAddress.address))
        .order_by(ChatAddress.id)
    )
    return tuple(AddressCopy(row.channel.value, row.address, row.created_at) for row in rows)


def _lines(session: Session, chat_key: str) -> tuple[LineCopy, ...]:
    heard = session.scalars(
        select(Inbox)
        .where(Inbox.chat_key == chat_key, Inbox.shown.is_not(None))
        .options(undefer(Inbox.shown))
        .order_by(Inbox.id)
    )
    said = session.scalars(select(Outbox).where(Outbox.chat_key == chat_key).order_by(Outbox.id))
    lines = [
        *(LineCopy(row.received_at, True, row.shown or "") for row in heard),
        *(LineCopy(row.created_at, False, str(row.content["text"])) for row in said),
    ]
    return tuple(sorted(lines, key=lambda line: (line.at, not line.is_students)))


def _topics(session: Session, chat_key: str) -> tuple[TopicCopy, ...]:
    """Return the topics; signs of harm would outlive the words and tell of the lead's record."""
    rows = session.execute(
        select(Turn.created_at, Turn.intent)
        .where(Turn.chat_key == chat_key, Turn.intent.is_not(None))
        .where(Turn.intent != DISCLOSE_INTENT)
        .order_by(Turn.inbox_id)
    )
    return tuple(TopicCopy(at, str(intent)) for at, intent in rows)
