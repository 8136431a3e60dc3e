"""`foothold up`: makes everything ready, starts all processes, and says where to go."""

import asyncio
from collections.abc import Sequence

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ops.demo import Demo, is_empty, keep, load
from ops.installation import ROOT
from ops.listings import employer_names
from ops.supervisor.logs import LOGS, Logs
from ops.supervisor.parts import Part, check_ports, parts_of
from ops.supervisor.supervisor import supervise
from ops.training import train
from storage.clock import school_today, utc_now
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.settings import Settings


def start_everything(settings: Settings, console: Console) -> int:
    """Run the product until Ctrl-C or SIGTERM; return the exit code.

    Raises:
        PortsTakenError: another program has one of our ports.
        TrainingError: the model could not be trained.
        StoreUnavailableError: the database could not be reached.
    """
    parts = [part for part in parts_of(settings, ROOT) if part.is_here]
    check_ports(parts)
    db = open_database(settings)
    demo = prepare(db, settings, console)
    db.dispose()
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


def prepare(db: Database, settings: Settings, console: Console) -> Demo | None:
    """Bring tables and model up to date; return the demo school where there is one.

    An empty database gets it; one that has it has its dates moved to today.
    """
    upgrade(db)
    today, now = school_today(), utc_now()
    if is_empty(db):
        console.print("The database is empty: loading the demo school …", style="bold")
        demo: Demo | None = load(db, settings, today=today, now=now)
    else:
        demo = keep(db, settings, today=today, now=now)
    if demo is not None:
        console.print(demo.says)
    train(ROOT, employers=employer_names(db))
    return demo


def where_to_go(settings: Settings, parts: Sequence[Part], demo: Demo | None) -> Panel:
    """Return what to open, with which code and which login."""
    url = settings.public_url
    rows = Table.grid(padding=(0, 2))
    rows.add_row("Web chat", Text(f"{url}/chat", style="bold cyan"))
    if demo is not None:
        rows.add_row("", f"join code {', '.join(demo.codes)}, or none as a guest")
    rows.add_row("In a terminal", Text("make chat", style="bold cyan"))
    rows.add_row("Staff page", Text(f"{url}/staff", style="bold cyan"))
    if demo is not None:
        rows.add_row("", f"{' or '.join(demo.logins)}, password {demo.password}")
    rows.add_row("Not well?", ".venv/service/bin/foothold doctor")
    rows.add_row("Stop", "Ctrl-C")
    title = f"Foothold is ready: {len(parts)} processes"
    return Panel(rows, title=title, border_style="green", expand=False)
