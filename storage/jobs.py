"""The job queue: enqueue in the transaction of the cause, take under a lease, finish or retry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.database import Database, transaction
from storage.tables import Job, JobState

LEASE = timedelta(minutes=2)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(minutes=30)


@dataclass(frozen=True)
class Lease:
    """A job that this worker holds until `until`."""

    job_id: int
    kind: str
    payload: Mapping[str, Any]
    tries: int
    until: datetime


def enqueue_job(
    session: Session,
    kind: str,
    payload: Mapping[str, Any],
    *,
    due_at: datetime,
    unique_key: str | None = None,
) -> None:
    """Add a job in the caller's transaction; a second one with the same key changes nothing."""
    if unique_key is not None:
        known = session.scalar(select(Job.id).where(Job.unique_key == unique_key))
        if known is not None:
            return
    session.add(
        Job(
            kind=kind,
            payload=dict(payload),
            due_at=due_at,
            created_at=due_at,
            unique_key=unique_key,
        )
    )


def take_job(db: Database, *, now: datetime) -> Lease | None:
    """Return the next due job under a fresh lease, or None when nothing is due.

    PostgreSQL: `FOR UPDATE SKIP LOCKED`, so that workers never wait for each other. SQLite: the
    write lock of the transaction does the same for the one writer.
    """
    with transaction(db) as session:
        job = session.scalar(
            select(Job)
            .where(Job.state == JobState.READY, Job.due_at <= now)
            .where(or_(Job.leased_until.is_(None), Job.leased_until < now))
            .order_by(Job.due_at, Job.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if job is None:
            return None
        job.leased_until = now + LEASE
        job.tries += 1
        return Lease(job.id, job.kind, job.payload, job.tries, job.leased_until)


def finish_job(db: Database, job_id: int, *, now: datetime) -> None:
    """Mark a job as done; harmless when it already is."""
    with transaction(db) as session:
        job = session.get(Job, job_id)
        if job is not None:
            job.state, job.finished_at, job.leased_until = JobState.DONE, now, None


def retry_job(
    db: Database, lease: Lease, error: Exception, *, now: datetime, give_up_after: timedelta
) -> JobState:
    """Put a failed job back with a doubling pause, or give it up once it is too old.

    Only the error's class name is kept: its text could hold somebody's words.
    """
    with transaction(db) as session:
        job = session.get_one(Job, lease.job_id)
        job.leased_until = None
        job.last_error = type(error).__name__
        pause = min(FIRST_RETRY * 2 ** min(lease.tries - 1, 20), LONGEST_RETRY)
        if now + pause - job.created_at > give_up_after:
            job.state, job.finished_at = JobState.FAILED, now
        else:
            job.due_at = now + pause
        return job.state
