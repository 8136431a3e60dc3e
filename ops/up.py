"""`foothold up`: makes everything ready, starts all processes, and says where to go.

This process lives as long as the product: what needs the rooms runs in one of its own before.
"""

import asyncio
import os
import subprocess
import sys

from rich.console import Console

from ops.installation import ROOT
from ops.orphans import die_with_parent
from ops.supervisor.logs import LOGS, Logs
from ops.supervisor.parts import check_ports, parts_of
from ops.supervisor.supervisor import supervise
from ops.welcome import Demo, where_to_go
from storage.settings import Settings


class NotPreparedError(Exception):
    """The product could not be made ready; the preparing process has said why."""


def start_everything(settings: Settings, console: Console) -> int:
    """Run the product until Ctrl-C or SIGTERM; return the exit code.

    Raises:
        PortsTakenError: another program has one of our ports.
        NotPreparedError: database, demo school or model could not be made ready.
    """
    parts = [part for part in parts_of(settings, ROOT) if part.is_here]
    check_ports(parts)
    demo = _prepare()
    logs = Logs(settings.home / LOGS, console, names=tuple(part.name for part in parts))
    logs.tell("Starting; Rasa takes about 15 seconds …")
    try:
        return asyncio.run(
            supervise(
                parts,
                settings=settings,
                root=ROOT,
                logs=logs,
                when_ready=lambda: console.print(where_to_go(settings, parts, demo)),
            )
        )
    finally:
        logs.close()


def _prepare() -> Demo | None:
    """Let `foothold prepare` do its work; return the demo school where there is one."""
    done = subprocess.run(
        [sys.executable, "-m", "ops.cli", "prepare"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        preexec_fn=die_with_parent(os.getpid()),
    )
    if done.returncode != 0:
        raise NotPreparedError
    line = done.stdout.strip()
    return Demo.from_json(line) if line else None
