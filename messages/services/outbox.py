"""Messages to students: written in the transaction of their cause, read by the channels."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.domain.content import Say
from messages.tables import Button, Chat, Outbox

BUTTON_LIFE = timedelta(days=14)
_TOKEN_BYTES = 12  # 16 characters: far under Telegram's 64-byte limit, beyond guessing


def enqueue(
    session: Session,
    chat_key: str,
    says: Sequence[Say],
    *,
    now: datetime,
    inbox_id: int | None = None,
    unique_key: str | None = None,
) -> None:
    """Queue messages for a chat, in order, in the caller's transaction.

    With `unique_key` a second call with the same key queues nothing. The chat's row is locked
    first, so that ids grow in the order of commits and a reader's "after" misses nothing.
    """
    session.scalar(select(Chat.key).where(Chat.key == chat_key).with_for_update())
    if unique_key is not None and _is_known(session, unique_key):
        return
    for number, say in enumerate(says):
        row = Outbox(
            chat_key=chat_key,
            inbox_id=inbox_id,
            content={"text": say.text},
            unique_key=unique_key if number == 0 else None,
            created_at=now,
        )
        session.add(row)
        session.flush()
        for position, choice in enumerate(say.choices):
            session.add(
                Button(
                    token=secrets.token_urlsafe(_TOKEN_BYTES),
                    chat_key=chat_key,
                    outbox_id=row.id,
                    position=position,
                    title=choice.title,
                    payload=choice.payload,
                    expires_at=now + BUTTON_LIFE,
                )
            )


def _is_known(session: Session, unique_key: str) -> bool:
    return session.scalar(select(Outbox.id).where(Outbox.unique_key == unique_key)) is not None
