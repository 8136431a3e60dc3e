"""Leaving Telegram: last words, and nothing kept of the account longer than they need it."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from messages.domain.content import Say
from messages.services.addresses import (
    Ended,
    drop_telegram,
    end_deliveries,
    lock_chats,
    telegram_address,
)
from messages.services.outbox import enqueue
from messages.tables import Chat, ChatAddress, DeliveryState, Outbox, TelegramDelivery
from storage.sealing import SealError
from storage.tables import RasaTracker

LAST_WORDS_LIFE = timedelta(days=1)  # then Telegram was away for too long to wait any further

logger = logging.getLogger(__name__)

_WAITING = TelegramDelivery.state == DeliveryState.WAITING


def leave_telegram(
    session: Session,
    chat_key: str,
    says: Sequence[Say],
    *,
    now: datetime,
    unique_key: str,
    is_unasked: bool,
    even_stopped: bool = False,
) -> None:
    """Say last words in a chat and take its Telegram account away, in the caller's transaction.

    From now on the account belongs to no chat: whoever writes from it is a stranger. Only what is
    still to be said to it knows it: answers that wait, help lines above all, and these words.
    Unasked words wait in quiet hours, and after /stop they are not said on Telegram, unless
    `even_stopped`.
    """
    lock_chats(session, {chat_key})
    account = _account(session, chat_key, even_stopped=even_stopped)
    end_deliveries(session, chat_key, "closed", now=now, which=Ended.UNASKED)
    enqueue(session, chat_key, says, now=now, unique_key=unique_key, is_reminder=is_unasked)
    if account is None:
        end_deliveries(session, chat_key, "gone", now=now)
    else:
        session.execute(
            update(TelegramDelivery)
            .where(TelegramDelivery.chat_key == chat_key, _WAITING)
            .values(address=account)
        )
    drop_telegram(session, chat_key)


def drop_if_left(session: Session, chat_key: str) -> None:
    """Delete an erased chat that nobody can reach and that has nothing more to say.

    The turn under way at the erasure keeps it until that turn ends.
    """
    session.flush()
    session.execute(delete(Chat).where(Chat.key == chat_key, Chat.forgotten_in.is_(None), *_LEFT))


def expire_left(session: Session, *, now: datetime) -> int:
    """Give up last words that did not arrive in a day, with the account they were for.

    Erased chats that are still there then go too. Returns how many accounts and chats went.
    """
    before = now - LAST_WORDS_LIFE
    old = select(Outbox.id).where(Outbox.created_at < before)
    given_up = session.execute(
        update(TelegramDelivery)
        .where(TelegramDelivery.address.is_not(None), TelegramDelivery.outbox_id.in_(old))
        .values(state=DeliveryState.FAILED, failure="late", failed_at=now, address=None)
    )
    left = (Chat.last_seen_at < before, *_LEFT)
    keys = select(Chat.key).where(*left)
    session.execute(delete(RasaTracker).where(RasaTracker.chat_key.in_(keys)))
    gone = session.execute(delete(Chat).where(*left))
    return _count(given_up) + _count(gone)


def _account(session: Session, chat_key: str, *, even_stopped: bool) -> str | None:
    """Return Telegram's id of the chat's account; None if there is none or it does not open."""
    row = telegram_address(session, chat_key)
    if row is None:
        return None
    if even_stopped:
        row.stopped_at = None
        session.flush()
    try:
        return row.address
    except SealError:  # its key is lost: nothing can be sent there any more
        logger.warning("last words not said: the account does not open")
        return None


_LEFT = (
    Chat.student_key.is_(None),
    ~exists().where(ChatAddress.chat_key == Chat.key),
    ~exists().where(TelegramDelivery.chat_key == Chat.key, _WAITING),
)


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
