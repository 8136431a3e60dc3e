"""The doctor says what is wrong and how to mend it."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from messages.tables import (
    Channel,
    Chat,
    DeliveryState,
    Inbox,
    InboxState,
    Outbox,
    TelegramDelivery,
)
from ops.doctor.findings import Finding, Verdict
from ops.doctor.machine import machine_findings
from ops.doctor.running import database_findings, process_findings
from ops.retention import JOB_NAME
from ops.supervisor.parts import Part
from storage.database import Database, connect, transaction
from storage.jobs import enqueue_job, retry_job, take_job
from storage.keys import KEY_FILE, load_ring
from storage.migrate import upgrade
from storage.sealing import KeyRing
from storage.settings import Settings
from storage.tables import Job, JobRun, JobState


def by_subject(findings: Iterator[Finding]) -> dict[str, Finding]:
    return {finding.subject: finding for finding in findings}


@pytest.fixture
def migrated(tmp_path: Path, ring: KeyRing) -> Iterator[Database]:
    db = connect(f"sqlite:///{tmp_path}/migrated.db", ring)
    upgrade(db)
    yield db
    db.dispose()


def test_a_key_file_that_others_can_read_is_wrong(tmp_path: Path) -> None:
    load_ring(tmp_path)
    sound = by_subject(machine_findings(Settings(home=tmp_path), tmp_path))["Key"]
    (tmp_path / KEY_FILE).chmod(0o644)

    open_to_all = by_subject(machine_findings(Settings(home=tmp_path), tmp_path))["Key"]

    assert (sound.verdict, sound.says.partition(",")[2]) == (
        Verdict.GOOD,
        " mode 600, active key 1 of 1",
    )
    assert (open_to_all.verdict, "chmod 600" in open_to_all.says) == (Verdict.WRONG, True)


def test_a_project_without_environments_and_model_is_told_what_to_run(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    for name in ("rasa", "rasa-dev", "encoder", "service", "service-dev"):
        (tmp_path / "requirements" / f"{name}.lock").touch()

    found = by_subject(machine_findings(Settings(home=tmp_path / "var"), tmp_path))

    assert {name: found[name].mend for name in found if found[name].verdict is Verdict.WRONG} == {
        "Python of Rasa": "run `make setup`",
        "Environment .venv/service": "run `make setup`",
        "Environment .venv/rasa": "run `make setup`",
        "Model": "run `foothold train`",
    }
    assert found["Key"].verdict is Verdict.NOTE
    assert not (tmp_path / "var").exists()


def test_a_migrated_database_is_good(migrated: Database, now: datetime) -> None:
    with transaction(migrated) as session:
        session.add(JobRun(name=JOB_NAME, ran_at=now - timedelta(hours=30), counts={}))

    found = by_subject(database_findings(migrated, now=now))

    assert {name: finding.verdict for name, finding in found.items()} == {
        "Database": Verdict.GOOD,
        "Retention": Verdict.GOOD,
        "Jobs": Verdict.GOOD,
        "Messages": Verdict.GOOD,
    }


def test_overdue_deletion_and_lost_jobs_are_wrong(migrated: Database, now: datetime) -> None:
    with transaction(migrated) as session:
        session.add(JobRun(name=JOB_NAME, ran_at=now - timedelta(hours=50), counts={}))
        failed = Job(
            kind="from_the_future", payload={}, state=JobState.FAILED, due_at=now, created_at=now
        )
        session.add(failed)

    found = by_subject(database_findings(migrated, now=now))

    assert found["Retention"].mend.startswith("run `foothold retention`")
    assert found["Jobs"].says.startswith("1 were given up")


def test_a_mail_that_still_fails_after_an_hour_is_wrong(migrated: Database, now: datetime) -> None:
    with transaction(migrated) as session:
        enqueue_job(session, "alert_mail", {}, due_at=now - timedelta(hours=2))
    lease = take_job(migrated, now=now)
    assert lease is not None
    retry_job(migrated, lease, OSError(), now=now, give_up_after=timedelta.max)

    found = by_subject(database_findings(migrated, now=now))

    assert found["Jobs"].says.startswith("1 have failed for more than an hour")


def test_parked_messages_of_guests_count_too(migrated: Database, now: datetime) -> None:
    with transaction(migrated) as session:
        for key, school_id in (("guest", None), ("student", 1)):
            chat = Chat(
                key=key,
                school_id=school_id,
                created_at=now,
                last_seen_at=now,
            )
            session.add(chat)
            session.flush()
            row = Inbox(
                turn_id=key,
                chat_key=key,
                channel=Channel.WEB,
                update_id=key,
                kind="text",
                text="hello",
                received_at=now,
                late_at=now,
                state=InboxState.PARKED,
            )
            session.add(row)

    found = by_subject(database_findings(migrated, now=now))["Messages"]

    assert (found.verdict, found.says.partition(" ")[0]) == (Verdict.NOTE, "2")


def test_a_database_without_tables_needs_the_upgrade(
    tmp_path: Path, ring: KeyRing, now: datetime
) -> None:
    db = connect(f"sqlite:///{tmp_path}/empty.db", ring)

    [found] = database_findings(db, now=now)

    assert found.mend == "run `foothold db upgrade`"
    db.dispose()


def test_a_server_that_is_not_there_is_said_without_its_password(
    ring: KeyRing, now: datetime, free_port: int
) -> None:
    db = connect(f"postgresql+psycopg://me:secret@127.0.0.1:{free_port}/x", ring)

    [found] = database_findings(db, now=now)

    assert "cannot be reached" in found.says
    assert "secret" not in found.says
    db.dispose()


@contextmanager
def answering(status: int) -> Iterator[int]:
    """A server on some port that answers everything with one status."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def part_on(port: int, name: str = "portal") -> Part:
    return Part(name, (), f"http://127.0.0.1:{port}", "PORTAL_PORT")


def test_that_nothing_runs_is_no_fault(free_port: int) -> None:
    [found] = process_findings([part_on(free_port)], logs=Path())

    assert found.verdict is Verdict.NOTE


@pytest.mark.parametrize(
    ("status", "verdict", "says"),
    [
        (200, Verdict.GOOD, "ready on port"),
        (503, Verdict.WRONG, "is not ready"),
        (404, Verdict.WRONG, "belongs to another program"),
    ],
)
def test_each_process_is_asked_how_it_is(
    free_port: int, status: int, verdict: Verdict, says: str
) -> None:
    with answering(status) as port:
        asked, stopped = process_findings(
            [part_on(port), part_on(free_port, "worker")], logs=Path()
        )

    assert (asked.verdict, says in asked.says) == (verdict, True)
    assert (stopped.verdict, "nothing listens" in stopped.says) == (Verdict.WRONG, True)


def test_messages_that_telegram_did_not_get_are_mentioned(
    migrated: Database, now: datetime
) -> None:
    assert "Telegram" not in by_subject(database_findings(migrated, now=now))
    with transaction(migrated) as session:
        chat = Chat(key="c", created_at=now, last_seen_at=now)
        session.add(chat)
        session.flush()
        for why in ("gone", "unknown"):
            row = Outbox(chat_key="c", content={"text": why}, created_at=now)
            session.add(row)
            session.flush()
            session.add(
                TelegramDelivery(
                    outbox_id=row.id,
                    chat_key="c",
                    is_reminder=False,
                    is_repeatable=True,
                    state=DeliveryState.FAILED,
                    failure=why,
                    failed_at=now,
                )
            )

    found = by_subject(database_findings(migrated, now=now))

    assert found["Telegram"].says.startswith("1 messages given up, 0 updates")
