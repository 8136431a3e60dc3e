"""The command line, run as its user runs it: clear words, exit codes, the right folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ops.cli import app
from storage.keys import KEY_FILE, load_ring
from storage.sealing import key_id_of
from tests.ops.test_keys import fill

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("up", "chat", "train", "demo", "retention", "doctor", "key rotate", "db upgrade")
COMMANDS += ("school add", "staff add")
COMMANDS += ("content check", "content stale")
COMMANDS += ("telegram set-webhook", "telegram delete-webhook", "telegram status")


def foothold(home: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder of its own, with its home folder given relatively."""
    home.parent.mkdir(parents=True, exist_ok=True)
    ours = {"PYTHONPATH": str(ROOT), "FOOTHOLD_HOME": home.name, "COLUMNS": "200", **environ}
    return subprocess.run(
        [sys.executable, "-m", "ops.cli", *arguments],
        cwd=home.parent,
        env={**os.environ, **ours},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"], prog_name="foothold")

    assert shown.exit_code == 0
    assert f"Usage: foothold {command}" in shown.stdout


def test_the_database_is_made_in_the_home_folder_and_retention_runs(tmp_path: Path) -> None:
    home = tmp_path / "home"

    made = foothold(home, "db", "upgrade")
    counted = foothold(home, "retention", "--dry-run")
    deleted = foothold(home, "retention")

    assert (made.returncode, made.stdout) == (0, "The tables are up to date.\n")
    assert (home / "foothold.db").exists()
    assert (home / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert "0 would be deleted" in counted.stdout
    assert "0 deleted" in deleted.stdout


def test_a_database_that_is_not_there_is_one_clear_line(tmp_path: Path, free_port: int) -> None:
    url = f"postgresql://me:secret@127.0.0.1:{free_port}/x"

    failed = foothold(tmp_path / "home", "retention", DATABASE_URL=url)

    assert failed.returncode == 1
    assert failed.stderr.startswith("foothold: the database cannot be reached")
    assert "secret" not in failed.stderr + failed.stdout
    assert "Traceback" not in failed.stderr


def test_a_setting_that_cannot_be_is_named(tmp_path: Path) -> None:
    failed = foothold(tmp_path / "home", "retention", PORTAL_PORT="many")

    assert failed.returncode == 1
    assert "PORTAL_PORT" in failed.stderr


def test_a_chat_without_a_portal_says_what_to_start(tmp_path: Path, free_port: int) -> None:
    failed = foothold(tmp_path / "home", "chat", "--guest", PORTAL_PORT=str(free_port))

    assert failed.returncode == 1
    assert f"nothing answers at http://127.0.0.1:{free_port}" in failed.stderr


def test_keys_rotate_and_the_old_ones_can_be_dropped(tmp_path: Path) -> None:
    from storage.clock import utc_now
    from storage.database import connect, reading
    from storage.tables import RasaTracker

    home = tmp_path / "home"
    foothold(home, "db", "upgrade")
    db = connect(f"sqlite:///{home}/foothold.db", load_ring(home))
    fill(db, load_ring(home), utc_now())
    db.dispose()

    rotated = foothold(home, "key", "rotate")

    assert rotated.returncode == 0, rotated.stderr
    assert "8 rows encrypted anew; key 2 is the active one." in rotated.stdout
    ring = load_ring(home)
    assert sorted(ring.keys) == [1, 2]
    db = connect(f"sqlite:///{home}/foothold.db", ring)
    with reading(db) as session:
        assert key_id_of(session.get_one(RasaTracker, "c").session) == 2
    db.dispose()


def test_the_doctor_says_by_its_exit_code_that_something_is_wrong(tmp_path: Path) -> None:
    home = tmp_path / "home"
    load_ring(home)
    (home / KEY_FILE).chmod(0o604)

    shown = foothold(home, "doctor")

    assert shown.returncode == 1
    assert "chmod 600" in shown.stdout
