"""`python3 -m ops.setup [--dev]`: sets up both environments; does nothing when they are ready."""

from __future__ import annotations

import argparse
import fcntl
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ops.setup.environments import (
    RASA,
    SERVICE,
    Environment,
    InstallError,
    install,
    is_ready,
    keeps_dev,
)
from ops.setup.locks import write_locks
from ops.setup.pythons import NoPythonError, Python, find_python
from ops.setup.uv import get_uv, install_python, this_python

ROOT = Path(__file__).resolve().parent.parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Set up what is missing and return the exit code."""
    parser = argparse.ArgumentParser(prog="make setup", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    parser.add_argument("--lock", action="store_true", help="write requirements/*.lock anew")
    chosen = parser.parse_args(arguments)
    try:
        with _alone(ROOT):
            if chosen.lock:
                write_locks(ROOT, _uv_or_fail(), python_for(RASA), python_for(SERVICE), _say)
            else:
                _set_up(ROOT, dev=chosen.dev)
    except (NoPythonError, InstallError) as error:
        _say(str(error))
        return 1
    return 0


def python_for(environment: Environment, *, uv: Path | None = None) -> Python:
    """Return a working Python for the environment; the last way is uv's own download.

    Raises:
        NoPythonError: there is none and uv could not fetch one.
    """
    try:
        return _find(environment)
    except NoPythonError:
        if os.environ.get(environment.override) or uv is None:
            raise
        if not install_python(uv, environment.versions[0], ROOT):
            raise
        return _find(environment)


def _find(environment: Environment) -> Python:
    return find_python(
        environment.versions,
        override=environment.override,
        environ=os.environ,
        own_folder=ROOT / ".tools" / "python",
    )


def _set_up(root: Path, *, dev: bool) -> None:
    missing = [each for each in (SERVICE, RASA) if not is_ready(each, root, dev=dev)]
    if not missing:
        return
    started = time.monotonic()
    uv = get_uv(root, _pythons_with_pip(), _say)
    pythons = [python_for(each, uv=uv) for each in missing]  # both found before anything long
    for step, environment in enumerate(missing, start=1):
        python = pythons[step - 1]
        _say(f"[{step}/{len(missing)}] .venv/{environment.name}, from {python.path} …")
        wants_dev = dev or keeps_dev(environment, root)
        install(environment, root, python, uv=uv, dev=wants_dev, say=_say)
    _say(f"Set up in {time.monotonic() - started:.0f} s.")


def _pythons_with_pip() -> list[Python]:
    """Return the Pythons worth asking for pip: this one, then those of the environments."""
    found = [this_python()]
    for environment in (SERVICE, RASA):
        with suppress(NoPythonError):
            found.append(python_for(environment))
    return found


def _uv_or_fail() -> Path:
    uv = get_uv(ROOT, _pythons_with_pip(), _say)
    if uv is None:
        raise InstallError("writing the locks needs uv")
    return uv


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let one set-up work at a time; a second one waits and then finds the work done."""
    (root / ".venv").mkdir(exist_ok=True)
    with (root / ".venv" / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            _say("Another set-up is at work here; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
