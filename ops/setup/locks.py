"""Writes the hash-pinned locks from the inputs, without any address in them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from ops.setup.environments import InstallError
from ops.setup.pythons import Python
from ops.setup.uv import Say, uv_environ

OPTIONS = (
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)


class Lock(NamedTuple):
    """One lock file and what it is made from."""

    name: str
    inputs: tuple[str, ...]
    for_rasa: bool
    options: tuple[str, ...] = ()


LOCKS = (
    Lock("uv.lock", ("uv.in",), for_rasa=False, options=("--universal",)),
    Lock("build.lock", ("build.in",), for_rasa=False, options=("--universal",)),
    Lock("service.lock", ("service.in",), for_rasa=False, options=("--universal",)),
    Lock(
        "service-dev.lock",
        ("service.in", "service-dev.in"),
        for_rasa=False,
        options=("--universal",),
    ),
    Lock("rasa.lock", ("rasa.in",), for_rasa=True),
    Lock("rasa-dev.lock", ("rasa.in", "rasa-dev.in"), for_rasa=True),
    Lock("encoder.lock", ("encoder.in",), for_rasa=True, options=("--no-deps",)),
)


def write_locks(root: Path, uv: Path, rasa: Python, service: Python, say: Say) -> None:
    """Write every lock anew; versions that still fit the inputs stay as they are.

    Raises:
        InstallError: uv found no set of versions that fits.
    """
    folder = root / "requirements"
    for lock in LOCKS:
        say(f"{lock.name} …")
        python = rasa if lock.for_rasa else service
        command: list[str] = [str(uv), "pip", "compile", *OPTIONS, *lock.options]
        command += ["--python", python.path, "--output-file", str(folder / lock.name)]
        command += [str(folder / name) for name in lock.inputs]
        environ = uv_environ(root, os.environ)
        if subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=False).returncode:
            raise InstallError(f"{lock.name} could not be written: see uv's message above")
