"""An update that broke: its words are read for signs of harm all the same, its sender is told.

Nothing here is shared with what usually handles an update, but the keeping of a message itself.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.telegram.raw import chat_id_of, update_id_of, words_of
from bot.telegram.words import WORDING
from messages.domain.content import Say
from messages.domain.text import clean_text
from messages.services.addresses import ChatNotFoundError, chat_heard_from
from messages.services.outbox import enqueue
from messages.services.receive import Incoming, is_kept, receive
from messages.services.updates import is_first_time, note_broken_update
from messages.tables import Channel
from safeguarding.helplines import HELP_LINES
from safeguarding.signs import find_signs
from storage.database import Database, StoreUnavailableError, transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rescued:
    """What is to be said to `chat_id` and not kept, as there is no chat, or no way into it."""

    chat_id: int
    says: tuple[Say, ...]


def rescue(
    db: Database, raw: Mapping[str, Any], error: Exception, *, now: datetime
) -> Rescued | None:
    """Keep what matters of an update that broke; the same update again changes nothing.

    Raises:
        StoreUnavailableError: the database could not be reached; it must come again.
    """
    update_id, chat_id = update_id_of(raw), chat_id_of(raw)
    if update_id is None:
        return None
    told = None
    if chat_id is not None and "my_chat_member" not in raw:
        told = _rescue(db, update_id, chat_id, clean_text(words_of(raw)), now)
    note_broken_update(db, update_id, type(error).__name__, now=now)
    return told


def _rescue(
    db: Database, update_id: int, chat_id: int, words: str, now: datetime
) -> Rescued | None:
    """Hear a sign of harm, else say that the message was missed, unless it is kept already."""
    incoming = Incoming(Channel.TELEGRAM, str(chat_id), str(update_id), text=words)
    try:
        if is_kept(db, incoming):
            return None
        if _may_show_harm(words):
            receive(db, incoming, now=now)  # with its alert and the fixed reply
        else:
            _say_missed(db, incoming, now)
    except ChatNotFoundError:
        key = "missed_concern" if _may_show_harm(words) else "missed"
        return Rescued(chat_id, (_missed(key),))
    except StoreUnavailableError:
        raise
    except Exception:
        logger.critical("an update is lost: id=%d", update_id, exc_info=True)
        return Rescued(chat_id, (_missed("missed_concern"),))
    return None


def _may_show_harm(words: str) -> bool:
    """Return whether words show signs of harm; what cannot be told counts as one."""
    try:
        return bool(find_signs(words))
    except Exception:
        logger.exception("signs of harm cannot be looked for")
        return True


def _say_missed(db: Database, incoming: Incoming, now: datetime) -> None:
    with transaction(db) as session:
        chat = chat_heard_from(session, channel=incoming.channel, address=incoming.address)
        if is_first_time(session, int(incoming.update_id), now=now):
            says = [_missed("missed")]
            enqueue(session, chat.key, says, now=now, channel=incoming.channel)


def _missed(key: str) -> Say:
    return Say(
        WORDING.text(
            key,
            emergency=HELP_LINES["emergency"].number,
            childline_name=HELP_LINES["childline"].name,
            childline=HELP_LINES["childline"].number,
        )
    )
