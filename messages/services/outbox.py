"""Messages to students: written in the transaction of their cause, read by the channels."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.domain.content import Say
from messages.domain.text import is_visible
from messages.services.addresses import telegram_address
from messages.tables import Button, Channel, Chat, Inbox, Outbox, TelegramDelivery
from messages.words import WORDING

BUTTON_LIFE = timedelta(days=14)
FAREWELL = "forgotten"  # begins the unique key of the last word to somebody erased
_TOKEN_BYTES = 12  # 16 characters: far under Telegram's 64-byte limit, beyond guessing


def enqueue(
    session: Session,
    chat_key: str,
    says: Sequence[Say],
    *,
    now: datetime,
    inbox_id: int | None = None,
    unique_key: str | None = None,
    channel: Channel | None = None,
    is_reminder: bool = False,
    is_repeatable: bool = True,
) -> None:
    """Queue messages for a chat, in order, in the caller's transaction.

    With `unique_key` a second call with the same key queues nothing. An answer (`inbox_id`) goes
    where its question came from, anything else to `channel`, or to every channel the chat has;
    the web shows all of it. `is_reminder` waits in quiet hours; not `is_repeatable` is what must
    never be said twice: then an unknown outcome is the end of it.

    The chat's row is locked first, so that ids grow in the order of commits and a reader's
    "after" misses nothing.
    """
    session.scalar(select(Chat.key).where(Chat.key == chat_key).with_for_update())
    if unique_key is not None and _is_known(session, unique_key):
        return
    channel = _channel_of(session, inbox_id) or channel
    goes_to_telegram = _goes_to_telegram(session, chat_key, channel, is_reminder=is_reminder)
    for number, say in enumerate(each for each in map(_said, says) if each is not None):
        row = Outbox(
            chat_key=chat_key,
            inbox_id=inbox_id,
            channel=channel,
            content=_content(say),
            unique_key=unique_key if number == 0 else None,
            created_at=now,
        )
        session.add(row)
        session.flush()
        _add_buttons(session, row, say, now)
        if goes_to_telegram:
            session.add(
                TelegramDelivery(
                    outbox_id=row.id,
                    chat_key=chat_key,
                    is_reminder=is_reminder,
                    is_repeatable=is_repeatable,
                )
            )


def _said(say: Say) -> Say | None:
    """Return what is to be said: nothing that cannot be seen, and no buttons without a word."""
    if is_visible(say.text) or say.document is not None:
        return say
    return replace(say, text=WORDING.text("choose")) if say.choices else None


def _content(say: Say) -> dict[str, Any]:
    content: dict[str, Any] = {"text": say.text}
    if say.document is not None:
        content["document"] = say.document
    if say.picture is not None:
        content["picture"] = {"kind": say.picture.kind, "about": dict(say.picture.about)}
    return content


def _add_buttons(session: Session, row: Outbox, say: Say, now: datetime) -> None:
    for position, choice in enumerate(say.choices):
        session.add(
            Button(
                token=secrets.token_urlsafe(_TOKEN_BYTES),
                chat_key=row.chat_key,
                outbox_id=row.id,
                position=position,
                title=choice.title,
                payload=choice.payload,
                use=choice.use,
                expires_at=now + BUTTON_LIFE,
            )
        )


def _channel_of(session: Session, inbox_id: int | None) -> Channel | None:
    if inbox_id is None:
        return None
    question = session.get(Inbox, inbox_id)
    return None if question is None else question.channel


def _goes_to_telegram(
    session: Session, chat_key: str, channel: Channel | None, *, is_reminder: bool
) -> bool:
    if channel not in (None, Channel.TELEGRAM):
        return False
    address = telegram_address(session, chat_key)
    return address is not None and not (is_reminder and address.stopped_at is not None)


def _is_known(session: Session, unique_key: str) -> bool:
    return session.scalar(select(Outbox.id).where(Outbox.unique_key == unique_key)) is not None
