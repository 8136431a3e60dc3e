"""Deleting on time what the storage room itself keeps: effects, finished jobs, Rasa's trackers."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from storage.tables import Effect, Job, JobState, RasaTracker


def expire_effects(session: Session, *, now: datetime, keep: timedelta) -> int:
    """Delete what use cases remembered for turns older than `keep`; return how many."""
    return _count(session.execute(delete(Effect).where(Effect.created_at < now - keep)))


def expire_jobs(session: Session, *, now: datetime, keep: timedelta) -> int:
    """Delete jobs that ended more than `keep` ago; failed ones stay until a person has looked."""
    ended = delete(Job).where(Job.state == JobState.DONE, Job.finished_at < now - keep)
    return _count(session.execute(ended))


def expire_trackers(session: Session, *, now: datetime, keep: timedelta) -> int:
    """Delete Rasa's working memory of chats untouched for `keep`; return how many."""
    return _count(session.execute(delete(RasaTracker).where(RasaTracker.updated_at < now - keep)))


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
