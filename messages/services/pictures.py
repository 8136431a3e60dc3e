"""The picture of a message, for whoever shows it."""

from sqlalchemy import select

from messages.domain.content import Picture, picture_in
from messages.pictures.drawing import UndrawableError, alt_of, draw
from messages.tables import Outbox
from storage.database import Database, reading


class NoPictureError(Exception):
    """There is no such message in this chat, or it has no picture that can be drawn."""


def picture_of(db: Database, chat_key: str, outbox_id: int) -> bytes:
    """Return the picture of one of a chat's messages as PNG.

    Raises:
        NoPictureError: there is none for this chat.
        StoreUnavailableError: the database could not be reached.
    """
    with reading(db) as session:
        mine = select(Outbox).where(Outbox.id == outbox_id, Outbox.chat_key == chat_key)
        row = session.scalar(mine)
        picture: Picture | None = None if row is None else picture_in(row.content)
    if picture is None:
        raise NoPictureError(outbox_id)
    try:
        return draw(picture)
    except UndrawableError as error:
        raise NoPictureError(outbox_id) from error


def words_for(picture: Picture) -> str:
    """Return what a picture shows in words; nothing where it cannot be shown."""
    try:
        return alt_of(picture)
    except UndrawableError:
        return ""
