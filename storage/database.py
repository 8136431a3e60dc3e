"""Engine and sessions: how every use case opens its one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from storage.away import is_away
from storage.base import RING_ATTRIBUTE
from storage.keys import open_keys
from storage.sealing import Keys
from storage.settings import Settings

SQLITE_BUSY_MS = 10_000  # longer than any write of ours; waits instead of failing
_BEGIN = "foothold_begin"
_POOL_WAIT_S = 10.0  # for a free connection
# A network that swallows packets must not hold a thread for ever, on either side. Seconds, and
# milliseconds where the server is told; what stands in DATABASE_URL comes first.
_POSTGRES_LIMITS: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "options": " ".join(
        f"-c {name}={value}"
        for name, value in {
            "statement_timeout": 30_000,
            "lock_timeout": 10_000,
            "idle_in_transaction_session_timeout": 60_000,
            "tcp_keepalives_idle": 10,
            "tcp_keepalives_interval": 5,
            "tcp_keepalives_count": 3,
        }.items()
    ),
}


class StoreUnavailableError(Exception):
    """The database is away, locked, full or read-only; trying again later may help."""


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
        limits = {name: at for name, at in _POSTGRES_LIMITS.items() if name not in parsed.query}
        options |= {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20}
        options |= {"connect_args": limits}
    engine = sa.create_engine(url, pool_timeout=_POOL_WAIT_S, **options)
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
    with translated(), db.sessions() as session, session.begin():
        session.connection(execution_options={_BEGIN: begin})
        yield session


@contextmanager
def translated() -> Iterator[None]:
    """Let what the database cannot do now come up as our own error.

    Raises:
        StoreUnavailableError: the database could not be reached or could not do it.
    """
    try:
        yield
    except SQLAlchemyError as error:
        if is_away(error):
            raise StoreUnavailableError("the database cannot do it now") from error
        raise


def take_time(session: Session) -> None:
    """Let this transaction's statements run as long as they need, such as deleting a year.

    On SQLite nothing is limited.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL statement_timeout = 0"))


def scrub_log(db: Database) -> bool:
    """Empty SQLite's write-ahead log, where erased pages live on; return whether it was emptied.

    It does not wait for readers: whoever erases something calls it, and the nightly retention
    calls it again. PostgreSQL has nothing to do here.
    """
    if not db.is_sqlite:
        return True
    try:
        return _scrub_log(db)
    except StoreUnavailableError:  # what was erased is erased: the log is for the next time
        return False


def _scrub_log(db: Database) -> bool:
    with translated(), db.engine.connect() as raw:
        connection = raw.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("PRAGMA busy_timeout=100")
        try:
            return connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar() == 0
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={SQLITE_BUSY_MS}")


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
