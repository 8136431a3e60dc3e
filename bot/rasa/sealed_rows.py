"""The table of sealed sessions: one row a chat, with the way back before the last turn."""

import zlib
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

from storage.sealing import Keys

CONTEXT = "rasa_tracker.session"  # part of the seal: a value copied elsewhere does not open
BUSY_TIMEOUT_S = 10.0  # as the other processes of the installation
CONNECT_TIMEOUT_S = 5
_FAST = 1  # zlib level: a session shrinks to about a tenth in a fraction of a millisecond

metadata = sa.MetaData()
rasa_tracker = sa.Table(  # the same table as storage.tables.RasaTracker, which makes it
    "rasa_tracker",
    metadata,
    sa.Column("chat_key", sa.String(64), primary_key=True),
    sa.Column("turn_id", sa.String(64)),
    sa.Column("session", sa.LargeBinary, nullable=False),
    sa.Column("before", sa.LargeBinary),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
)
# `before` moves on only when another turn begins: however often a turn is tried, it is the same.
_UPSERT = sa.text(
    "INSERT INTO rasa_tracker (chat_key, turn_id, session, before, updated_at)"
    " VALUES (:chat_key, :turn_id, :session, NULL, :updated_at)"
    " ON CONFLICT (chat_key) DO UPDATE SET"
    " before = CASE WHEN rasa_tracker.turn_id = excluded.turn_id"
    " THEN rasa_tracker.before ELSE rasa_tracker.session END,"
    " turn_id = excluded.turn_id, session = excluded.session, updated_at = excluded.updated_at"
).bindparams(sa.bindparam("updated_at", type_=sa.DateTime(timezone=True)))


class SealedRows:
    """Reads and writes sealed sessions; every method is one transaction."""

    def __init__(self, url: str, keys: Keys) -> None:
        self._engine = _engine(url)
        self._keys = keys

    def read(self, chat_key: str, turn_id: str | None) -> bytes | None:
        """Return a chat's session as it was when this turn was first tried, None if it was new.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database could not be reached.
            storage.sealing.SealError: the session does not open.
        """
        query = sa.select(rasa_tracker).where(rasa_tracker.c.chat_key == chat_key)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        is_retry = turn_id is not None and row.turn_id == turn_id
        sealed = row.before if is_retry else row.session
        return (
            None if sealed is None else zlib.decompress(self._keys.unseal(bytes(sealed), CONTEXT))
        )

    def write(self, chat_key: str, turn_id: str | None, session: bytes) -> None:
        """Keep a chat's session; the one before this turn stays beside it."""
        row = {
            "chat_key": chat_key,
            "turn_id": turn_id,
            "session": self._keys.seal(zlib.compress(session, _FAST), CONTEXT),
            "updated_at": datetime.now(timezone.utc),
        }
        with self._engine.begin() as connection:
            connection.execute(_UPSERT, row)

    def delete(self, chat_key: str) -> None:
        """Forget a chat's session and the one before it."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(rasa_tracker).where(rasa_tracker.c.chat_key == chat_key))

    def chat_keys(self) -> list[str]:
        """Return the keys of all chats that have a session."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(rasa_tracker.c.chat_key)).scalars())

    def dispose(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def database_url(home: Path, address: str | None) -> str:
    """Return the installation's database as SQLAlchemy 1.4 and psycopg 2 know it."""
    if not address:
        return f"sqlite:///{(home / 'foothold.db').resolve()}"
    scheme, separator, rest = address.partition("://")
    if scheme.partition("+")[0] in {"postgresql", "postgres"}:
        return f"postgresql+psycopg2{separator}{rest}"
    return address


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(
            url,
            future=True,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_TIMEOUT_S},
        )
    engine = sa.create_engine(
        url,
        future=True,
        poolclass=QueuePool,  # 1.4 would open the file anew for every statement
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_S},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # A power cut may cost the last turns of this working memory, never its soundness; what must
    # not be lost (inbox, applications) is written by other processes with synchronous=FULL.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()
