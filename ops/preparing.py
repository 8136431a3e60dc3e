"""Brings tables, demo school and model up to date before the processes start."""

from rich.console import Console

from ops.demo import is_empty, keep, load
from ops.installation import ROOT
from ops.listings import list_employers
from ops.training import train
from ops.welcome import Demo
from storage.clock import school_today, utc_now
from storage.database import Database
from storage.migrate import upgrade
from storage.settings import Settings


def prepare(db: Database, settings: Settings, console: Console) -> Demo | None:
    """Bring tables and model up to date; return the demo school where there is one.

    An empty database gets it; one that has it has its dates moved to today.

    Raises:
        StoreUnavailableError: the database could not be reached.
        TrainingError: the model could not be trained.
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
    list_employers(db, settings)
    train(ROOT)
    return demo
