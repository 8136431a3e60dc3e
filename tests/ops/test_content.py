"""`foothold content`: what is in order, what must be looked at, and where a file is broken."""

import shutil
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from careers.errors import ContentError
from careers.library import CONTENT
from ops.cli import app
from ops.content import check, stale
from ops.explaining import explain

WAGES_END = date(2027, 3, 31)


@pytest.fixture
def console() -> Console:
    return Console(file=StringIO(), width=200)


def shown(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_content_that_is_in_order_is_counted(console: Console) -> None:
    check(console)

    assert "263 occupations in full" in shown(console)


def test_a_broken_file_is_named_with_its_line(console: Console, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    rates = folder / "rates.yml"
    rates.write_text(rates.read_text().replace("valid_to: 2027-03-31", "valid_to: soon", 1))

    with pytest.raises(ContentError) as caught:
        check(console, folder=folder)

    line = rates.read_text().splitlines().index("  valid_to: soon") + 1
    assert f"rates.yml:{line}: 0.valid_to" in str(explain(caught.value))


@pytest.mark.parametrize(("month", "day", "problem"), [(3, 2, "expires soon"), (4, 1, "expired")])
def test_the_wages_of_april_fall_due_a_month_ahead(
    console: Console, month: int, day: int, problem: str
) -> None:
    is_late = stale(console, today=date(2027, month, day))

    lines = [line for line in shown(console).splitlines() if "rates.yml" in line]
    assert lines
    assert all(line.startswith(problem) for line in lines)
    assert all(f"{WAGES_END:%d.%m.%Y}" in line for line in lines)
    assert is_late


def test_a_day_on_which_all_is_current_says_so(console: Console) -> None:
    assert not stale(console, today=date(2026, 11, 23))
    assert "Nothing is out of date on 23 November 2026" in shown(console)


def test_the_exit_code_tells_a_script() -> None:
    run = CliRunner()

    assert run.invoke(app, ["content", "stale", "--on", "2026-11-23"]).exit_code == 0
    assert run.invoke(app, ["content", "stale", "--on", "2027-04-01"]).exit_code == 1
    assert run.invoke(app, ["content", "check"]).exit_code == 0
