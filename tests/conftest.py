"""Fixtures of all tests: real databases, keys, a fixed clock, and what a machine must have.

Imports of the rooms stand inside the fixtures: this file is also read in the Rasa environment.
"""

import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.ports import free_ports

if TYPE_CHECKING:
    from storage.database import Database
    from storage.sealing import KeyRing
    from tests.telegram_server.control import Control
    from tests.telegram_server.server import TelegramServer

POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432"
PORTS = {"postgres": 5432, "redis": 6379}
NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)  # a Monday of term, in school hours


def require(service: str) -> None:
    """Skip the test where a service is missing; with CI=true its absence is a failure."""
    if _is_there(service):
        return
    reason = f"{service} is not here"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{reason}, and CI=true says that it must be")
    pytest.skip(reason)


def _is_there(service: str) -> bool:
    if service == "chromium":
        return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    try:
        with socket.create_connection(("127.0.0.1", PORTS[service]), timeout=2):
            return True
    except OSError:
        return False


@pytest.fixture
def now() -> datetime:
    """A fixed moment in school hours."""
    return NOW


@pytest.fixture(scope="session")
def ring() -> "KeyRing":
    """Keys made for this test run."""
    from storage.sealing import KEY_BYTES, KeyRing

    return KeyRing(1, {1: secrets.token_bytes(KEY_BYTES)})


@pytest.fixture(scope="session")
def sqlite_template(ring: "KeyRing", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table, made once and copied for each test."""
    path: Path = tmp_path_factory.mktemp("template") / "t.db"
    _create_tables(f"sqlite:///{path}", ring)
    return path


@pytest.fixture
def db(ring: "KeyRing", sqlite_template: Path, tmp_path: Path) -> "Iterator[Database]":
    """An empty SQLite database with every table, in `tmp_path`."""
    from storage.database import connect

    path = tmp_path / "t.db"
    shutil.copyfile(sqlite_template, path)
    database = connect(f"sqlite:///{path}", ring)
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def postgres_name(ring: "KeyRing") -> Iterator[str]:
    """A PostgreSQL database of this run with every table, emptied after each test, then dropped.

    Making one for each test took half of the tests' time.
    """
    require("postgres")
    name = f"foothold_test_{secrets.token_hex(6)}"
    _administer(f"CREATE DATABASE {name}")
    try:
        _administer(f"ALTER DATABASE {name} SET synchronous_commit = off")  # nobody cuts its power
        _create_tables(f"{POSTGRES}/{name}", ring)
        yield name
    finally:
        _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def postgres_db(ring: "KeyRing", postgres_name: str) -> "Iterator[Database]":
    """An empty PostgreSQL database with every table."""
    from storage.database import connect

    database = connect(f"{POSTGRES}/{postgres_name}", ring)
    try:
        yield database
    finally:
        database.dispose()
        _empty(postgres_name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_db(request: pytest.FixtureRequest) -> "Database":
    """Each of the two kinds of database in turn."""
    from storage.database import Database

    database = request.getfixturevalue("db" if request.param == "sqlite" else "postgres_db")
    assert isinstance(database, Database)
    return database


@pytest.fixture
def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    return free_ports(1)[0]


@pytest.fixture
def server() -> "Iterator[TelegramServer]":
    """A Bot API server on a port of its own."""
    from tests.telegram_server.server import telegram_server

    with telegram_server() as running:
        yield running


@pytest.fixture
def control(server: "TelegramServer") -> "Control":
    """What drives it."""
    return server.control


def _create_tables(url: str, ring: "KeyRing") -> None:
    from ops.rooms import import_tables
    from storage.base import Base
    from storage.database import connect

    import_tables()
    database = connect(url, ring)
    Base.metadata.create_all(database.engine)
    with database.engine.connect() as connection:
        if database.is_sqlite:  # so that copying the one file copies everything
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()


def _administer(statement: str, database: str = "postgres") -> None:
    import psycopg

    with psycopg.connect(
        f"host=127.0.0.1 port=5432 user=postgres dbname={database}", autocommit=True
    ) as connection:
        connection.execute(statement.encode())


# Whatever a test left: its sessions, its rows (in any order), and how far its ids had come.
_EMPTY = """
DO $$
DECLARE name text;
BEGIN
  PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'DELETE FROM ' || name;
  END LOOP;
  PERFORM setval(seqrelid::regclass, seqstart, false) FROM pg_sequence;
END $$
"""


def _empty(database: str) -> None:
    """Put a database back as it was made."""
    _administer(_EMPTY, database)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip or fail at once where what a test's marker asks for is missing."""
    for marker, service in (("postgres", "postgres"), ("redis", "redis"), ("browser", "chromium")):
        if item.get_closest_marker(marker) is not None:
            require(service)
