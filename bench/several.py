"""An installation with PostgreSQL, Redis and several Rasa processes behind one address."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.ports import free_ports
from bench.product import (
    READY_S,
    ROOT,
    NotReadyError,
    Product,
    ports_of_product,
    running_product,
)
from bench.search import postgres
from bench.stock import RASA_PYTHON
from ops.supervisor.parts import QUIET_RASA
from storage.database import Database

REDIS = "redis://127.0.0.1:6379/14"
_TURNS = 'foothold_rasa_turns_total{outcome="ok"} '


@dataclass
class Several:
    """A running installation; `rasas` are the ports of its Rasa processes."""

    product: Product
    db: Database
    rasas: list[int]
    processes: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def turns_of_each(self) -> list[int]:
        """Return how many turns each Rasa has answered."""
        return [_turns(port) for port in self.rasas]


@contextmanager
def running_several(folder: Path, count: int, *, redis: str = REDIS) -> Iterator[Several]:
    """Run the product with so many Rasa processes until the block ends.

    Raises:
        NotReadyError: a process did not come up in time.
    """
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    ports = ports_of_product()
    rasas = free_ports(count)
    with ExitStack() as stack:
        db = stack.enter_context(postgres(home))
        shared = {
            "DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
            "REDIS_URL": redis,
            "RASA_URL": f"http://127.0.0.2:{ports['rasa']}",
        }
        ours = {"FOOTHOLD_HOME": str(home), "ACTIONS_URL": f"http://127.0.0.1:{ports['actions']}"}
        environ = {**os.environ, **QUIET_RASA, **shared, **ours}
        spread = [sys.executable, "-m", "bench.spread", str(ports["rasa"]), *map(str, rasas)]
        stack.enter_context(_process(spread, environ, folder / "spread.log"))
        processes = [
            stack.enter_context(
                _process(
                    [str(RASA_PYTHON), "-m", "bot.rasa.serve", "--port", str(port)],
                    environ,
                    folder / f"rasa-{port}.log",
                )
            )
            for port in rasas
        ]
        for port in rasas:
            _wait_until_ready(port)
        product = stack.enter_context(running_product(home, ports=ports, environment=shared))
        yield Several(product, db, rasas, processes)


@contextmanager
def _process(
    command: list[str], environ: dict[str, str], log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(port: int) -> None:
    ends_at = time.monotonic() + READY_S
    while True:
        with suppress(httpx.TransportError):
            url = f"http://127.0.0.1:{port}/webhooks/foothold/readyz"
            if httpx.get(url, timeout=2).status_code == httpx.codes.OK:
                return
        if time.monotonic() > ends_at:
            raise NotReadyError(f"rasa on {port}")
        time.sleep(0.2)


def _turns(port: int) -> int:
    try:
        page = httpx.get(f"http://127.0.0.1:{port}/webhooks/foothold/metrics", timeout=10).text
    except httpx.TransportError:  # it was killed
        return 0
    counted = [line.removeprefix(_TURNS) for line in page.splitlines() if line.startswith(_TURNS)]
    return int(float(counted[0])) if counted else 0
