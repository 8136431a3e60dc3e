"""Gets uv, pinned by hash, into `.tools/`; it installs in seconds what takes pip minutes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Callable  # noqa: UP035 - subscripted when this runs, on Python 3.8

from ops.setup.pythons import Python

Say = Callable[[str], None]


def get_uv(root: Path, pythons: Sequence[Python], say: Say) -> Path | None:
    """Return a uv that runs, installing it where it is missing; None where pip cannot."""
    lock = root / "requirements" / "uv.lock"
    folder = root / ".tools" / f"uv-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    uv = folder / "bin" / "uv"
    if _runs(uv):
        return uv
    say("uv (the installer) …")
    for python in pythons:
        shutil.rmtree(folder, ignore_errors=True)
        if _pip_installs(python.path, lock, folder) and _runs(uv):
            return uv
    shutil.rmtree(folder, ignore_errors=True)
    say("uv cannot be installed here, so pip does its work (slower).")
    return None


def uv_environ(root: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment uv runs in: its Pythons lie under `.tools/`, mirrors as pip's."""
    ours = {"UV_PYTHON_INSTALL_DIR": str(root / ".tools" / "python"), "UV_HTTP_TIMEOUT": "180"}
    if environ.get("PIP_INDEX_URL"):
        ours["UV_DEFAULT_INDEX"] = environ["PIP_INDEX_URL"]
    inherited = {k: v for k, v in environ.items() if k not in {"VIRTUAL_ENV", "CONDA_PREFIX"}}
    return {**ours, **inherited}


def install_python(uv: Path, version: str, root: Path) -> bool:
    """Let uv download a Python; it goes under `.tools/python`. Returns whether that worked."""
    command = [str(uv), "python", "install", "--no-bin", version]
    done = subprocess.run(command, env=uv_environ(root, os.environ), check=False)
    return done.returncode == 0


def this_python() -> Python:
    """Return the Python that runs this."""
    return Python(sys.executable, "{}.{}".format(*sys.version_info))


def _runs(uv: Path) -> bool:
    try:
        return (
            subprocess.run([str(uv), "--version"], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def _pip_installs(python: str, lock: Path, folder: Path) -> bool:
    arguments: list[str] = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-q"]
    command = [python, "-m", "pip", "install", *arguments, "--target", str(folder), "-r", str(lock)]
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    quiet.pop("PIP_REQUIRE_VIRTUALENV", None)
    done = subprocess.run(command, env=quiet, capture_output=True, check=False)
    return done.returncode == 0
