"""The base of every table and the column types of our own."""

import json
from datetime import UTC, datetime
from enum import Enum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase

from storage.sealing import Keys

RING_ATTRIBUTE = "foothold_ring"  # set on the engine's dialect by `storage.database`


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept in UTC; naive ones are refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware moment in UTC (SQLite forgets the zone)."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(sa.types.TypeDecorator[str]):
    """Text encrypted at rest; `context` is the column's full name, such as ``student.name``."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Return the sealed bytes."""
        return None if value is None else ring_of(dialect).seal(value.encode(), self.context)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Return the text."""
        return None if value is None else ring_of(dialect).unseal(value, self.context).decode()


class SealedJson(sa.types.TypeDecorator[Any]):
    """A JSON value encrypted at rest; `context` as for `Sealed`."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Return the sealed bytes."""
        if value is None:
            return None
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return ring_of(dialect).seal(text.encode(), self.context)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """Return the value."""
        if value is None:
            return None
        return json.loads(ring_of(dialect).unseal(value, self.context))


def ring_of(dialect: Dialect) -> Keys:
    """Return the keys that `storage.database` gave to this engine."""
    ring: Keys | None = getattr(dialect, RING_ATTRIBUTE, None)
    if ring is None:
        raise TypeError("this engine was not opened with storage.database.open_database")
    return ring


class Base(DeclarativeBase):
    """Declarative base of every table; enums are stored by value, moments in UTC."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        Enum: sa.Enum(
            Enum,
            native_enum=False,
            length=32,
            create_constraint=False,
            values_callable=lambda enum: [member.value for member in enum],
        ),
    }
