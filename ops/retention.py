"""Deletes on time: runs every room's expiry, with the periods of the settings, and notes it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.orm import Session

from advisers.services.retention import expire_requests
from employers.services.retention import expire_applications
from messages.services.leaving import expire_left
from messages.services.retention import expire_telegram_updates, expire_turns, expire_words
from safeguarding.services.retention import expire_alerts
from schools.services.retention import expire_sign_in_attempts, expire_staff_sessions
from storage.database import Database, scrub_log, take_time, transaction
from storage.retention import expire_effects, expire_jobs, expire_trackers
from storage.tables import JobRun
from students.services.retention import expire_door_links, expire_guests, expire_join_attempts

JOB_NAME = "retention"

Expiry = Callable[[Session], int]


class Periods(BaseSettings):
    """How many days things are kept. Defaults: the product's retention rules of November 2026."""

    model_config = SettingsConfigDict(extra="ignore", populate_by_name=True)

    words: int = Field(default=90, ge=1, validation_alias="FOOTHOLD_KEEP_WORDS_DAYS")
    turns: int = Field(default=365, ge=1, validation_alias="FOOTHOLD_KEEP_TURNS_DAYS")
    placements: int = Field(default=365, ge=1, validation_alias="FOOTHOLD_KEEP_PLACEMENTS_DAYS")
    trackers: int = Field(default=2, ge=1, validation_alias="FOOTHOLD_KEEP_TRACKERS_DAYS")
    # Closed alerts follow the school's own safeguarding record: without a setting they stay.
    alerts: int | None = Field(default=None, ge=1, validation_alias="FOOTHOLD_KEEP_ALERTS_DAYS")


def run_retention(
    db: Database, periods: Periods, *, now: datetime, dry_run: bool = False
) -> dict[str, int]:
    """Delete what is past its period; return how many of each kind.

    Each kind is a transaction of its own. With `dry_run` everything is counted and rolled back,
    and no run is noted.

    Raises:
        StoreUnavailableError: the database could not be reached.
    """
    counts: dict[str, int] = {}
    for name, expire in _expiries(periods, now):
        with transaction(db) as session, session.begin_nested() as savepoint:
            take_time(session)
            counts[name] = expire(session)
            if dry_run:
                savepoint.rollback()
    if not dry_run:
        note_run(db, JOB_NAME, counts, now=now)
        scrub_log(db)
    return counts


def note_run(db: Database, name: str, counts: dict[str, int], *, now: datetime) -> None:
    """Keep when a recurring job last ran and what it did."""
    with transaction(db) as session:
        session.merge(JobRun(name=name, ran_at=now, counts=counts))


def _expiries(periods: Periods, now: datetime) -> Iterator[tuple[str, Expiry]]:
    words, turns = timedelta(days=periods.words), timedelta(days=periods.turns)
    trackers = timedelta(days=periods.trackers)
    placements = timedelta(days=periods.placements)
    yield "guests", partial(expire_guests, now=now, keep=words)
    yield "accounts of the forgotten", partial(expire_left, now=now)
    yield "words", partial(expire_words, now=now, keep=words)
    yield "turns", partial(expire_turns, now=now, keep=turns)
    yield "adviser requests", partial(expire_requests, now=now, keep=turns)
    yield "placement records", partial(expire_applications, now=now, keep=placements)
    yield "staff sessions", partial(expire_staff_sessions, now=now)
    yield "failed sign-ins", partial(expire_sign_in_attempts, now=now)
    yield "wrong join codes", partial(expire_join_attempts, now=now)
    yield "links to the web chat", partial(expire_door_links, now=now)
    yield "effects", partial(expire_effects, now=now, keep=words)
    yield "jobs", partial(expire_jobs, now=now, keep=words)
    yield "telegram updates", partial(expire_telegram_updates, now=now)
    yield "trackers", partial(expire_trackers, now=now, keep=trackers)
    if periods.alerts is not None:
        yield "alerts", partial(expire_alerts, now=now, keep_days=periods.alerts)
