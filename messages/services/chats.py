"""Chats: opened, bound to a student, looked up, erased."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from messages.domain.content import Say
from messages.services.addresses import (
    ChatNotFoundError,
    address_row,
    chat_row,
    has_address,
    new_address,
)
from messages.services.leaving import drop_if_left, leave_telegram
from messages.services.outbox import FAREWELL
from messages.tables import Button, Channel, Chat, ChatAddress, Inbox, InboxState, Outbox, Turn
from messages.words import WORDING
from storage.database import Database, reading, transaction
from storage.tables import Effect, RasaTracker


@dataclass(frozen=True)
class ChatView:
    """A chat as other rooms see it."""

    key: str
    student_key: str | None
    school_id: int | None


def open_chat(db: Database, *, channel: Channel, address: str, now: datetime) -> str:
    """Return the key of the chat at this address, made if there is none."""
    try:
        return _open(db, channel, address, now)
    except IntegrityError:  # it was opened by somebody else at the same moment
        return _open(db, channel, address, now)


def open_in(session: Session, *, channel: Channel, address: str, now: datetime) -> str:
    """Do what `open_chat` does, in the caller's transaction.

    Raises:
        IntegrityError: it was opened by somebody else at the same moment.
    """
    known = address_row(session, channel=channel, address=address)
    if known is not None:
        return known.chat_key
    chat = Chat(key=secrets.token_urlsafe(16), created_at=now, last_seen_at=now)
    session.add(chat)
    session.flush()
    new_address(session, chat.key, channel, address, now=now)
    session.flush()
    return chat.key


def find_chat(session: Session, *, channel: Channel, address: str) -> ChatView:
    """Return the chat at this address.

    Raises:
        ChatNotFoundError: nobody opened a chat there, or it was removed.
    """
    return _view(chat_row(session, channel=channel, address=address))


def chat_of(session: Session, chat_key: str) -> ChatView:
    """Return the chat with this key.

    Raises:
        ChatNotFoundError: there is none.
    """
    chat = session.get(Chat, chat_key)
    if chat is None:
        raise ChatNotFoundError("no chat with this key")
    return _view(chat)


def is_erased_in(db: Database, chat_key: str, turn_id: str) -> bool:
    """Return whether a chat was erased in this turn, which has not ended yet."""
    with reading(db) as session:
        chat = session.get(Chat, chat_key)
        return chat is not None and chat.forgotten_in == turn_id


def bind_chat(session: Session, chat_key: str, *, student_key: str, school_id: int | None) -> None:
    """Say whose chat this is; in the caller's transaction.

    Raises:
        ChatNotFoundError: there is no such chat.
    """
    chat = session.get(Chat, chat_key)
    if chat is None:
        raise ChatNotFoundError("no chat with this key")
    chat.student_key, chat.school_id = student_key, school_id


def chats_of_student(session: Session, student_key: str) -> list[str]:
    """Return the keys of a student's chats, the most recently used first."""
    found = select(Chat.key).where(Chat.student_key == student_key)
    return list(session.scalars(found.order_by(Chat.last_seen_at.desc(), Chat.key)))


def chats_on_telegram(session: Session, school_id: int) -> list[str]:
    """Return the keys of a school's chats that have a Telegram account."""
    found = (
        select(Chat.key)
        .join(ChatAddress, ChatAddress.chat_key == Chat.key)
        .where(Chat.school_id == school_id, ChatAddress.channel == Channel.TELEGRAM)
    )
    return list(session.scalars(found.order_by(Chat.key)))


def erase_chat(
    session: Session,
    chat_key: str,
    *,
    now: datetime,
    is_unasked: bool = False,
    says: Sequence[Say] = (),
) -> None:
    """Erase all that was said in a chat, and whose it was; in the caller's transaction.

    The chat says so in the same transaction, and then `says`: a crash right after it must not
    leave the student wondering. A Telegram account is a stranger's at once; only this farewell
    still knows it, until it arrived or is given up. `is_unasked`: time did it, not the student.

    Messages still to be answered stay where the answers can be read; the oldest of them is the
    turn that asked for this, if one did. It is noted, so that its end removes what it still wrote.
    """
    chat = session.get(Chat, chat_key)
    if chat is None:
        return
    turn_ids = select(Inbox.turn_id).where(Inbox.chat_key == chat_key)
    session.execute(delete(Effect).where(Effect.turn_id.in_(turn_ids)))
    session.execute(delete(Turn).where(Turn.chat_key == chat_key))
    session.execute(delete(Button).where(Button.chat_key == chat_key))
    session.execute(delete(Outbox).where(Outbox.chat_key == chat_key))
    answered = (Inbox.chat_key == chat_key, Inbox.state != InboxState.WAITING)
    session.execute(delete(Inbox).where(*answered))
    session.execute(delete(RasaTracker).where(RasaTracker.chat_key == chat_key))
    chat.student_key = chat.school_id = None
    chat.forgotten_in = session.scalar(
        select(Inbox.turn_id).where(Inbox.chat_key == chat_key).order_by(Inbox.id).limit(1)
    )
    leave_telegram(
        session,
        chat_key,
        [Say(WORDING.text("forgotten")), *says],
        now=now,
        unique_key=f"{FAREWELL}:{chat_key}",
        is_unasked=is_unasked,
    )
    if not has_address(session, chat_key):
        drop_waiting(session, chat_key)  # nobody would read the answers
    drop_if_left(session, chat_key)


def drop_waiting(session: Session, chat_key: str) -> None:
    """Erase what still waits for an answer in an erased chat; in the caller's transaction.

    The oldest may be being answered right now: the end of that turn removes it.
    """
    chat = session.get(Chat, chat_key)
    if chat is None:
        return
    rest = delete(Inbox).where(Inbox.chat_key == chat_key)
    if chat.forgotten_in is not None:
        rest = rest.where(Inbox.turn_id != chat.forgotten_in)
    session.execute(rest)


def _open(db: Database, channel: Channel, address: str, now: datetime) -> str:
    with transaction(db) as session:
        return open_in(session, channel=channel, address=address, now=now)


def _view(chat: Chat) -> ChatView:
    return ChatView(chat.key, chat.student_key, chat.school_id)
