"""Set-up of an environment: done once, again when its lock changes, anew after a kill."""

import subprocess
import sys
from pathlib import Path

import pytest

from ops.setup.environments import (
    SERVICE,
    Environment,
    InstallError,
    install,
    is_ready,
    keeps_dev,
)
from ops.setup.pythons import Python
from ops.setup.uv import get_uv, uv_environ

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Python(getattr(sys, "_base_executable", sys.executable), "3.11")
# Notes how it was called; makes what the real one makes.
FAKE_UV = """#!/bin/sh
echo "$@" >> "{notes}"
if [ -e "{broken}" ]; then exit 2; fi
case "$1 $2" in
venv*) for folder; do :; done; mkdir -p "$folder/bin" "$folder/lib/python3.11/site-packages"
    ln -sf "{python}" "$folder/bin/python";;
esac
"""


class Project:
    """A project of which only the locks matter, and a stand-in for uv."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        (self.root / "requirements").mkdir(parents=True)
        for name in ("service.lock", "service-dev.lock"):
            (self.root / "requirements" / name).write_text(f"# {name}\n")
        self.notes = folder / "notes"
        self.broken = folder / "broken"
        self.uv = folder / "uv"
        self.uv.write_text(
            FAKE_UV.format(notes=self.notes, broken=self.broken, python=sys.executable)
        )
        self.uv.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        return [" ".join(line.split()[:2]).removesuffix(" -q") for line in lines]

    def install(self, *, dev: bool = False, environment: Environment = SERVICE) -> None:
        install(environment, self.root, PYTHON, uv=self.uv, dev=dev, say=lambda _line: None)

    def is_ready(self, *, dev: bool = False) -> bool:
        return is_ready(SERVICE, self.root, dev=dev)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_after_set_up_it_is_ready_and_the_project_can_be_imported(project: Project) -> None:
    assert not project.is_ready()

    project.install()

    packages = SERVICE.folder(project.root) / "lib" / "python3.11" / "site-packages"
    assert project.is_ready()
    assert (packages / "foothold.pth").read_text() == f"{project.root}\n"
    assert (SERVICE.folder(project.root) / "bin" / "foothold").stat().st_mode & 0o111
    assert project.calls == ["venv", "pip sync"]


def test_a_changed_lock_is_installed_into_the_environment_that_is_there(project: Project) -> None:
    project.install()
    (project.root / "requirements" / "service.lock").write_text("# newer\n")
    assert not project.is_ready()

    project.install()

    assert project.is_ready()
    assert project.calls == ["venv", "pip sync", "pip sync"]


def test_one_with_the_development_packages_also_runs_the_product(project: Project) -> None:
    project.install(dev=True)

    assert project.is_ready(dev=True)
    assert project.is_ready(dev=False)
    assert keeps_dev(SERVICE, project.root)


def test_the_runtime_alone_is_not_enough_for_the_tests(project: Project) -> None:
    project.install()

    assert not project.is_ready(dev=True)
    assert not keeps_dev(SERVICE, project.root)


def test_what_was_killed_half_way_is_made_anew(project: Project) -> None:
    project.install()
    left = SERVICE.folder(project.root) / "half-a-package"
    left.touch()
    (project.root / ".venv" / ".service.unfinished").touch()
    assert not project.is_ready()

    project.install()

    assert project.is_ready()
    assert not left.exists()


def test_a_moved_project_is_set_up_anew(project: Project) -> None:
    project.install()
    moved = project.root.rename(project.root.with_name("moved"))

    assert not is_ready(SERVICE, moved, dev=False)


def test_where_uv_fails_twice_and_pip_too_it_says_so_and_stays_unready(project: Project) -> None:
    project.install()
    (project.root / "requirements" / "service.lock").write_text(
        "no-such-package==1 --hash=sha256:" + "0" * 64
    )
    project.broken.touch()
    (SERVICE.folder(project.root) / "bin" / "python").unlink()
    nowhere = Python("/bin/false", "3.11")

    with pytest.raises(InstallError, match="cannot make a virtual environment"):
        install(SERVICE, project.root, nowhere, uv=project.uv, dev=False, say=lambda _line: None)

    assert not project.is_ready()


def test_a_second_set_up_of_this_project_costs_less_than_a_second() -> None:
    if not is_ready(SERVICE, ROOT, dev=True):
        pytest.skip("set up by hand: `make setup` was not run")
    subprocess.run(
        [sys.executable, "-m", "ops.setup"], cwd=ROOT, check=True, timeout=1, capture_output=True
    )


def test_no_lock_names_an_address() -> None:
    for path in (ROOT / "requirements").iterdir():
        text = path.read_text()
        assert "://" not in text, path
        assert "index" not in text.split("--hash")[0], path


def test_every_locked_package_has_its_hash() -> None:
    for path in (ROOT / "requirements").glob("*.lock"):
        entries = path.read_text().replace("\\\n", " ").strip().splitlines()
        assert entries, path
        assert all("--hash=sha256:" in entry for entry in entries), path


def test_where_pip_cannot_install_uv_there_is_none_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "uv.lock").write_text("uv==0.0.0 --hash=sha256:" + "0" * 64)
    said: list[str] = []

    uv = get_uv(tmp_path, [Python("/bin/false", "3.11")], said.append)

    assert uv is None
    assert "pip does its work" in said[-1]
    assert not list(tmp_path.glob(".tools/*"))


def test_uv_takes_over_pips_mirror_but_not_an_active_environment(tmp_path: Path) -> None:
    environ = uv_environ(
        tmp_path, {"PIP_INDEX_URL": "mirror", "VIRTUAL_ENV": "/somewhere", "HOME": "/home/me"}
    )

    assert environ["UV_DEFAULT_INDEX"] == "mirror"
    assert "VIRTUAL_ENV" not in environ
    assert environ["HOME"] == "/home/me"
