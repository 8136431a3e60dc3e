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

if TYPE_CHECKING:
    from storage.database import Database
    from storage.sealing import KeyRing

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
def postgres_template(ring: "KeyRing") -> Iterator[str]:
    """A PostgreSQL database with every table, made once, cloned for each test, then dropped."""
    require("postgres")
    name = f"foothold_test_{secrets.token_hex(6)}"
    _administer(f"CREATE DATABASE {name}")
    try:
        _create_tables(f"{POSTGRES}/{name}", ring)
        yield name
    finally:
        _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def postgres_db(ring: "KeyRing", postgres_template: str) -> "Iterator[Database]":
    """An empty PostgreSQL database of its own with every table, dropped afterwards."""
    from storage.database import connect

    name = f"foothold_test_{secrets.token_hex(6)}"
    _administer(f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    database = connect(f"{POSTGRES}/{name}", ring)
    try:
        yield database
    finally:
        database.dispose()
        _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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


def _administer(statement: str) -> None:
    import psycopg

    with psycopg.connect(
        "host=127.0.0.1 port=5432 user=postgres dbname=postgres", autocommit=True
    ) as connection:
        connection.execute(statement.encode())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip or fail at once where what a test's marker asks for is missing."""
    for marker, service in (("postgres", "postgres"), ("redis", "redis"), ("browser", "chromium")):
        if item.get_closest_marker(marker) is not None:
            require(service)
