"""The fitting reply to what the dialogue cannot read: a picture, a voice, a place, a change."""

from datetime import datetime

from bot.telegram.intake import Edited, Heard, Media
from bot.telegram.kinds import ANSWERS, EDITED
from bot.telegram.words import WORDING
from messages.domain.content import Say
from messages.services.addresses import address_scope, chat_heard_from
from messages.services.outbox import enqueue
from messages.tables import Channel
from storage.database import Database, transaction


def answer_media(db: Database, heard: Media, *, now: datetime) -> None:
    """Say what to do instead of sending this; the pictures of one album get one answer.

    Answering the same update again changes nothing.

    Raises:
        ChatNotFoundError: the sender has no chat.
    """
    key = ANSWERS.get(heard.kind)
    if key is not None:
        _answer(db, heard, key, heard.album or str(heard.update_id), now)


def answer_edit(db: Database, heard: Edited, *, now: datetime) -> None:
    """Say that a changed message is not read again; no word is said where it has no words.

    Answering the same update again changes nothing.

    Raises:
        ChatNotFoundError: the sender has no chat.
    """
    if heard.text.strip():  # a place that moves comes as a change, too
        _answer(db, heard, EDITED, str(heard.update_id), now)


def _answer(db: Database, heard: Heard, key: str, once: str, now: datetime) -> None:
    with transaction(db) as session:
        address = str(heard.chat_id)
        chat = chat_heard_from(session, channel=Channel.TELEGRAM, address=address)
        enqueue(
            session,
            chat.key,
            [Say(WORDING.text(key))],
            now=now,
            channel=Channel.TELEGRAM,
            unique_key=f"fitting:{address_scope(session, address)}:{once}",
        )
