"""Load: a steady rate from many chats for minutes; does the queue grow, what does a turn cost?"""

import asyncio
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from sqlalchemy import func, select

from bench import stock
from bench.chaos.account import account_of
from bench.chaos.rows import Row
from bench.chaos.stages import Stage
from bench.chaos.storm import queue_of, settle
from bench.product import MODULES, Product
from messages.tables import Turn
from storage.database import Database, reading

PER_S, SECONDS, CHATS = 20.0, 300.0, 200
LIGHT_PER_S, LIGHT_SECONDS = 5.0, 60.0
DRAIN_S = 1800.0  # a machine that others use may answer a few a second only
STOCK_SECONDS = 60.0  # enough to see whether it keeps up
_SAMPLE_EVERY_S = 5.0
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass
class Queue:
    """How many messages waited for an answer, and how many to be sent, every few seconds."""

    turns: list[int] = field(default_factory=list)
    sends: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the medians of each fifth of the time: a growing queue shows."""
        return f"waiting for an answer {_fifths(self.turns)}, to be sent {_fifths(self.sends)}"


async def load(stage: Stage) -> Row:
    """20 messages a second for 5 minutes from 200 chats."""
    return await _load(stage, PER_S, SECONDS)


async def light_load(stage: Stage) -> Row:
    """5 messages a second for a minute from 200 chats: what a turn costs where nothing waits."""
    return await _load(stage, LIGHT_PER_S, LIGHT_SECONDS)


async def _load(stage: Stage, per_s: float, seconds: float) -> Row:
    crowd = await stage.crowd(guests=CHATS)
    keys = [student.chat_key for student in crowd.students]
    queue, cpu_before = Queue(), cpu_of(stage.product)
    watching = asyncio.create_task(_watch(stage, keys, queue))
    started = time.monotonic()
    await crowd.talk(per_s=per_s, seconds=seconds)
    talked_s = time.monotonic() - started
    cpu = {name: used - cpu_before[name] for name, used in cpu_of(stage.product).items()}
    answered = await asyncio.to_thread(_answered, stage.db, keys)
    _turns, sends = await asyncio.to_thread(queue_of, stage.db, keys)
    watching.cancel()
    await settle(crowd, DRAIN_S)
    drained_s = time.monotonic() - started - talked_s
    account = await asyncio.to_thread(account_of, crowd)
    asked, sent = len(crowd.said), len(crowd.control.sent())
    each = ", ".join(f"{name} {used / answered * 1000:.0f}" for name, used in cpu.items())
    told = (
        f"{asked} sent, {answered} answered in these {talked_s:.0f} s "
        f"({answered / talked_s:.1f}/s); p50 {account.p50_ms:.0f} ms, p95 {account.p95_ms:.0f} ms; "
        f"{asked - answered} waited for an answer at the end and {sends} to be sent, none "
        f"{drained_s:.0f} s later ({queue}); "
        f"CPU {sum(cpu.values()) / answered * 1000:.0f} ms a turn ({each}), "
        f"{sum(cpu.values()) / talked_s:.2f} cores; {sent / asked:.2f} messages an answer, late "
        f"notices {account.told_late}; wrong: {account.wrong or 'nothing'}"
    )
    return f"load, {per_s:g} messages/s from {CHATS} chats for {seconds:g} s", told


def _answered(db: Database, keys: Sequence[str]) -> int:
    with reading(db) as session:
        return session.scalar(select(func.count()).where(Turn.chat_key.in_(keys))) or 0


def load_of_stock(folder: Path, *, per_s: float = PER_S, seconds: float = STOCK_SECONDS) -> Row:
    """Stock Rasa over its REST channel at the same rate: nothing encrypted, nothing kept."""
    with stock.running_stock(folder) as url:
        before = _cpu_of_children()
        times_s, silent, answered_in_s = asyncio.run(_ask_stock(url, per_s, seconds))
        cpu_s = _cpu_of_children() - before
    turns = len(times_s)
    cuts = statistics.quantiles(times_s, n=20)
    told = (
        f"{turns} sent in {seconds:.0f} s: p50 {statistics.median(times_s) * 1000:.0f} ms, p95 "
        f"{cuts[18] * 1000:.0f} ms; answered {turns / answered_in_s:.1f}/s, the last after "
        f"{answered_in_s - seconds:.0f} s more; CPU {cpu_s / turns * 1000:.0f} ms a turn; "
        f"{silent} answered with nothing"
    )
    return f"stock, {per_s:g} messages/s from {CHATS} senders for {seconds:g} s", told


def cpu_of(product: Product) -> dict[str, float]:
    """Return the CPU seconds that each process has used so far."""
    return {name: _cpu_s(product.pid_of(name)) for name in MODULES}


async def _watch(stage: Stage, keys: Sequence[str], queue: Queue) -> None:
    while True:
        turns, sends = await asyncio.to_thread(queue_of, stage.db, keys)
        queue.turns.append(turns)
        queue.sends.append(sends)
        await asyncio.sleep(_SAMPLE_EVERY_S)


async def _ask_stock(url: str, per_s: float, seconds: float) -> tuple[list[float], int, float]:
    """Return each answer's time, how many said nothing, and when the last one was there.

    Nobody waits for an answer before the next one asks.
    """
    times_s: list[float] = []
    silent = 0
    limits = httpx.Limits(max_connections=None)

    async def ask(http: httpx.AsyncClient, sender: str) -> None:
        nonlocal silent
        asked = time.monotonic()
        body = {"sender": sender, "message": stock.MESSAGE}
        answer = await http.post(url, json=body)
        silent += not answer.json()
        times_s.append(time.monotonic() - asked)

    async with httpx.AsyncClient(timeout=600, limits=limits) as http:
        started = time.monotonic()
        async with asyncio.TaskGroup() as asking:
            for number in range(round(per_s * seconds)):
                await asyncio.sleep(max(0.0, started + number / per_s - time.monotonic()))
                asking.create_task(ask(http, f"load{number % CHATS}"))
        return times_s, silent, time.monotonic() - started


def _cpu_s(pid: int | None) -> float:
    """Return the CPU seconds of a process and of its ended children (Linux only)."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / _TICKS_PER_S


def _cpu_of_children() -> float:
    """Return the CPU seconds of this process's children that run, and of theirs."""
    parents = {os.getpid()}
    found: set[int] = set()
    while parents:
        children = {
            int(child)
            for parent in parents
            for task in Path(f"/proc/{parent}/task").glob("*/children")
            for child in task.read_text().split()
        }
        parents = children - found
        found |= children
    return sum(map(_cpu_s, found))


def _fifths(values: list[int]) -> str:
    size = max(1, len(values) // 5)
    parts = [values[start : start + size] for start in range(0, size * 5, size)]
    return "/".join(f"{statistics.median(part):.0f}" for part in parts if part)
