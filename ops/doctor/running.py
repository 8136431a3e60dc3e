"""What runs: the database, the processes, the recurring jobs."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from messages.services.deliveries import EXPECTED, DeliveryCounts, delivery_counts
from messages.services.parked import parked_count
from messages.services.updates import broken_updates
from ops.doctor.findings import Finding, good, note, wrong
from ops.retention import JOB_NAME
from ops.supervisor.parts import Part, is_port_taken
from storage.database import Database, reading
from storage.migrate import is_current
from storage.tables import Job, JobRun, JobState

LATE_JOB = timedelta(hours=1)  # a mail server may be away for some minutes
LATE_RETENTION = timedelta(hours=49)  # it runs daily; a laptop may sleep a night
TIMEOUT_S = 3.0


def database_findings(db: Database, *, now: datetime) -> Iterator[Finding]:
    """Yield whether the database can be reached, is up to date, and has work left undone."""
    try:
        is_migrated = is_current(db)
    except SQLAlchemyError:
        yield wrong(
            "Database",
            f"{db.engine.url.render_as_string()} cannot be reached",
            "is its server running, and is DATABASE_URL right?",
        )
        return
    if not is_migrated:
        yield wrong("Database", "its tables are not up to date", "run `foothold db upgrade`")
        return
    yield good("Database", f"{db.engine.dialect.name}, up to date")
    with reading(db) as session:
        ran_at = session.scalar(select(JobRun.ran_at).where(JobRun.name == JOB_NAME))
        failed = session.scalar(select(func.count()).where(Job.state == JobState.FAILED)) or 0
        is_late = (Job.created_at < now - LATE_JOB, Job.last_error.is_not(None))
        late = session.scalar(select(func.count()).where(Job.state == JobState.READY, *is_late))
    yield _retention(ran_at, now)
    yield _jobs(failed, late or 0)
    yield _parked(parked_count(db))
    yield from _telegram(delivery_counts(db), broken_updates(db))


def process_findings(parts: Sequence[Part], *, logs: Path) -> Iterator[Finding]:
    """Yield how each process is; that none runs at all is no fault. `logs` is their folder."""
    with httpx.Client(timeout=TIMEOUT_S, trust_env=False) as client:
        states = {part.name: _state(client, part) for part in parts}
    if set(states.values()) == {"stopped"}:
        yield note("Processes", "none is running, and every port is free", "`make run` starts all")
        return
    for part in parts:
        yield _process(part, states[part.name], logs / f"{part.name}.log")


def _state(client: httpx.Client, part: Part) -> str:
    try:
        answer = client.get(part.ready_url)
    except httpx.ConnectError:
        return "stopped"
    except httpx.HTTPError:
        return "stuck" if is_port_taken(part.port) else "stopped"
    if answer.status_code == httpx.codes.OK:
        return "ready"
    return "other" if answer.status_code == httpx.codes.NOT_FOUND else "not ready"


def _process(part: Part, state: str, log: Path) -> Finding:
    subject = f"Process {part.name}"
    if state == "ready":
        return good(subject, f"ready on port {part.port}")
    if state == "other":
        mend = f"stop that program, or set {part.setting} to another port"
        return wrong(subject, f"port {part.port} belongs to another program", mend)
    if state == "stopped":
        return wrong(subject, f"nothing listens on port {part.port}", f"`make run`; see {log}")
    return wrong(subject, f"is {state} on port {part.port}", f"wait a minute; see {log}")


def _retention(ran_at: datetime | None, now: datetime) -> Finding:
    if ran_at is None:
        return note("Retention", "has not run yet", "the worker runs it daily")
    says = f"last run {ran_at:%d %B %Y %H:%M} UTC"
    if now - ran_at < LATE_RETENTION:
        return good("Retention", says)
    return wrong("Retention", says, "run `foothold retention`, and keep the worker running")


def _jobs(failed: int, late: int) -> Finding:
    if failed:
        return wrong("Jobs", f"{failed} were given up after 72 hours", "the worker's log says why")
    if late:
        return wrong(
            "Jobs",
            f"{late} have failed for more than an hour, and are tried on",
            "alert mails may not arrive: look at the lead's page, name a safeguarding lead and a "
            "deputy in the school's settings, and mend SMTP",
        )
    return good("Jobs", "none was given up")


def _parked(count: int) -> Finding:
    if not count:
        return good("Messages", "none is parked")
    return note(
        "Messages",
        f"{count} parked without an answer, of guests and of all schools",
        "a school's can be tried again on its staff page; the gateway's log says why",
    )


def _telegram(counts: DeliveryCounts, broken: int) -> Iterator[Finding]:
    """Yield what went wrong with Telegram; that somebody blocked the bot is no fault."""
    failed = sum(count for why, count in counts.failed.items() if why not in EXPECTED)
    if failed or broken:
        yield note(
            "Telegram",
            f"{failed} messages given up, {broken} updates that broke",
            "`foothold telegram status` says why; the students were told",
        )
