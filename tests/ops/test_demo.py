"""The demo school as `make run` offers it: loaded once, its password kept, its way in shown."""

import json
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from ops.demo import PASSWORD_FILE, demo_password, is_empty, keep, load
from ops.installation import ROOT
from ops.listings import EMPLOYERS, list_employers
from ops.supervisor.parts import parts_of
from ops.welcome import Demo, where_to_go
from schools.services.staff import sign_in
from storage.database import Database
from storage.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, portal_port=8765)


def test_an_empty_database_gets_it_and_its_staff_can_sign_in(
    db: Database, settings: Settings, now: datetime
) -> None:
    assert is_empty(db)

    demo = load(db, settings, today=now.date(), now=now)

    assert not is_empty(db)
    list_employers(db, settings)
    listed = json.loads((settings.home / EMPLOYERS).read_text(encoding="utf-8"))
    assert len(listed["entities"]["employer"]) == 60
    assert sign_in(db, demo.logins[0], demo.password, now=now, address="127.0.0.1")
    assert demo.password not in demo.says


def test_the_password_stays_on_the_same_and_on_the_next_day(
    db: Database, settings: Settings, now: datetime
) -> None:
    first = load(db, settings, today=now.date(), now=now)
    tomorrow = now + timedelta(days=1)

    same_day = keep(db, settings, today=now.date(), now=now)
    second = keep(db, settings, today=tomorrow.date(), now=tomorrow)

    assert same_day is not None
    assert (same_day.codes, same_day.logins) == (first.codes, first.logins)
    assert second == first
    assert demo_password(settings.home) == first.password
    assert (settings.home / PASSWORD_FILE).stat().st_mode & 0o777 == 0o600


def test_where_to_go_names_pages_codes_and_logins(settings: Settings) -> None:
    demo = Demo("A school.", ("DEMO-Y8",), ("adviser@demo.school",), "pass-word")
    console = Console(width=120, record=True, file=StringIO())

    console.print(where_to_go(settings, parts_of(settings, ROOT), demo))

    shown = console.export_text()
    for each in ("http://127.0.0.1:8765/chat", "http://127.0.0.1:8765/staff", "make chat"):
        assert each in shown
    assert all(each in shown for each in (*demo.codes, *demo.logins, demo.password))


def test_a_database_of_a_real_school_is_left_alone(
    db: Database, settings: Settings, now: datetime
) -> None:
    assert keep(db, settings, today=now.date(), now=now) is None
    assert is_empty(db)


def test_without_a_demo_no_login_is_shown(settings: Settings) -> None:
    console = Console(width=120, record=True, file=StringIO())

    console.print(where_to_go(settings, parts_of(settings, ROOT), None))

    assert "password" not in console.export_text()
