"""Bringing a database's tables up to date with the code, or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import Database

MIGRATIONS = Path(__file__).with_name("migrations")


class BrokenReferencesError(Exception):
    """A migration would leave rows that refer to nothing; it was rolled back."""


def upgrade(db: Database, revision: str = "head") -> None:
    """Apply every migration up to `revision`; nothing happens where it is applied already."""
    _run(db, "upgrade", revision)


def downgrade(db: Database, revision: str) -> None:
    """Take migrations back down to `revision` (``base`` removes every table)."""
    _run(db, "downgrade", revision)


def is_current(db: Database) -> bool:
    """Return whether the newest migration is applied."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def _run(db: Database, direction: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with db.engine.connect() as connection, _unwatched(db, connection), connection.begin():
        if not db.is_sqlite:  # however long it takes, and however long it must wait
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        config.attributes["connection"] = connection
        getattr(command, direction)(config, revision)
        if db.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise BrokenReferencesError("a migration left rows that refer to nothing")


@contextmanager
def _unwatched(db: Database, connection: sa.Connection) -> Iterator[None]:
    """Let SQLite's tables be made anew without deleting what refers to them.

    Dropping the old copy of a table would cascade. SQLite only heeds this outside a transaction.
    """
    if not db.is_sqlite:
        yield
        return
    raw = connection.connection.cursor()
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.close()
