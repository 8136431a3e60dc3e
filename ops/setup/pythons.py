"""Finds a Python that really works, by running each candidate.

A `python3.10` on PATH may be a pyenv shim that exits 127; a build may lack ssl or sqlite3. So
nothing counts until it has run.
"""

from __future__ import annotations

import glob
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PROBE = (
    "import sys, ssl, sqlite3, zlib, ctypes;"
    "print('%d.%d' % sys.version_info[:2]);"
    "print(getattr(sys, '_base_executable', '') or sys.executable)"
)
PROBE_TIMEOUT_S = 30  # a cold disk; a working Python answers in 0.1 s
USUAL_PLACES = ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/*/bin")


class Python(NamedTuple):
    """A Python that answered."""

    path: str
    version: str  # such as 3.10


class Refusal(NamedTuple):
    """A candidate that does not do, and why."""

    path: str
    reason: str


class NoPythonError(Exception):
    """No working Python was found; the message says what was tried and what to install."""


def find_python(
    versions: Sequence[str],
    *,
    override: str,
    environ: Mapping[str, str],
    own_folder: Path,
    usual_places: Sequence[str] = USUAL_PLACES,
) -> Python:
    """Return the first working Python of one of `versions`, in their order.

    `override` names the environment variable that decides alone where it is set; `own_folder`
    is where `uv python install` puts its own.

    Raises:
        NoPythonError: none of the candidates works.
    """
    refusals: list[Refusal] = []
    if environ.get(override):
        candidates: Iterator[str] = iter([environ[override]])
    else:
        candidates = _candidates(versions, environ, own_folder, usual_places)
    tried: dict[str, bool] = {}
    for path in candidates:
        if path in tried or not os.path.exists(path):  # noqa: PTH110
            continue
        tried[path] = True
        answer = probe(path, versions)
        if isinstance(answer, Python):
            return answer
        refusals.append(answer)
    raise NoPythonError(_advice(versions, override, environ.get(override), refusals))


def probe(path: str, versions: Sequence[str]) -> Python | Refusal:
    """Run a candidate and return what it is, or why it does not do."""
    try:
        answer = subprocess.run(
            [path, "-c", PROBE],
            capture_output=True,
            text=True,
            timeout=PROBE_TIMEOUT_S,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Refusal(path, f"does not run ({type(error).__name__})")
    if answer.returncode != 0:
        last = (answer.stderr.strip().splitlines() or [""])[-1]
        return Refusal(path, f"exits {answer.returncode} {last}".strip())
    version, _, executable = answer.stdout.strip().partition("\n")
    if version not in versions:
        return Refusal(path, f"is Python {version}")
    return Python(executable.strip() or path, version)


def _candidates(
    versions: Sequence[str],
    environ: Mapping[str, str],
    own_folder: Path,
    usual_places: Sequence[str],
) -> Iterator[str]:
    home = environ.get("HOME", "")
    roots = [environ.get("PYENV_ROOT", ""), f"{home}/.pyenv" if home else ""]
    folders = [place for place in environ.get("PATH", "").split(os.pathsep) if place]
    folders += [folder for place in usual_places for folder in sorted(glob.glob(place))]  # noqa: PTH207
    for version in versions:
        for root in filter(None, roots):
            found = glob.glob(f"{root}/versions/{version}*/bin/python")  # noqa: PTH207
            yield from sorted(found, key=_numbers, reverse=True)
        for folder in folders:
            yield f"{folder}/python{version}"
        yield from sorted(glob.glob(f"{own_folder}/*/bin/python{version}"))  # noqa: PTH207
    for folder in folders:
        yield f"{folder}/python3"


def _numbers(path: str) -> tuple[int, ...]:
    """Return the numbers in a path, so that 3.10.13 comes after 3.10.9."""
    digits = "".join(letter if letter.isdigit() else " " for letter in path)
    return tuple(int(number) for number in digits.split())


def _advice(
    versions: Sequence[str],
    override: str,
    chosen: str | None,
    refusals: Sequence[Refusal],
) -> str:
    wanted = " or ".join(versions)
    lines = [f"No working Python {wanted} was found."]
    lines += [f"  tried {refusal.path}: {refusal.reason}" for refusal in refusals]
    if chosen and not refusals:
        lines.append(f"  {override} names {chosen}, which is not there.")
    lines += [
        "Install one in any of these ways, then run the same command again:",
        f"  pyenv install {versions[0]}",
        f"  {_system_command(versions[0])}",
        f"  or set {override} to the path of a Python {wanted} with ssl and sqlite3.",
    ]
    return "\n".join(lines)


def _system_command(version: str) -> str:
    if sys.platform == "darwin":
        return f"brew install python@{version}"
    return f"apt-get install python{version} python{version}-venv"
