"""Engine and sessions: how every use case opens its one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from storage.base import RING_ATTRIBUTE
from storage.keys import open_keys
from storage.sealing import Keys
from storage.settings import Settings

SQLITE_BUSY_MS = 10_000  # longer than any write of ours; waits instead of failing
_BEGIN = "foothold_begin"


class StoreUnavailableError(Exception):
    """The database could not be reached or is locked; trying again later may help."""


@dataclass(frozen=True)
class Database:
    """An open database: its engine and the factory of its sessions."""

    engine: sa.Engine
    sessions: sessionmaker[Session]

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite (one writer at a time, no row locks)."""
        return self.engine.dialect.name == "sqlite"

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_database(settings: Settings) -> Database:
    """Open the installation's database with its keys; the home folder is made if missing."""
    settings.home.mkdir(parents=True, exist_ok=True)
    key = settings.key.get_secret_value() if settings.key else None
    return connect(settings.database_url, open_keys(settings.home, key))


def connect(url: str, ring: Keys) -> Database:
    """Open a database by address with the given keys. Nothing is sent until first use."""
    parsed = sa.make_url(url)
    options: dict[str, Any] = {"hide_parameters": True}  # an error's text must hold no values
    if parsed.get_backend_name() == "sqlite":
        options |= {"connect_args": {"check_same_thread": False}}
    else:
        options |= {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20}
    engine = sa.create_engine(url, **options)
    setattr(engine.dialect, RING_ATTRIBUTE, ring)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return Database(engine, sessionmaker(engine, expire_on_commit=False))


@contextmanager
def transaction(db: Database) -> Iterator[Session]:
    """Yield a session that commits on success and rolls back on any error.

    On SQLite it takes the write lock at once, so that two use cases never deadlock half-way.

    Raises:
        StoreUnavailableError: the database could not be reached, or stayed locked.
    """
    with _session(db, "IMMEDIATE") as session:
        yield session


@contextmanager
def reading(db: Database) -> Iterator[Session]:
    """Yield a session for reading only; it never waits for a writer on SQLite.

    Raises:
        StoreUnavailableError: the database could not be reached.
    """
    with _session(db, "DEFERRED") as session:
        yield session


@contextmanager
def _session(db: Database, begin: str) -> Iterator[Session]:
    try:
        with db.sessions() as session, session.begin():
            session.connection(execution_options={_BEGIN: begin})
            yield session
    except OperationalError as error:
        raise StoreUnavailableError("the database could not be reached") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreUnavailableError("the database went away") from error
        raise


def scrub_log(db: Database) -> bool:
    """Empty SQLite's write-ahead log, where erased pages live on; return whether it was emptied.

    It does not wait for readers: whoever erases something calls it, and the nightly retention
    calls it again. PostgreSQL has nothing to do here.
    """
    if not db.is_sqlite:
        return True
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=100")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
        connection.exec_driver_sql(f"PRAGMA busy_timeout={SQLITE_BUSY_MS}")
        return busy == 0


def _prepare_sqlite(engine: sa.Engine) -> None:
    """Set WAL, foreign keys and full durability, and begin transactions ourselves."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={SQLITE_BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")  # a commit survives a power cut
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # erased text does not stay in free pages
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def database_file(settings: Settings) -> Path | None:
    """Return SQLite's file, or None on PostgreSQL."""
    parsed = sa.make_url(settings.database_url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return Path(parsed.database)
