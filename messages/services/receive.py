"""Receiving: the concern check and the inbox row are one commit; only then anybody acknowledges."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from messages.domain.content import Say
from messages.domain.text import clean_text, cut_text
from messages.services.addresses import address_scope, chat_heard_from, chat_row
from messages.services.buttons import Refusal, press, use_up
from messages.services.chats import open_chat
from messages.services.late import late_from
from messages.services.outbox import enqueue
from messages.tables import Channel, Chat, Inbox, InboxKind, InboxState, Turn
from messages.words import WORDING
from safeguarding.domain.alerts import FoundBy
from safeguarding.services.alerts import raise_alert
from safeguarding.signs import Match, find_signs
from storage.database import Database, reading, transaction

OPENING_PAYLOAD = "/greet"
_OPENING_ID = "opening"
_MAX_UPDATE_ID = 64


class EmptyMessageError(Exception):
    """There is nothing to read in the message."""


@dataclass(frozen=True)
class Incoming:
    """A message as a channel hands it over: typed text, a pressed button's token, or a command.

    `update_id` is the channel's own id of this message (1-64 characters): the same id from the
    same chat is the same message. `address` is what the channel knows the chat by. `payload` is
    one of our own, chosen by the channel's code, never anything that was typed. `said_at` is when
    the channel had it from the student, where that may be long before we do.
    """

    channel: Channel
    address: str
    update_id: str
    text: str = ""
    button_token: str | None = None
    payload: str | None = None
    said_at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """Proof that a message is kept; `duplicate` when it already was."""

    inbox_id: int
    turn_id: str
    duplicate: bool


def begin_chat(db: Database, *, channel: Channel, address: str, now: datetime) -> str:
    """Open the chat at this address and have the dialogue speak first; return the chat's key.

    Beginning twice changes nothing.
    """
    chat_key = open_chat(db, channel=channel, address=address, now=now)
    with transaction(db) as session:
        chat = session.get_one(Chat, chat_key)
        opening = Incoming(channel, address, _OPENING_ID, payload=OPENING_PAYLOAD)
        if _known(session, chat, opening) is None:
            session.add(
                _inbox(session, chat, opening, InboxKind.BUTTON, OPENING_PAYLOAD, None, now=now)
            )
    return chat_key


def receive(db: Database, incoming: Incoming, *, now: datetime) -> Receipt:
    """Keep a message, and raise an alert with it if it shows signs of harm.

    Raises:
        ChatNotFoundError: there is no chat at this address.
        EmptyMessageError: nothing readable is in it.
        ValueError: the update id is empty or too long.
        StoreUnavailableError: nothing was kept; the sender may try again.
    """
    if not 0 < len(incoming.update_id) <= _MAX_UPDATE_ID:
        raise ValueError(f"an update id has 1 to {_MAX_UPDATE_ID} characters")
    try:
        with transaction(db) as session:
            return _receive(session, incoming, now)
    except IntegrityError:  # the same message arrived twice at the same moment
        with transaction(db) as session:
            return _receive(session, incoming, now)


def is_kept(db: Database, incoming: Incoming) -> bool:
    """Return whether a message was kept before.

    Raises:
        ChatNotFoundError: there is no chat at this address.
        StoreUnavailableError: the database could not be reached.
    """
    with reading(db) as session:
        chat = chat_row(session, channel=incoming.channel, address=incoming.address)
        return _known(session, chat, incoming) is not None


def _receive(session: Session, incoming: Incoming, now: datetime) -> Receipt:
    chat = chat_heard_from(session, channel=incoming.channel, address=incoming.address)
    known = _known(session, chat, incoming)
    if known is not None:
        return Receipt(known.id, known.turn_id, duplicate=True)
    chat.last_seen_at = now
    if incoming.button_token is not None:
        row = _keep_button(session, chat, incoming, now)
    elif incoming.payload is not None:
        row = _keep_command(session, chat, incoming, now)
    else:
        row = _keep_text(session, chat, incoming, now)
    return Receipt(row.id, row.turn_id, duplicate=False)


def _keep_text(session: Session, chat: Chat, incoming: Incoming, now: datetime) -> Inbox:
    whole = clean_text(incoming.text)
    if not whole:
        raise EmptyMessageError("the message is empty")
    text, was_cut = cut_text(whole)
    row = _inbox(session, chat, incoming, InboxKind.TEXT, text, text, now=now)
    session.add(row)
    session.flush()
    matches = find_signs(whole)
    if matches:
        _answer_concern(session, chat, row, whole, matches, now)
    elif was_cut:
        enqueue(session, chat.key, [Say(WORDING.text("cut"))], now=now, inbox_id=row.id)
    return row


def _keep_button(session: Session, chat: Chat, incoming: Incoming, now: datetime) -> Inbox:
    pressed = press(session, incoming.button_token or "", chat_key=chat.key, now=now)
    if isinstance(pressed, Refusal):
        row = _inbox(session, chat, incoming, InboxKind.BUTTON, None, None, now=now)
        row.state, row.finished_at = InboxState.DONE, now
        session.add(row)
        session.flush()
        says = [Say(WORDING.text(pressed.value))]
        enqueue(session, chat.key, says, now=now, inbox_id=row.id)
        return row
    row = _inbox(session, chat, incoming, InboxKind.BUTTON, pressed.payload, pressed.title, now=now)
    session.add(row)
    session.flush()
    use_up(session, pressed, inbox_id=row.id)
    return row


def _keep_command(session: Session, chat: Chat, incoming: Incoming, now: datetime) -> Inbox:
    shown = clean_text(incoming.text) or None
    row = _inbox(session, chat, incoming, InboxKind.BUTTON, incoming.payload, shown, now=now)
    session.add(row)
    session.flush()
    return row


def _answer_concern(
    session: Session,
    chat: Chat,
    row: Inbox,
    text: str,
    matches: tuple[Match, ...],
    now: datetime,
) -> None:
    """Alert the lead and answer at once, without the dialogue: it may be down or mistaken."""
    replies = raise_alert(
        session,
        chat_key=chat.key,
        student_key=chat.student_key,
        school_id=chat.school_id,
        inbox_id=row.id,
        text=text,
        matches=matches,
        found_by=FoundBy.RULES,
        now=now,
    )
    enqueue(session, chat.key, [Say(reply) for reply in replies], now=now, inbox_id=row.id)
    row.state, row.finished_at = InboxState.DONE, now
    session.add(
        Turn(
            inbox_id=row.id,
            chat_key=chat.key,
            school_id=chat.school_id,
            answered_by="rules",
            intent="disclose_concern",
            latency_ms=0,
            created_at=now,
        )
    )


def _known(session: Session, chat: Chat, incoming: Incoming) -> Inbox | None:
    return session.scalar(
        select(Inbox).where(
            Inbox.channel == incoming.channel,
            Inbox.update_id == _scoped(session, chat, incoming),
        )
    )


def _scoped(session: Session, chat: Chat, incoming: Incoming) -> str:
    """Return the id within what gave it out: clients may repeat each other's.

    Telegram's belong to the account: the same update may come again when the account has become
    another chat's.
    """
    is_telegrams = incoming.channel is Channel.TELEGRAM and incoming.update_id != _OPENING_ID
    scope = address_scope(session, incoming.address) if is_telegrams else chat.key
    return f"{scope}:{incoming.update_id}"


def _inbox(
    session: Session,
    chat: Chat,
    incoming: Incoming,
    kind: InboxKind,
    text: str | None,
    shown: str | None,
    *,
    now: datetime,
) -> Inbox:
    return Inbox(
        turn_id=secrets.token_urlsafe(16),
        chat_key=chat.key,
        channel=incoming.channel,
        update_id=_scoped(session, chat, incoming),
        kind=kind,
        text=text,
        shown=shown,
        received_at=now,
        late_at=late_from(now, incoming.said_at),
    )
