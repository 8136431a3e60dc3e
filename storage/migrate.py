"""Bringing a database's tables up to date with the code, or back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import Database

MIGRATIONS = Path(__file__).with_name("migrations")


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
    with db.engine.begin() as connection:
        config.attributes["connection"] = connection
        getattr(command, direction)(config, revision)
