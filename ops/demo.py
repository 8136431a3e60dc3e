"""The demo school: loaded where the database is empty, with a password kept beside the key."""

import os
import secrets
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from employers.demo import load_demo
from employers.demo.files import read_school
from ops.retention import note_run
from ops.welcome import Demo
from schools.tables import School
from storage.clock import SCHOOL_TIME
from storage.database import Database, reading
from storage.settings import Settings
from storage.tables import JobRun

JOB_NAME = "demo"
PASSWORD_FILE = "demo-password.txt"  # noqa: S105 - the file's name; what it opens is fictional


def is_empty(db: Database) -> bool:
    """Return whether there is no school at all."""
    with reading(db) as session:
        return session.scalar(select(School.id).limit(1)) is None


def load(db: Database, settings: Settings, *, today: date, now: datetime) -> Demo:
    """Load the demo school, or move its dates to today where it is there already."""
    password = demo_password(settings.home) or _new_password(settings.home)
    report = load_demo(db, today=today, now=now, password=password)
    note_run(db, JOB_NAME, {"slots": report.slots}, now=now)
    return Demo(str(report), report.codes, report.logins, password)


def keep(db: Database, settings: Settings, *, today: date, now: datetime) -> Demo | None:
    """Return the demo school with its dates moved to today, None where there is none.

    Moving them takes a second or more: so only the first start of a day does it.
    """
    password = demo_password(settings.home)
    if password is None:
        return None
    if _loaded_on(db) != today:
        return load(db, settings, today=today, now=now)
    school = read_school()
    logins = tuple(staff.email for staff in school.staff)
    return Demo(f"{school.name} is loaded.", tuple(school.codes.values()), logins, password)


def demo_password(home: Path) -> str | None:
    """Return the password of the demo's staff, None where there is no demo."""
    try:
        return (home / PASSWORD_FILE).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def _loaded_on(db: Database) -> date | None:
    with reading(db) as session:
        run = session.get(JobRun, JOB_NAME)
        return None if run is None else run.ran_at.astimezone(SCHOOL_TIME).date()


def _new_password(home: Path) -> str:
    """Make a password and keep it, readable by its owner only."""
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    descriptor = os.open(home / PASSWORD_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{password}\n")
    return password
