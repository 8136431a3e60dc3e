"""The doorway: whether somebody may come in, and what /start does.

Every update of a private chat passes here before anything of it is kept. Whoever has a chat goes
on. This is the one place to ask for a join code, an age, or to send somebody to the web chat.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.telegram.commands import START, START_PAYLOAD
from bot.telegram.intake import Commanded, Heard, Membership
from messages.domain.content import Say
from messages.services.addresses import address_row
from messages.services.chats import open_chat
from messages.services.receive import Incoming, begin_chat, receive
from messages.tables import Channel
from storage.database import Database, reading


@dataclass(frozen=True)
class Entry:
    """What becomes of an update.

    `goes_on`: its sender has a chat now, and it is handled as usual. Otherwise the doorway did
    all there was to do. `says` goes to somebody without a chat: it is sent and not kept.
    """

    goes_on: bool
    chat_key: str | None = None
    says: tuple[Say, ...] = ()


def enter(db: Database, heard: Heard, *, now: datetime) -> Entry:
    """Decide about an update; deciding twice about the same one changes nothing.

    A stranger in a private chat becomes a guest.

    Raises:
        StoreUnavailableError: the database could not be reached; nothing was done.
    """
    address = str(heard.chat_id)
    chat_key = _chat_key(db, address)
    if isinstance(heard, Commanded) and heard.name == START:
        return _start(db, heard, address, chat_key, now)
    if chat_key is None and isinstance(heard, Membership):
        return Entry(goes_on=False)  # pressing "Start" comes as a message of its own
    if chat_key is None:
        chat_key = open_chat(db, channel=Channel.TELEGRAM, address=address, now=now)
    return Entry(goes_on=True, chat_key=chat_key)


def _start(
    db: Database, heard: Commanded, address: str, chat_key: str | None, now: datetime
) -> Entry:
    """Have the dialogue greet: a new chat once, a known one for each /start."""
    if chat_key is None:
        chat_key = begin_chat(db, channel=Channel.TELEGRAM, address=address, now=now)
        return Entry(goes_on=False, chat_key=chat_key)
    update_id = str(heard.update_id)
    again = Incoming(Channel.TELEGRAM, address, update_id, payload=START_PAYLOAD)
    receive(db, again, now=now)
    return Entry(goes_on=False, chat_key=chat_key)


def _chat_key(db: Database, address: str) -> str | None:
    with reading(db) as session:
        row = address_row(session, channel=Channel.TELEGRAM, address=address)
        return None if row is None else row.chat_key
