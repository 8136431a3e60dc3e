"""What the commands of `foothold` do; `ops.cli` reads their options and shows their errors."""

import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ops import demo as demo_school
from ops.chat.client import ChatClient
from ops.chat.terminal import Terminal
from ops.doctor.findings import Finding, Verdict
from ops.doctor.machine import machine_findings
from ops.doctor.running import database_findings, process_findings
from ops.installation import ROOT
from ops.keys import count_stale, reseal
from ops.listings import list_employers
from ops.preparing import prepare
from ops.retention import Periods, run_retention
from ops.school_setup import add_school as make_school
from ops.school_setup import add_staff as make_staff
from ops.school_setup import ask_password, check_staff
from ops.supervisor.logs import LOGS
from ops.supervisor.parts import parts_of
from ops.training import train as train_model
from schools.domain.roles import Role
from storage.clock import school_today, utc_now
from storage.database import Database, open_database
from storage.keys import KEY_FILE, KeyFileError, add_key, drop_old_keys, load_ring
from storage.migrate import is_current, upgrade
from storage.sealing import KeyRing
from storage.settings import Settings

# Running processes notice a new key at their next write; a write begun before has ended by then.
SETTLE = timedelta(seconds=15)
MARKS = {
    Verdict.GOOD: "[green]✓[/]",
    Verdict.NOTE: "[yellow]·[/]",
    Verdict.WRONG: "[bold red]✗[/]",
}


def chat(settings: Settings, console: Console, *, code: str | None, is_guest: bool) -> None:
    """Chat until whoever sits there ends it."""
    client = ChatClient(settings.public_url)
    try:
        if code is None and not is_guest:
            code = console.input("Join code (Enter for a guest chat): ").strip() or None
        client.start(code)
        Terminal(client, console, sys.stdin).run()
    except (KeyboardInterrupt, EOFError):
        pass
    finally:
        client.close()
    console.print("\nBye!")


def prepare_all(settings: Settings, console: Console) -> None:
    """Make everything ready to start; print the demo school as JSON where there is one."""
    with _opened(settings) as db:
        ready = prepare(db, settings, console)
    if ready is not None:
        sys.stdout.write(f"{ready.to_json()}\n")


def train(settings: Settings, console: Console, *, force: bool) -> None:
    """Train if needed, and list the employers of the database where there is one."""
    with _opened(settings) as db:
        if is_current(db):
            list_employers(db, settings)
    if not train_model(ROOT, force=force):
        console.print("The model is up to date.")


def demo(settings: Settings, console: Console) -> None:
    """Load the demo school or move its dates, and say how to sign in."""
    with _opened(settings) as db:
        upgrade(db)
        loaded = demo_school.load(db, settings, today=school_today(), now=utc_now())
        list_employers(db, settings)
    console.print(loaded.says)
    console.print(f"Staff: {' or '.join(loaded.logins)}, password {loaded.password}")


def retention(settings: Settings, console: Console, *, dry_run: bool) -> None:
    """Delete what is past its period and show how much that was."""
    with _opened(settings) as db:
        counts = run_retention(db, Periods(), now=utc_now(), dry_run=dry_run)
    verb = "would be deleted" if dry_run else "deleted"
    for name, count in counts.items():
        console.print(f"{name:<18} {count:>7} {verb}")


def doctor(settings: Settings, console: Console) -> int:
    """Show every finding; return 1 if something is wrong."""
    findings: list[Finding] = list(machine_findings(settings, ROOT))
    has_key = settings.key is not None or (settings.home / KEY_FILE).exists()
    if has_key and not any(f.subject == "Key" and f.verdict is Verdict.WRONG for f in findings):
        with _opened(settings) as db:
            findings += database_findings(db, now=utc_now())
    findings += process_findings(parts_of(settings, ROOT), logs=settings.home / LOGS)
    table = Table(box=None, show_header=False, padding=(0, 1))
    for finding in findings:
        mend = "" if finding.verdict is Verdict.GOOD or not finding.mend else f"→ {finding.mend}"
        table.add_row(MARKS[finding.verdict], finding.subject, f"{finding.says}\n{mend}".strip())
    console.print(table)
    wrong = sum(finding.verdict is Verdict.WRONG for finding in findings)
    console.print(f"{wrong} to mend" if wrong else "All is well.")
    return int(wrong > 0)


def add_school(settings: Settings, console: Console, *, name: str, urn: str | None) -> None:
    """Make a school and say what comes next; the database is made where there is none."""
    with _opened(settings) as db:
        upgrade(db)
        make_school(db, console, name=name, urn=urn, pages=settings.public_url, now=utc_now())


def add_staff(
    settings: Settings,
    console: Console,
    *,
    school_id: int,
    email: str,
    name: str,
    roles: Collection[Role],
) -> None:
    """Make a member of staff, with a password that is asked for."""
    with _opened(settings) as db:
        upgrade(db)
        school = check_staff(db, school_id=school_id, name=name, email=email)
        make_staff(
            db,
            school_id=school_id,
            name=name,
            email=email,
            password=ask_password(),
            roles=roles,
            now=utc_now(),
        )
    console.print(Text(f"{name} of {school} can sign in at {settings.public_url}/staff"))


def rotate_keys(settings: Settings, console: Console, *, drop_old: bool) -> None:
    """Encrypt everything with a fresh key, or finish a rotation that was stopped half-way."""
    with _opened(settings) as db:
        ring = _ring_to_use(db, settings, console)
        with console.status("") as status:
            changed = reseal(
                db, ring, tell=lambda table, rows: status.update(f"{table}: {rows} rows")
            )
        console.print(f"{changed} rows encrypted anew; key {ring.active} is the active one.")
        if drop_old:
            _drop_old(db, settings, ring, console)


def upgrade_database(settings: Settings, console: Console) -> None:
    """Apply the migrations that are missing."""
    with _opened(settings) as db:
        upgrade(db)
    console.print("The tables are up to date.")


def _ring_to_use(db: Database, settings: Settings, console: Console) -> KeyRing:
    """Return the keys with a fresh active one, unless an earlier rotation is to be finished."""
    if settings.key is not None:
        console.print("FOOTHOLD_KEY is set: its first key is the active one.")
        return load_ring(settings.home, settings.key.get_secret_value())
    ring = load_ring(settings.home)
    stale = count_stale(db, ring)
    if stale:
        console.print(f"Finishing an earlier rotation: {stale} rows are left.")
        return ring
    return add_key(settings.home)


def _drop_old(db: Database, settings: Settings, ring: KeyRing, console: Console) -> None:
    """Throw the old keys away once nothing needs them, running processes included.

    Raises:
        KeyFileError: the keys are not in the key file.
    """
    if settings.key is not None:
        raise KeyFileError("take the old keys out of FOOTHOLD_KEY yourself and restart Foothold")
    changed_at = (settings.home / KEY_FILE).stat().st_mtime
    with console.status("waiting for writes that began with the old key"):
        time.sleep(max(0.0, changed_at + SETTLE.total_seconds() - time.time()))
    while reseal(db, ring, tell=lambda _table, _rows: None):
        continue
    drop_old_keys(settings.home)
    console.print("The old keys are gone. A backup made before now does not open without them.")


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    db = open_database(settings)
    try:
        yield db
    finally:
        db.dispose()
