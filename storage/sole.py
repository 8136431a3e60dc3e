"""The right to be the only one of an installation that does a thing, such as sending."""

import logging
import threading
import zlib
from contextlib import suppress

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database

logger = logging.getLogger(__name__)


class SoleRight:
    """Held by one process at a time; whoever dies gives it back.

    PostgreSQL: an advisory lock of a connection that is kept for it, so that several machines
    may run. SQLite: one machine, where the gateway's port already lets only one run.
    """

    def __init__(self, db: Database, name: str) -> None:
        self._db = db
        self._key = zlib.crc32(name.encode())  # any number, the same for all
        self._holder: sa.Connection | None = None
        self._guard = threading.Lock()

    def is_ours(self) -> bool:
        """Return whether we have the right, taking it where it is free."""
        if self._db.is_sqlite:
            return True
        with self._guard:
            return self._still_held() or self._take()

    def give_back(self) -> None:
        """Let somebody else have it."""
        with self._guard:
            if self._holder is not None:
                self._drop(self._holder)

    def _still_held(self) -> bool:
        if self._holder is None:
            return False
        try:
            self._holder.execute(sa.text("SELECT 1"))
        except SQLAlchemyError:
            logger.warning("the right was lost with its connection")
            self._drop(self._holder)
            return False
        return True

    def _drop(self, holder: sa.Connection) -> None:
        """Close the connection itself: with its session the lock goes, whatever is left of it."""
        self._holder = None
        try:
            holder.invalidate()
            holder.close()
        except SQLAlchemyError:
            logger.warning("the connection with the right was broken already")

    def _take(self) -> bool:
        connection: sa.Connection | None = None
        try:
            connection = self._db.engine.connect()
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            lock = sa.select(sa.func.pg_try_advisory_lock(self._key))
            if connection.scalar(lock):
                self._holder = connection
                return True
        except SQLAlchemyError:
            logger.warning("the database cannot be asked for the right")
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.close()
        return False
