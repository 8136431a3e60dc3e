"""Links that work once: from Telegram to the web chat, for who may not use Telegram."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from messages.services.addresses import attach_address
from messages.services.chats import open_in
from messages.tables import Channel
from schools.tables import JoinCode
from storage.database import Database, reading, transaction
from storage.secrets import keyed_hash
from students.services.identity import bind_by_code, check_ready
from students.tables import DoorLink

LINK_LIFE = timedelta(minutes=30)
LAST_LINK_LIFE = timedelta(days=7)  # in last words, which nobody waits for
_SECRET = "door_link"  # noqa: S105  # its name
_TOKEN_CHARS = 32  # 128 bits


class LinkGoneError(Exception):
    """There is no such link, it was used, or its time is over."""


def give_link(
    session: Session,
    seed: str,
    *,
    now: datetime,
    join_code_id: int | None = None,
    chat_key: str | None = None,
    life: timedelta = LINK_LIFE,
) -> str:
    """Return the token of a link that joins with a code, or leads to a chat there is.

    The same seed gives the same token, which nobody can guess from it: what is said again after a
    crash is the same link. In the caller's transaction; only the token's hash is kept.
    """
    token = keyed_hash(session, _SECRET, seed)[:_TOKEN_CHARS]
    if session.get(DoorLink, _hash(token)) is None:
        session.add(
            DoorLink(
                token_hash=_hash(token),
                join_code_id=join_code_id,
                chat_key=chat_key,
                expires_at=now + life,
            )
        )
        session.flush()
    return token


def end_links(session: Session, chat_key: str) -> None:
    """Let no link lead to this chat any more, in the caller's transaction."""
    session.execute(delete(DoorLink).where(DoorLink.chat_key == chat_key))


def is_link_open(db: Database, token: str, *, now: datetime) -> bool:
    """Return whether a link would work now; looking does not use it."""
    with reading(db) as session:
        return _is_open(session.get(DoorLink, _hash(token)), now)


def use_link(db: Database, token: str, *, address: str, now: datetime) -> str:
    """Use a link for a web chat with this secret address, and return the chat's key.

    Raises:
        LinkGoneError: it does not work (any more).
        JoinError: the code behind it does not work any more; the link stays as it was.
    """
    with transaction(db) as session:
        link = session.get(DoorLink, _hash(token), with_for_update=True)
        if link is None or not _is_open(link, now):
            raise LinkGoneError("no such link")
        link.used_at = now
        if link.chat_key is not None:
            attach_address(session, link.chat_key, channel=Channel.WEB, address=address, now=now)
            return link.chat_key
        code = session.get_one(JoinCode, link.join_code_id, with_for_update=True)
        check_ready(session, code)
        chat_key = open_in(session, channel=Channel.WEB, address=address, now=now)
        return bind_by_code(session, chat_key, code, now).chat_key


def _is_open(link: DoorLink | None, now: datetime) -> bool:
    return link is not None and link.used_at is None and now < link.expires_at


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
