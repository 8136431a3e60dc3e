"""Search among 100,000 slots, on both kinds of database."""

import secrets
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg

from bench.slots import fill_with_slots, searches
from employers.services.search import search_slots
from ops.rooms import import_tables
from storage.base import Base
from storage.database import Database, connect
from storage.keys import load_ring

SLOTS = 100_000
TODAY = date(2026, 11, 23)
POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432"


def measure(db: Database) -> tuple[float, float]:
    """Return median and 95th percentile of a search in milliseconds."""
    import_tables()
    Base.metadata.create_all(db.engine)
    seeker = fill_with_slots(db, SLOTS, today=TODAY)
    wishes = searches()
    for wish in wishes:
        search_slots(db, seeker, wish, today=TODAY)
    times = []
    for _ in range(5):
        for wish in wishes:
            started = time.perf_counter()
            search_slots(db, seeker, wish, today=TODAY)
            times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[18]


@contextmanager
def sqlite(folder: Path) -> Iterator[Database]:
    """Yield an empty SQLite database."""
    db = connect(f"sqlite:///{folder / 'search.db'}", load_ring(folder))
    yield db
    db.dispose()


@contextmanager
def postgres(folder: Path) -> Iterator[Database]:
    """Yield an empty PostgreSQL database, dropped afterwards."""
    name = f"foothold_bench_{secrets.token_hex(4)}"
    _administer(f"CREATE DATABASE {name}")
    db = connect(f"{POSTGRES}/{name}", load_ring(folder))
    try:
        yield db
    finally:
        db.dispose()
        _administer(f"DROP DATABASE {name} WITH (FORCE)")


def _administer(statement: str) -> None:
    address = "host=127.0.0.1 port=5432 user=postgres dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())
