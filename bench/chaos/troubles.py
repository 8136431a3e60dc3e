"""What can break, each a block: entered it is broken, left it is mended again."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from bench.chaos.proxy import Proxy
from bench.product import Product
from tests.telegram_server.calls import Call
from tests.telegram_server.control import Control
from tests.telegram_server.server import TelegramServer

KILLED = ("gateway", "rasa", "actions", "portal")
_FILLER = "filler"
_MB = 1_000_000
_APPEARS_S = 30.0
_CONFLICT = 409
_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA busy_timeout=10000")
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""


class Kills:
    """SIGKILLs at even times, the processes in turn; `done` counts those that met somebody."""

    def __init__(self, product: Product, kills: int, seconds: float) -> None:
        self.done = 0
        self._product, self._kills, self._pause_s = product, kills, seconds / kills
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Kills":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._thread.join()

    def _run(self) -> None:
        started = time.monotonic()
        for number in range(self._kills):
            self.done += self._kill(KILLED[number % len(KILLED)])
            time.sleep(max(0.0, started + (number + 1) * self._pause_s - time.monotonic()))

    def _kill(self, process: str) -> bool:
        """Kill a process, as soon as it is there."""
        with suppress(TimeoutError):
            _wait_for(lambda: self._product.kill(process))
            return True
        return False


@contextmanager
def cut(proxy: Proxy) -> Iterator[None]:
    """Rasa or the database is away: connections break, and new ones are refused."""
    proxy.cut()
    try:
        yield
    finally:
        proxy.restore()


@contextmanager
def slow(proxy: Proxy, delay_s: float) -> Iterator[None]:
    """The actions answer, but only after `delay_s` seconds."""
    proxy.answer_delay_s = delay_s
    try:
        yield
    finally:
        proxy.answer_delay_s = 0.0


@contextmanager
def frozen(product: Product, process: str) -> Iterator[None]:
    """A process takes connections and does nothing (SIGSTOP)."""
    pid = product.pid_of(process)
    if pid is None:
        raise ProcessLookupError(process)
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another process holds SQLite's write lock."""
    holder = subprocess.Popen(
        [sys.executable, "-c", _LOCK, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        if holder.stdout is None or holder.stdout.readline().strip() != b"locked":
            raise sqlite3.OperationalError("the lock could not be taken")
        try:
            yield
        finally:
            holder.kill()


@contextmanager
def small_disk(folder: Path, size_mb: int) -> Iterator[Path]:
    """Yield `folder` as a file system of its own in memory (needs root).

    Raises:
        PermissionError: this process may not mount.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        raise PermissionError("only root may mount a file system")
    options = f"size={size_mb}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Nothing more can be written to a disk."""
    filler = disk / _FILLER
    with filler.open("wb", buffering=0) as file:
        for size in (_MB, 4096, 1):  # what a smaller piece still finds room for, too
            with suppress(OSError):
                while file.write(b"\0" * size):
                    pass
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def faulty(control: Control, kind: str, methods: Sequence[str | None] = (None,)) -> Iterator[None]:
    """Telegram answers every call with a fault; a method of None is all but getUpdates."""
    for method in methods:
        control.fault(kind, method=method, times=None)
    try:
        yield
    finally:
        control.clear_faults()


@contextmanager
def answers_lost(control: Control, times: int) -> Iterator[None]:
    """Telegram takes messages, but the answers to the next `times` of them get lost."""
    control.fault("lost", method="sendMessage", times=times, applied=True)
    try:
        yield
    finally:
        control.clear_faults()


@contextmanager
def disturbed(control: Control, kind: str) -> Iterator[None]:
    """Updates come twice (`duplicate`), or the later before the earlier (`out_of_order`)."""
    control.disturb_updates(kind, times=None)
    try:
        yield
    finally:
        control.clear_faults()


@contextmanager
def flooded(control: Control, chat_id: int, *, retry_after: int = 2) -> Iterator[None]:
    """Telegram refuses every message for one chat with 429."""
    control.fault(
        "too_many_requests",
        method="sendMessage",
        chat_id=chat_id,
        times=None,
        retry_after=retry_after,
    )
    try:
        yield
    finally:
        control.clear_faults()


@contextmanager
def second_poller(server: TelegramServer) -> Iterator[None]:
    """Another program polls with the same token: each ends the other's poll with 409.

    It stays until the two have met at least once.
    """
    is_over = threading.Event()

    def poll() -> None:
        url = f"{server.base_url}{server.token}/getUpdates"
        with httpx.Client(timeout=10) as http:
            while not is_over.is_set():
                http.post(url, data={"timeout": "2"})
                is_over.wait(0.1)

    thread = threading.Thread(target=poll, daemon=True)
    thread.start()
    try:
        yield
        _wait_for(lambda: any(call.status == _CONFLICT for call in _polls(server)))
    finally:
        is_over.set()
        thread.join()


def _polls(server: TelegramServer) -> list[Call]:
    return server.control.calls(method="getUpdates")


def _wait_for(claim: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + _APPEARS_S
    while not claim():
        if time.monotonic() > ends_at:
            raise TimeoutError("it did not come true")
        time.sleep(0.05)
