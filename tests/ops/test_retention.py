"""Deletion on time, over all rooms."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from messages.tables import Channel, Chat, Inbox, Turn
from ops.retention import JOB_NAME, Periods, run_retention
from ops.worker.loops import retention_if_due
from storage.database import Database, reading, transaction
from storage.tables import Effect, Job, JobRun, JobState, RasaTracker

DAY = timedelta(days=1)
DELETED = {"words": 2, "turns": 1, "effects": 2, "jobs": 2, "trackers": 2}


def add_old_things(db: Database, now: datetime) -> None:
    """A chat with a message of each age: 10, 100 and 400 days."""
    with transaction(db) as session:
        chat = Chat(key="c", created_at=now, last_seen_at=now)
        session.add(chat)
        session.flush()
        for days in (10, 100, 400):
            at = now - days * DAY
            row = Inbox(
                turn_id=f"t{days}",
                chat_key="c",
                channel=Channel.WEB,
                update_id=str(days),
                kind="text",
                text="words",
                received_at=at,
                late_at=at,
                state="done",
            )
            session.add(row)
            session.flush()
            turn = Turn(
                inbox_id=row.id, chat_key="c", answered_by="bot", latency_ms=1, created_at=at
            )
            session.add(turn)
            session.add(Effect(turn_id=f"t{days}", name="x", result={"a": 1}, created_at=at))
            session.add(
                RasaTracker(chat_key=str(days), session=b"x", updated_at=now - DAY * days / 10)
            )
            session.add(
                Job(
                    kind="k",
                    payload={},
                    state=JobState.DONE,
                    due_at=at,
                    created_at=at,
                    finished_at=at,
                )
            )


def words_left(db: Database) -> dict[str, str | None]:
    with reading(db) as session:
        return {row.turn_id: row.text for row in session.scalars(select(Inbox))}


def test_each_kind_goes_when_its_period_is_over(any_db: Database, now: datetime) -> None:
    add_old_things(any_db, now)

    counts = run_retention(any_db, Periods(), now=now)

    assert {kind: count for kind, count in counts.items() if count} == DELETED
    assert words_left(any_db) == {"t10": "words", "t100": None}


def test_a_dry_run_counts_the_same_and_deletes_nothing(any_db: Database, now: datetime) -> None:
    add_old_things(any_db, now)
    before = words_left(any_db)

    counts = run_retention(any_db, Periods(), now=now, dry_run=True)

    assert {kind: count for kind, count in counts.items() if count} == DELETED
    assert words_left(any_db) == before
    with reading(any_db) as session:
        assert session.scalar(select(func.count()).select_from(JobRun)) == 0


def test_it_runs_once_a_day(db: Database, now: datetime) -> None:
    first = retention_if_due(db, Periods(), now=now)
    too_soon = retention_if_due(db, Periods(), now=now + timedelta(hours=23))
    next_day = retention_if_due(db, Periods(), now=now + timedelta(hours=24))

    assert (first is None, too_soon, next_day is None) == (False, None, False)
    with reading(db) as session:
        assert session.get_one(JobRun, JOB_NAME).ran_at == now + timedelta(hours=24)


def test_closed_alerts_stay_unless_the_school_set_a_period(db: Database, now: datetime) -> None:
    assert "alerts" not in run_retention(db, Periods(), now=now)
    assert run_retention(db, Periods(alerts=365), now=now)["alerts"] == 0
