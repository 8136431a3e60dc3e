"""The two environments: what belongs in each, whether it is there, and how it gets there."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from ops.orphans import die_with_parent
from ops.setup.pythons import Python
from ops.setup.uv import Say, uv_environ

HEARTBEAT_S = 10.0
FORMAT = 2  # raise it when what set-up writes into an environment changes


class Environment(NamedTuple):
    """One virtual environment and what it is made of."""

    name: str
    versions: tuple[str, ...]
    override: str
    runtime: tuple[str, ...]
    dev: tuple[str, ...]

    def folder(self, root: Path) -> Path:
        """Return where it lies."""
        return root / ".venv" / self.name


# The encoder's lock lists two packages without what they say they need (or torch arrives); both
# `uv pip sync` and `pip --no-deps` install exactly what the locks list.
RASA = Environment(
    "rasa",
    ("3.10",),
    "FOOTHOLD_PYTHON310",
    ("rasa.lock", "encoder.lock"),
    ("rasa-dev.lock", "encoder.lock"),
)
SERVICE = Environment(
    "service",
    ("3.11", "3.12", "3.13"),
    "FOOTHOLD_PYTHON",
    ("service.lock",),
    ("service-dev.lock",),
)


class InstallError(Exception):
    """An environment could not be installed; the installer has said why."""


def is_ready(environment: Environment, root: Path, *, dev: bool) -> bool:
    """Return whether the environment holds what its locks say now.

    One with the development packages also does where only the runtime is asked for.
    """
    stamp = _read_stamp(environment.folder(root))
    python = environment.folder(root) / "bin" / "python"
    if _marker(environment, root).exists() or not python.exists():
        return False
    kinds = [True] if dev else [True, False]
    return any(stamp == _stamp(environment, root, dev=kind) for kind in kinds)


def keeps_dev(environment: Environment, root: Path) -> bool:
    """Return whether the development packages were installed here before; they then stay."""
    return _read_stamp(environment.folder(root)).get("kind") == "dev"


def install(
    environment: Environment, root: Path, python: Python, *, uv: Path | None, dev: bool, say: Say
) -> None:
    """Make the environment hold exactly what its locks list.

    A marker stands while this works: where one is found, an earlier run was killed half-way and
    the environment is made anew (downloads are kept by uv's or pip's cache).

    Raises:
        InstallError: neither uv nor pip could install it.
    """
    folder = environment.folder(root)
    marker = _marker(environment, root)
    if marker.exists():
        shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    marker.touch()
    locks = [root / "requirements" / name for name in _locks(environment, dev=dev)]
    if not (uv and _sync_with_uv(uv, folder, python, locks, root)):
        if uv:
            say("uv could not do it, trying with pip (slower) …")
        _install_with_pip(folder, python, locks)
    _make_importable(environment, root)
    _write_stamp(folder, _stamp(environment, root, dev=dev))
    marker.unlink()


def _marker(environment: Environment, root: Path) -> Path:
    return root / ".venv" / f".{environment.name}.unfinished"


def _locks(environment: Environment, *, dev: bool) -> tuple[str, ...]:
    return environment.dev if dev else environment.runtime


def _stamp(environment: Environment, root: Path, *, dev: bool) -> dict[str, str]:
    """Return what the stamp says when all is in place; the folder's path is part of it."""
    digest = hashlib.sha256(f"{FORMAT} {root}".encode())
    for name in _locks(environment, dev=dev):
        digest.update((root / "requirements" / name).read_bytes())
    return {"kind": "dev" if dev else "runtime", "fingerprint": digest.hexdigest()}


def _read_stamp(folder: Path) -> dict[str, str]:
    try:
        stamp = json.loads((folder / "foothold.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(folder: Path, stamp: dict[str, str]) -> None:
    fresh = folder / "foothold.json.new"
    fresh.write_text(json.dumps(stamp), encoding="utf-8")
    fresh.replace(folder / "foothold.json")


def _sync_with_uv(
    uv: Path,
    folder: Path,
    python: Python,
    locks: list[Path],
    root: Path,
) -> bool:
    environ = {**uv_environ(root, os.environ), "VIRTUAL_ENV": str(folder)}
    if _version_in(folder) != python.version:
        make = [str(uv), "venv", "-q", "--clear", "--python", python.path, str(folder)]
        if subprocess.run(make, env=environ, check=False).returncode != 0:
            return False
    builds = str(root / "requirements" / "build.lock")
    # Compiled once here: 20 s now for 7 s less at every start of Rasa (11 s of imports became 4).
    command = [str(uv), "pip", "sync", "-q", "--compile-bytecode"]
    command += ["--require-hashes", "--build-constraints", builds]
    command += ["--python", str(folder / "bin" / "python"), *map(str, locks)]
    return any(  # once more after a failure: a network that dropped out resumes from the cache
        run_with_heartbeat(command, environ) == 0 for _ in range(2)
    )


def _install_with_pip(folder: Path, python: Python, locks: list[Path]) -> None:
    if _version_in(folder) != python.version or not _has_pip(folder):
        made = subprocess.run([python.path, "-m", "venv", "--clear", str(folder)], check=False)
        if made.returncode != 0:
            raise InstallError(
                f"{python.path} cannot make a virtual environment: install its venv package "
                f"(Debian: apt-get install python{python.version}-venv) and try again"
            )
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--require-hashes"]
    command += ["--no-deps", "-q", "--disable-pip-version-check"]
    for lock in locks:
        command += ["-r", str(lock)]
    if run_with_heartbeat(command, dict(os.environ)) != 0:
        raise InstallError("pip could not install the packages: see its message above")


def run_with_heartbeat(command: list[str], environ: dict[str, str]) -> int:
    """Run a long command, saying every few seconds that it is still at work."""
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        # Two installers must not meet in one folder. No threads run here.
        preexec_fn=die_with_parent(os.getpid()),  # noqa: PLW1509
    )
    while not _has_ended(process):
        sys.stderr.write(f"      … {time.monotonic() - started:.0f} s\n")
    return process.returncode


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(HEARTBEAT_S)
    except subprocess.TimeoutExpired:
        return False
    return True


def _version_in(folder: Path) -> str:
    """Return the version of the Python in an environment, such as 3.10; empty if there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        return ""
    ask = [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()


def _has_pip(folder: Path) -> bool:
    ask = [str(folder / "bin" / "python"), "-m", "pip", "--version"]
    return subprocess.run(ask, capture_output=True, check=False).returncode == 0


def _make_importable(environment: Environment, root: Path) -> None:
    """Put the project on the environment's path, and its command beside its Python."""
    folder = environment.folder(root)
    for packages in folder.glob("lib/python3*/site-packages"):
        (packages / "foothold.pth").write_text(f"{root}\n", encoding="utf-8")
    if environment.name == "service":
        script = folder / "bin" / "foothold"
        python = shlex.quote(str(folder / "bin" / "python"))
        script.write_text(f'#!/bin/sh\nexec {python} -m ops.cli "$@"\n', encoding="utf-8")
        script.chmod(0o755)
