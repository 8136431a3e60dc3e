"""Migrations: up and down on both databases, and in step with the tables in the code."""

import secrets

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from ops.rooms import import_tables
from storage.base import Base
from storage.database import connect
from storage.migrate import downgrade, is_current, upgrade
from tests.conftest import POSTGRES, _administer, require


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_db(request, ring, tmp_path):
    name = f"foothold_test_{secrets.token_hex(6)}"
    if request.param == "sqlite":
        db = connect(f"sqlite:///{tmp_path / 'empty.db'}", ring)
        yield db
        db.dispose()
        return
    require("postgres")
    _administer(f"CREATE DATABASE {name}")
    db = connect(f"{POSTGRES}/{name}", ring)
    yield db
    db.dispose()
    _administer(f"DROP DATABASE {name} WITH (FORCE)")


def test_up_makes_every_table_and_down_removes_them(empty_db):
    import_tables()
    assert not is_current(empty_db)

    upgrade(empty_db)
    upgrade(empty_db)

    assert is_current(empty_db)
    names = set(sa.inspect(empty_db.engine).get_table_names())
    assert names == {*Base.metadata.tables, "alembic_version"}
    downgrade(empty_db, "base")
    assert set(sa.inspect(empty_db.engine).get_table_names()) == {"alembic_version"}


def test_the_migrations_lead_to_the_tables_in_the_code(empty_db):
    import_tables()
    upgrade(empty_db)

    with empty_db.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_a_chat_keeps_its_address_and_its_words_when_addresses_get_a_table(empty_db):
    upgrade(empty_db, "0003")
    with empty_db.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO chat (key, channel, address_hash, created_at, last_seen_at)"
            " VALUES ('c', 'web', 'h', '2026-11-01 09:00:00', '2026-11-01 09:00:00')"
        )
        connection.exec_driver_sql(
            "INSERT INTO inbox (turn_id, chat_key, channel, update_id, kind, received_at, state,"
            " tries) VALUES ('t', 'c', 'web', 'c:1', 'text', '2026-11-01 09:00:00', 'done', 0)"
        )

    upgrade(empty_db)
    assert _rows(empty_db, "SELECT chat_key, channel, address_hash, address FROM chat_address") == [
        ("c", "web", "h", None)
    ]
    assert _rows(empty_db, "SELECT turn_id FROM inbox") == [("t",)]

    downgrade(empty_db, "0003")
    assert _rows(empty_db, "SELECT key, channel, address_hash FROM chat") == [("c", "web", "h")]
    assert _rows(empty_db, "SELECT turn_id FROM inbox") == [("t",)]


def test_updates_kept_before_are_known_by_the_account_they_came_from(empty_db):
    upgrade(empty_db, "0005")
    moment, digest = "'2026-11-01 09:00:00'", "0123456789abcdef" * 4
    before = [("a", "c:opening"), ("b", "c:17"), ("d", "c:18")]
    with empty_db.engine.begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO chat (key, created_at, last_seen_at) VALUES ('c', {moment}, {moment})"
        )
        connection.exec_driver_sql(
            "INSERT INTO chat_address (chat_key, channel, address_hash, created_at)"
            f" VALUES ('c', 'telegram', '{digest}', {moment}), ('c', 'web', 'h', {moment})"
        )
        for (turn, update_id), channel in zip(before, ("telegram", "telegram", "web"), strict=True):
            connection.exec_driver_sql(
                "INSERT INTO inbox (turn_id, chat_key, channel, update_id, kind, received_at,"
                f" state, tries) VALUES ('{turn}', 'c', '{channel}', '{update_id}', 'text',"
                f" {moment}, 'done', 0)"
            )
    kept = "SELECT turn_id, update_id FROM inbox ORDER BY turn_id"

    upgrade(empty_db)
    assert _rows(empty_db, kept) == [before[0], ("b", f"{digest[:32]}:17"), before[2]]
    downgrade(empty_db, "0005")
    assert _rows(empty_db, kept) == before


def _rows(db, statement):
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]
