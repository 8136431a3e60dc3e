"""The fixtures themselves: each kind of database takes a row and gives it back."""

from datetime import datetime

from storage.database import Database, reading, transaction
from storage.tables import JobRun


def test_both_databases_have_every_table(any_db: Database, now: datetime) -> None:
    with transaction(any_db) as session:
        session.add(JobRun(name="x", ran_at=now, counts={"a": 1}))

    with reading(any_db) as session:
        assert session.get_one(JobRun, "x").ran_at == now
