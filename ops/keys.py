"""Seals every value anew with the active key: in batches, resumable, beside running processes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from ops.rooms import import_tables
from storage.base import Base, Sealed, SealedJson
from storage.database import Database, reading, transaction
from storage.sealing import KeyRing, header_of

BATCH = 500
HEADER_BYTES = len(header_of(0))
RAW_SEALED = {("rasa_tracker", "session"), ("rasa_tracker", "before")}  # sealed by Rasa's side
RASA_CONTEXT = "rasa_tracker.session"

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class SealedTable:
    """A table with sealed columns, seen without our column types: keys and raw bytes only."""

    raw: sa.TableClause
    keys: tuple[str, ...]
    contexts: dict[str, str]  # column to what its values are bound to

    def stale(self, header: bytes) -> sa.ColumnElement[bool]:
        """Return the condition: some value is not sealed with the key of this header."""
        return sa.or_(
            *(
                sa.func.substr(self.raw.c[name], 1, HEADER_BYTES) != sa.literal(header)
                for name in self.contexts
            )
        )


def sealed_tables() -> Iterator[SealedTable]:
    """Yield every table that has sealed columns."""
    import_tables()
    for table in Base.metadata.sorted_tables:
        contexts = dict(_contexts_of(table))
        if contexts:
            keys = tuple(column.name for column in table.primary_key)
            plain = [sa.column(name, table.c[name].type) for name in keys]
            sealed = [sa.column(name, sa.LargeBinary) for name in contexts]
            yield SealedTable(sa.table(table.name, *plain, *sealed), keys, contexts)


def count_stale(db: Database, ring: KeyRing) -> int:
    """Return how many rows hold a value that is not sealed with the active key."""
    header = header_of(ring.active)
    with reading(db) as session:
        return sum(
            session.scalar(sa.select(sa.func.count()).where(table.stale(header))) or 0
            for table in sealed_tables()
        )


def reseal(db: Database, ring: KeyRing, *, tell: Progress) -> int:
    """Seal every value with the active key; return how many rows were changed.

    Each batch is a transaction of its own: a run that was killed goes on where it stopped. A row
    that somebody changes meanwhile is left to them and looked at again.

    Raises:
        SealError: a value does not open with any of the keys; nothing of its batch is changed.
        StoreUnavailableError: the database could not be reached.
    """
    total = 0
    for table in sealed_tables():
        done = 0
        while changed := _reseal_batch(db, ring, table):
            done += changed
            tell(table.raw.name, done)
        total += done
    return total


def _reseal_batch(db: Database, ring: KeyRing, table: SealedTable) -> int:
    stale = table.stale(header_of(ring.active))
    with transaction(db) as session:
        rows = session.execute(sa.select(table.raw).where(stale).limit(BATCH)).mappings().all()
        for row in rows:
            _reseal_row(session, ring, table, dict(row))
    return len(rows)


def _reseal_row(session: Session, ring: KeyRing, table: SealedTable, row: dict[str, Any]) -> None:
    fresh = {
        name: ring.seal(ring.unseal(bytes(row[name]), context), context)
        for name, context in table.contexts.items()
        if row[name] is not None
    }
    unchanged = [table.raw.c[name] == row[name] for name in (*table.keys, *fresh)]
    session.execute(sa.update(table.raw).where(*unchanged).values(fresh))


def _contexts_of(table: sa.Table) -> Iterator[tuple[str, str]]:
    columns: Sequence[sa.Column[Any]] = table.columns.values()
    for column in columns:
        if isinstance(column.type, Sealed | SealedJson):
            yield column.name, column.type.context
        elif (table.name, column.name) in RAW_SEALED:
            yield column.name, RASA_CONTEXT
