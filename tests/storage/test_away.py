"""A database that cannot do its work says so in one way, whatever is wrong with it."""

from contextlib import ExitStack

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, ProgrammingError

from storage.database import (
    StoreUnavailableError,
    connect,
    reading,
    scrub_log,
    take_time,
    transaction,
)
from storage.tables import Job
from tests.conftest import POSTGRES


def add_job(db, now, words="x"):
    with transaction(db) as session:
        session.add(Job(kind="k", payload={"x": words}, due_at=now, created_at=now))


def test_no_free_connection_is_away(db, now):
    pool = db.engine.pool
    pool._timeout = 0.01
    with ExitStack() as held:
        for _ in range(pool.size() + pool._max_overflow):
            held.enter_context(reading(db))
        with pytest.raises(StoreUnavailableError):
            add_job(db, now)

    add_job(db, now)  # and there is one again


def test_an_sqlite_file_that_may_not_be_written_is_away(db, now):
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreUnavailableError):
        add_job(db, now)


def test_a_full_disk_is_away_and_nothing_is_half_kept(db, now):
    with db.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreUnavailableError):
        add_job(db, now, "x" * 100_000)

    with reading(db) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Job)) == 0
    add_job(db, now)


def test_a_damaged_file_is_away(ring, tmp_path, now):
    (tmp_path / "t.db").write_bytes(b"no database at all" * 1_000)
    damaged = connect(f"sqlite:///{tmp_path}/t.db", ring)
    with pytest.raises(StoreUnavailableError):
        add_job(damaged, now)
    damaged.dispose()


def test_a_log_that_cannot_be_emptied_is_left_for_later(ring, tmp_path):
    nowhere = connect(f"sqlite:///{tmp_path}/no/such/folder/t.db", ring)
    assert scrub_log(nowhere) is False


@pytest.mark.postgres
def test_a_read_only_postgresql_is_away(postgres_db, now):
    sa.event.listen(postgres_db.engine, "begin", _read_only)
    with pytest.raises(StoreUnavailableError):
        add_job(postgres_db, now)


def _read_only(connection):
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")


@pytest.mark.postgres
@pytest.mark.parametrize("statement", ["SELECT * FROM no_such", "SELECT nothing FROM job"])
def test_tables_that_are_not_there_yet_are_away(postgres_db, statement):
    with pytest.raises(StoreUnavailableError), reading(postgres_db) as session:
        session.execute(sa.text(statement))


def test_what_is_wrong_with_the_work_itself_is_not_away(any_db, now):
    def add():
        with transaction(any_db) as session:
            session.add(
                Job(kind="k", payload={}, due_at=now, created_at=now, unique_key="the same")
            )

    add()
    with pytest.raises(IntegrityError):
        add()


@pytest.mark.postgres
def test_a_statement_that_cannot_be_read_is_our_own_fault(postgres_db):
    with pytest.raises(ProgrammingError), reading(postgres_db) as session:
        session.execute(sa.text("SELEC 1"))


@pytest.mark.postgres
def test_postgresql_ends_what_takes_too_long_unless_it_may(postgres_db, ring):
    url = f"{POSTGRES}/{postgres_db.engine.url.database}"
    hurried = connect(f"{url}?options=-c%20statement_timeout%3D50", ring)
    with pytest.raises(StoreUnavailableError), reading(hurried) as session:
        session.execute(sa.text("SELECT pg_sleep(5)"))

    with reading(hurried) as session:
        take_time(session)
        session.execute(sa.text("SELECT pg_sleep(0.2)"))
    with reading(postgres_db) as session:
        assert session.scalar(sa.text("SHOW statement_timeout")) == "30s"
        assert session.scalar(sa.text("SHOW lock_timeout")) == "10s"
        assert session.scalar(sa.text("SHOW tcp_keepalives_idle")) == "10"
    hurried.dispose()
