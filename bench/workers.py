"""One Rasa process and two, behind one address: turns a second, and what each turn costs.

`python -m bench.workers` prints the rows; `make bench` has them too.
"""

import asyncio
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bench.crash import out_of_order
from bench.latency import Latency, ours
from bench.product import MODULES
from bench.several import Several, running_several
from storage.database import Database, reading

STUDENTS = 16
TURNS_EACH = 40
WORKERS = (1, 2)
_TICKS = os.sysconf("SC_CLK_TCK")
_MINE = sa.text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
_WRITES = sa.text(
    "SELECT tup_inserted + tup_updated + tup_deleted"
    " FROM pg_stat_database WHERE datname = current_database()"
)
_SIZE = sa.text("SELECT pg_database_size(current_database())")


@dataclass(frozen=True)
class Cost:
    """What turns cost: CPU ms of each process, rows and bytes in the database, for each turn."""

    cpu_ms: dict[str, float]
    rows_written: float
    stored_bytes: float


@dataclass(frozen=True)
class Measured:
    """How a number of Rasa processes did."""

    workers: int
    latency: Latency
    shares: list[int]
    out_of_order: int
    cost: Cost
    rss_mb: dict[str, float]
    connections: int
    load: float


def measure(folder: Path, workers: int) -> Measured:
    """Let students ask in a closed loop through the gateway, and read what that cost."""
    with running_several(folder / f"workers-{workers}", workers) as several:
        asyncio.run(ours(several.product, STUDENTS, 2))  # each process has answered before
        turns_before, before = several.turns_of_each(), _used(several)
        latency = asyncio.run(ours(several.product, STUDENTS, TURNS_EACH))
        after = _used(several)
        shares = [
            now - then for now, then in zip(several.turns_of_each(), turns_before, strict=True)
        ]
        with reading(several.db) as session:
            wrong = out_of_order(session)
        return Measured(
            workers=workers,
            latency=latency,
            shares=shares,
            out_of_order=wrong,
            cost=_cost(before, after, sum(shares)),
            rss_mb=_memory(several),
            connections=len(_backends(several.db)),
            load=os.getloadavg()[0],
        )


@dataclass(frozen=True)
class _Used:
    """Totals since the start."""

    cpu_s: dict[str, float]
    rows: int
    stored_bytes: int


def _used(several: Several) -> _Used:
    with several.db.engine.connect() as connection:
        rows = connection.scalar(_WRITES) or 0
        size = connection.scalar(_SIZE) or 0
    return _Used(_cpu_s(several), rows, size)


def _cpu_s(several: Several) -> dict[str, float]:
    used = {name: _seconds(several.product.pid_of(name)) for name in MODULES if name != "rasa"}
    used["rasa"] = sum(_seconds(process.pid) for process in several.processes)
    used["postgres"] = sum(_seconds(pid) for pid in _backends(several.db))
    return used


def _backends(db: Database) -> Sequence[int]:
    with db.engine.connect() as connection:
        return connection.scalars(_MINE).all()


def _seconds(pid: int | None) -> float:
    """Return the CPU time of a process, 0 where it is gone (Linux only)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / _TICKS


def _cost(before: _Used, after: _Used, turns: int) -> Cost:
    return Cost(
        cpu_ms={
            name: (after.cpu_s[name] - used) * 1000 / turns for name, used in before.cpu_s.items()
        },
        rows_written=(after.rows - before.rows) / turns,
        stored_bytes=(after.stored_bytes - before.stored_bytes) / turns,
    )


def _memory(several: Several) -> dict[str, float]:
    sizes = {name: several.product.rss_mb(name) for name in MODULES if name != "rasa"}
    for number, process in enumerate(several.processes, start=1):
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
        [line] = [line for line in status.splitlines() if line.startswith("VmRSS")]
        sizes[f"rasa {number}"] = int(line.split()[1]) * 1024 / 1e6
    return sizes


def rows(folder: Path) -> list[tuple[str, str]]:
    """Return the table's rows, for each number of Rasa processes."""
    return [row for workers in WORKERS for row in _rows(measure(folder, workers))]


def _rows(one: Measured) -> list[tuple[str, str]]:
    name, cost = f"{one.workers} Rasa, PostgreSQL, Redis", one.cost
    each = ", ".join(f"{process} {ms:.1f}" for process, ms in sorted(cost.cpu_ms.items()))
    memory = ", ".join(f"{process} {mb:.0f}" for process, mb in sorted(one.rss_mb.items()))
    database = (
        f"{cost.rows_written:.1f} rows written, {cost.stored_bytes / 1000:.1f} kB more a turn; "
        f"{one.connections} connections"
    )
    latency = one.latency
    shown = f"p50 {latency.p50_ms:.0f} ms, p95 {latency.p95_ms:.0f} ms"
    return [
        (
            f"{name}: {STUDENTS} students",
            f"{shown}, {latency.turns_per_s:.1f} turns/s; load {one.load:.1f}",
        ),
        (f"{name}: turns of each, out of order", f"{one.shares}, {one.out_of_order}"),
        (f"{name}: CPU ms a turn", f"{sum(cost.cpu_ms.values()):.1f}: {each}"),
        (f"{name}: database", database),
        (f"{name}: memory, MB", memory),
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for count in WORKERS:
            for what, measured in _rows(measure(Path(folder), count)):
                print(f"{what} | {measured}", flush=True)
