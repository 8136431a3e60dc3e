"""Keeps one part running: starts it, watches its health, restarts it, or gives it up."""

import asyncio
import contextlib
import signal
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import httpx

from ops.supervisor.child import Child
from ops.supervisor.health import answers_ok
from ops.supervisor.logs import Logs
from ops.supervisor.parts import Part


@dataclass(frozen=True)
class Patience:
    """How long to wait for what, in seconds."""

    first_pause_s: float = 1.0  # doubled for each failure in a row
    longest_pause_s: float = 30.0
    fast_failure_s: float = 20.0  # a process that ends sooner has failed to start
    give_up_after: int = 5  # fast failures in a row
    ready_poll_s: float = 0.25
    longest_start_s: float = 120.0  # the slowest (Rasa, its model) needs well under a minute
    still_starting_s: float = 10.0  # how often to say so
    alive_poll_s: float = 10.0
    stuck_after: int = 6  # unanswered looks in a row: a minute
    grace_s: float = 8.0  # of the 10 s within which everything must be gone


class Life(Enum):
    """How a process's life went."""

    LASTED = "lasted"  # it was ready, and its end was not its own fault or came late enough
    CUT_SHORT = "cut short"  # killed from outside before it was ready
    FAILED = "failed"


# Whoever sends these is outside: the kernel where memory runs out, or somebody at the machine.
FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM)


class Keeper:
    """The life of one part."""

    def __init__(
        self, part: Part, *, environ: dict[str, str], cwd: Path, logs: Logs, patience: Patience
    ) -> None:
        self.part = part
        self.is_ready = asyncio.Event()
        self.has_given_up = asyncio.Event()
        self._environ = environ
        self._cwd = cwd
        self._logs = logs
        self._patience = patience
        self._child: Child | None = None
        self._is_ended_by_us = False
        self._stopping = asyncio.Event()

    async def run(self, client: httpx.AsyncClient) -> None:
        """Keep the part running until `stop`, or until it failed too often in a row.

        One that is killed from outside did not fail: it is started again however often that is.
        """
        failures = 0
        while not self._stopping.is_set():
            life = await self._live_once(client)
            if self._stopping.is_set():
                return
            failures = {Life.LASTED: 1, Life.CUT_SHORT: failures, Life.FAILED: failures + 1}[life]
            if failures >= self._patience.give_up_after:
                self._give_up(failures)
                return
            pause_s = min(
                self._patience.first_pause_s * 2 ** (max(failures, 1) - 1),
                self._patience.longest_pause_s,
            )
            self._logs.tell(f"{self.part.name}: starting again in {pause_s:.0f} s", style="yellow")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause_s)

    async def stop(self) -> None:
        """Stop the part for good."""
        self._stopping.set()
        if self._child is not None:
            await self._child.stop(grace_s=self._patience.grace_s)

    async def _live_once(self, client: httpx.AsyncClient) -> Life:
        """Start the process, wait for its end, and return how its life went."""
        started, self._is_ended_by_us = time.monotonic(), False
        try:
            self._child = await Child.start(self.part.command, environ=self._environ, cwd=self._cwd)
        except OSError as error:
            self._logs.tell(f"{self.part.name}: cannot be started: {error.strerror}", style="red")
            return Life.FAILED
        if self._stopping.is_set():  # stop() came while the process was being made
            await self._child.stop(grace_s=self._patience.grace_s)
        reading = asyncio.create_task(
            self._child.read_lines(lambda line: self._logs.take(self.part.name, line))
        )
        watching = asyncio.create_task(self._watch(self._child, client, started))
        try:
            code = await self._child.wait()
        finally:
            watching.cancel()
            was_ready = self.is_ready.is_set()
            self.is_ready.clear()
            self._child.signal(signal.SIGKILL)  # what it started itself and left behind
        with contextlib.suppress(TimeoutError):  # a grandchild may hold the pipe open
            await asyncio.wait_for(reading, 1.0)
        if not self._stopping.is_set():
            self._logs.tell(f"{self.part.name}: ended with code {code}", style="red")
        lived_s = time.monotonic() - started
        return self._life(code, was_ready=was_ready, lived_s=lived_s)

    def _life(self, code: int, *, was_ready: bool, lived_s: float) -> Life:
        is_killed = code in FROM_OUTSIDE and not self._is_ended_by_us
        if was_ready and (is_killed or lived_s >= self._patience.fast_failure_s):
            return Life.LASTED
        return Life.CUT_SHORT if is_killed else Life.FAILED

    async def _watch(self, child: Child, client: httpx.AsyncClient, started: float) -> None:
        """Say when the process is ready; end it when it never is, or no longer answers."""
        try:
            async with asyncio.timeout(self._patience.longest_start_s):
                await self._until_ready(client, started)
        except TimeoutError:  # hung, or without something it needs: a fresh start may find it
            await self._end(child, f"not ready after {self._patience.longest_start_s:.0f} s")
            return
        misses = 0
        while misses < self._patience.stuck_after:
            await asyncio.sleep(self._patience.alive_poll_s)
            is_alive = await answers_ok(client, self.part.alive_url)
            misses = 0 if is_alive else misses + 1
        await self._end(child, "no longer answers")

    async def _end(self, child: Child, why: str) -> None:
        self._logs.tell(f"{self.part.name}: {why}, starting it anew", style="red")
        self._is_ended_by_us = True
        await child.stop(grace_s=self._patience.grace_s)

    async def _until_ready(self, client: httpx.AsyncClient, started: float) -> None:
        name, told_s = self.part.name, 0.0
        while not await answers_ok(client, self.part.ready_url):
            waited_s = time.monotonic() - started
            if waited_s - told_s >= self._patience.still_starting_s:
                told_s = waited_s
                self._logs.tell(f"{name}: still starting, {waited_s:.0f} s", style="dim")
            await asyncio.sleep(self._patience.ready_poll_s)
        self.is_ready.set()
        self._logs.tell(f"{name}: ready after {time.monotonic() - started:.1f} s", style="green")

    def _give_up(self, failures: int) -> None:
        self.has_given_up.set()
        self._logs.tell(
            f"{self.part.name}: failed {failures} times in a row and is given up. "
            f"The others go on. Its last lines stand above; `foothold doctor` says what to mend.",
            style="bold white on red",
        )
