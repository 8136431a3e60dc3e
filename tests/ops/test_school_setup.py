"""A real school is set up from the command line: the school, then its staff."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from schools.services.staff import sign_in, staff_of_session
from storage.clock import utc_now
from storage.database import connect
from storage.keys import load_ring

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long password of mine"
ANN = ("--school", "1", "--email", "Ann@school.example", "--name", "Ann Lee", "--role", "lead")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ops.cli", *arguments]


def environ(home: Path) -> dict[str, str]:
    ours = {"FOOTHOLD_HOME": str(home), "COLUMNS": "200"}
    return {**os.environ, **ours}


def foothold(home: Path, *arguments: str, piped: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=environ(home),
        input=piped,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def roles_of(home: Path, password: str) -> tuple[int, str, list[str]]:
    """Sign in as Ann; return her school, name and roles."""
    db = connect(f"sqlite:///{home}/foothold.db", load_ring(home))
    token = sign_in(db, "ann@school.example", password, now=utc_now(), address="here")
    view = staff_of_session(db, token, now=utc_now())
    db.dispose()
    return view.school_id, view.name, [role.value for role in view.roles]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one school."""
    home = tmp_path_factory.mktemp("places") / "home"
    made = foothold(home, "school", "add", "--name", "Hill [b]School", "--urn", "123456")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("School 1, Hill [b]School, is there, in demo mode.")
    assert "foothold staff add --school 1" in made.stdout
    for words in ("/staff/settings", "Leave demo mode", "/staff/students"):
        assert words in made.stdout
    return home


def test_staff_with_a_piped_password_can_sign_in(home: Path) -> None:
    made = foothold(home, "staff", "add", *ANN, "--role", "adviser", piped=f"{PASSWORD}\n")
    again = foothold(home, "staff", "add", *ANN, piped=f"{PASSWORD}\n")

    assert made.stdout.startswith("Ann Lee of Hill [b]School can sign in at http")
    assert PASSWORD not in made.stdout + made.stderr
    assert roles_of(home, PASSWORD) == (1, "Ann Lee", ["adviser", "lead"])
    assert again.returncode == 1
    assert again.stderr == "foothold: somebody signs in with ann@school.example already\n"


@pytest.mark.parametrize(
    ("arguments", "piped", "says"),
    [
        (("school", "add", "--name", "Other", "--urn", "123456"), "", "has the URN 123456"),
        (("school", "add", "--name", "Other", "--urn", "12a"), "", "a URN has 6 digits"),
        (("school", "add", "--name", "  "), "", "a name has 1 to 200 characters"),
        (("staff", "add", "--school", "9", *ANN[2:]), PASSWORD, "there is no school 9"),
        (("staff", "add", *ANN, "--email", "bob"), PASSWORD, "'bob' is not an e-mail address"),
        (
            ("staff", "add", *ANN, "--email", "b@x.example"),
            "short\n",
            "a password has 12 to 200 characters",
        ),
    ],
)
def test_what_cannot_be_is_one_clear_line(
    home: Path, arguments: tuple[str, ...], piped: str, says: str
) -> None:
    failed = foothold(home, *arguments, piped=piped)

    assert failed.returncode == 1
    assert failed.stderr.startswith("foothold: ")
    assert says in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_role_that_there_is_not_is_refused_with_those_that_there_are(home: Path) -> None:
    failed = foothold(home, "staff", "add", *ANN, "--role", "boss", piped=PASSWORD)

    assert failed.returncode == 2
    for role in ("adviser", "lead", "coordinator"):
        assert role in failed.stderr


def test_at_a_terminal_the_password_is_asked_for_twice_and_not_shown(home: Path) -> None:
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        command("staff", "add", *ANN[:2], "--email", "cy@school.example", *ANN[4:]),
        cwd=ROOT,
        env=environ(home),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = ""
    for prompt in ("Password: ", "Repeat for confirmation: "):
        while not shown.endswith(prompt):
            shown += os.read(ours, 1000).decode()
        os.write(ours, f"{PASSWORD}\n".encode())
    code = child.wait(timeout=30)
    shown += os.read(ours, 10_000).decode()
    os.close(ours)

    assert code == 0
    assert PASSWORD not in shown
    assert "can sign in at" in shown
