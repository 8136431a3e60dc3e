"""The worker: jobs are done, tried again, given up; health tells whether its loops run."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from messages.mailer import Mailer
from messages.services.late import LATE_AFTER
from messages.tables import Channel, Chat, Inbox, Outbox
from messages.wake import WakeSender
from ops.worker import loops
from ops.worker.app import create_app
from ops.worker.kinds import GIVE_UP_AFTER, Tools
from ops.worker.loops import Jobs, tell_late_loop
from safeguarding.domain.alerts import FoundBy
from safeguarding.services.alerts import acknowledge_alert
from safeguarding.services.contacts import Contacts, set_contacts
from safeguarding.tables import Alert
from storage.database import Database, reading, transaction
from storage.jobs import LONGEST_RETRY, enqueue_job
from storage.settings import Settings
from storage.tables import Job, JobState

SCHOOL = 1


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "JOB_POLL_S", 0.02)
    monkeypatch.setattr(loops, "LATE_POLL_S", 0.02)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, portal_public_url="http://school.example")


@asynccontextmanager
async def working(db: Database, settings: Settings, clock: Clock) -> AsyncIterator[None]:
    jobs = Jobs(Tools(settings, db, Mailer(settings)), clock)
    task = asyncio.create_task(jobs.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await jobs.finish(within_s=2)


def job_of(db: Database) -> Job:
    with reading(db) as session:
        return session.scalars(select(Job)).one()


def was_told(db: Database) -> bool:
    with reading(db) as session:
        return session.scalar(select(Inbox.told_late_at)) is not None


async def until_job(db: Database, *, tries: int, state: JobState) -> None:
    """Wait until a try has ended: nobody holds the job any more."""
    async with asyncio.timeout(20):
        while True:
            job = job_of(db)
            if (job.tries, job.state, job.leased_until) == (tries, state, None):
                return
            await asyncio.sleep(0.02)


def name_contacts(db: Database) -> None:
    hours = (time(8), time(16))
    contacts = Contacts("Ann", "lead@school.example", "Bob", "deputy@school.example", *hours)
    set_contacts(db, SCHOOL, contacts)


def add_alert(db: Database, now: datetime, *, has_contacts: bool) -> None:
    if has_contacts:
        name_contacts(db)
    with transaction(db) as session:
        alert = Alert(
            school_id=SCHOOL,
            chat_key="c",
            inbox_id=1,
            excerpt="words nobody may mail",
            matched=[],
            found_by=FoundBy.RULES,
            raised_at=now,
            due_at=now,
        )
        session.add(alert)
        session.flush()
        payload = {"alert_id": alert.id, "recipient": "deputy"}
        enqueue_job(session, "alert_mail", payload, due_at=now)


async def test_an_alert_goes_out_by_mail_without_its_words(
    any_db: Database, settings: Settings, clock: Clock
) -> None:
    add_alert(any_db, clock.now, has_contacts=True)

    async with working(any_db, settings, clock):
        await until_job(any_db, tries=1, state=JobState.DONE)

    [mail] = (settings.home / "mail").glob("*.eml")
    assert "To: deputy@school.example" in mail.read_text()
    assert "http://school.example/lead/alerts/1" in mail.read_text()
    assert "nobody may mail" not in mail.read_text()


async def test_a_failed_job_is_tried_again_and_then_given_up(
    db: Database, settings: Settings, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction(db) as session:
        enqueue_job(session, "from_the_future", {}, due_at=clock.now)

    async with working(db, settings, clock):
        await until_job(db, tries=1, state=JobState.READY)
        await asyncio.sleep(0.1)
        assert job_of(db).tries == 1  # not before its pause is over
        clock.now += timedelta(seconds=6)
        await until_job(db, tries=2, state=JobState.READY)
        clock.now += GIVE_UP_AFTER
        await until_job(db, tries=3, state=JobState.FAILED)

    assert job_of(db).last_error == "UnknownKindError"
    assert "job given up: job=1 kind=from_the_future" in caplog.text


async def test_an_open_alert_is_mailed_as_soon_as_somebody_is_named_however_late(
    db: Database, settings: Settings, clock: Clock
) -> None:
    add_alert(db, clock.now, has_contacts=False)

    async with working(db, settings, clock):
        for tries in range(1, 4):
            await until_job(db, tries=tries, state=JobState.READY)
            clock.now += timedelta(days=14)
        await until_job(db, tries=4, state=JobState.READY)
        assert job_of(db).due_at - clock.now <= LONGEST_RETRY
        name_contacts(db)
        clock.now += LONGEST_RETRY
        await until_job(db, tries=5, state=JobState.DONE)

    assert len(list((settings.home / "mail").glob("*.eml"))) == 1


async def test_the_tries_to_mail_end_once_the_alert_is_taken_up(
    db: Database, settings: Settings, clock: Clock
) -> None:
    add_alert(db, clock.now, has_contacts=False)

    async with working(db, settings, clock):
        await until_job(db, tries=1, state=JobState.READY)
        acknowledge_alert(db, 1, school_id=SCHOOL, staff_id=1, now=clock.now)
        clock.now += LONGEST_RETRY
        await until_job(db, tries=2, state=JobState.DONE)

    assert not (settings.home / "mail").exists()


async def test_an_unknown_kind_waits_for_a_worker_that_knows_it(
    db: Database, settings: Settings, clock: Clock
) -> None:
    with transaction(db) as session:
        enqueue_job(session, "from_the_future", {}, due_at=clock.now)

    async with working(db, settings, clock):
        await until_job(db, tries=1, state=JobState.READY)

    assert job_of(db).last_error == "UnknownKindError"


async def test_late_answers_are_told_without_the_gateway(
    db: Database, clock: Clock, free_port: int
) -> None:
    with transaction(db) as session:
        chat = Chat(
            key="c",
            created_at=clock.now,
            last_seen_at=clock.now,
        )
        session.add(chat)
        session.flush()
        row = Inbox(
            turn_id="t",
            chat_key="c",
            channel=Channel.WEB,
            update_id="1",
            kind="text",
            text="hello",
            received_at=clock.now,
            late_at=clock.now + LATE_AFTER,
        )
        session.add(row)
    clock.now += timedelta(seconds=5)
    portal = WakeSender(free_port)

    task = asyncio.create_task(tell_late_loop(db, portal, clock))
    async with asyncio.timeout(20):
        while not was_told(db):
            await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    portal.close()

    with reading(db) as session:
        assert len(session.scalars(select(Outbox)).all()) == 1  # once, however often it looked


async def test_health_says_whether_the_loops_run(
    db: Database, settings: Settings, clock: Clock
) -> None:
    app = create_app(settings, db, clock=clock)
    transport = httpx.ASGITransport(app)

    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://worker") as client,
    ):
        healthy = [(await client.get(path)).status_code for path in ("/healthz", "/readyz")]
        counts = await client.get("/metrics")
        app.state.loops[0].cancel()
        await asyncio.sleep(0.05)
        broken = [(await client.get(path)).status_code for path in ("/healthz", "/readyz")]

    assert healthy == [200, 200]
    assert "foothold_jobs_done_total" in counts.text
    assert broken == [500, 500]
