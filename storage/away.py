"""Which errors mean that the database cannot do its work now, and none of it is the caller's."""

import sqlite3

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

# SQLSTATEs of PostgreSQL (appendix A of its manual) that psycopg does not count as operational:
# read-only (a standby, or an administrator's setting), ended for idling, damaged tables, and
# tables that are not there or not ours yet: a process that is older or newer than the database.
_POSTGRES = frozenset({"25006", "25P03", "25P04", "XX000", "XX001", "XX002"}) | frozenset(
    {"42P01", "42703", "42501"}
)
_SQLITE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def is_away(error: SQLAlchemyError) -> bool:
    """Return whether an error is the database's own: away, locked, full, read-only, damaged.

    The same work may succeed later. Everything else is about the work itself, and would fail
    again. No connection left in the pool counts, too.
    """
    if isinstance(error, OperationalError | sa.exc.TimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    code = getattr(error.orig, "sqlite_errorcode", None)
    return state in _POSTGRES or code in _SQLITE
