"""The whole product, started as `make run` does, on ports and in a home folder of its own."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.ports import free_ports

ROOT = Path(__file__).resolve().parents[1]
FOOTHOLD = ROOT / ".venv" / "service" / "bin" / "foothold"
MODULES = {
    "rasa": "bot.rasa.serve",
    "actions": "bot.actions",
    "gateway": "bot.gateway",
    "portal": "portal",
    "worker": "ops.worker",
}
READY_S = 300.0  # a cold start on two very busy cores takes minutes


class NotReadyError(Exception):
    """The product did not come up in time; its log says why."""


@dataclass
class Product:
    """A running installation."""

    home: Path
    ports: dict[str, int]
    supervisor: "subprocess.Popen[bytes]"
    log: Path
    ready_after_s: float = 0.0

    @property
    def url(self) -> str:
        """Where the portal is."""
        return f"http://127.0.0.1:{self.ports['portal']}"

    def health_url(self, process: str) -> str:
        """Where a process says whether it is ready."""
        path = "/webhooks/foothold/readyz" if process == "rasa" else "/readyz"
        return f"http://127.0.0.1:{self.ports[process]}{path}"

    def is_ready(self, process: str) -> bool:
        """Return whether a process says that it is ready."""
        try:
            return httpx.get(self.health_url(process), timeout=2.0).status_code == 200
        except httpx.TransportError:
            return False

    def wait_until_ready(self, timeout_s: float = READY_S) -> float:
        """Return the seconds until every process was ready.

        Raises:
            NotReadyError: one was not, in time.
        """
        started = time.monotonic()
        missing = list(MODULES)
        while missing:
            missing = [process for process in missing if not self.is_ready(process)]
            if time.monotonic() - started > timeout_s or self.supervisor.poll() is not None:
                raise NotReadyError(f"{missing} not ready: {self.log.read_text()[-3000:]}")
            time.sleep(0.1)
        return time.monotonic() - started

    def pid_of(self, process: str) -> int | None:
        """Return the id of the process, None while it is not there (Linux only)."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                arguments = (folder / "cmdline").read_bytes().split(b"\0")
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            is_ours = f"FOOTHOLD_HOME={self.home}".encode() in environment.split(b"\0")
            if is_ours and MODULES[process].encode() in arguments:
                return int(folder.name)
        return None

    def kill(self, process: str) -> bool:
        """Send SIGKILL to a process; the supervisor is expected to start it again."""
        pid = self.pid_of(process)
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
        return pid is not None

    def rss_mb(self, process: str) -> float:
        """Return the resident memory of a process in MB (10^6 bytes)."""
        status = Path(f"/proc/{self.pid_of(process)}/status").read_text()
        [line] = [line for line in status.splitlines() if line.startswith("VmRSS")]
        return int(line.split()[1]) * 1024 / 1e6

    def logs(self) -> str:
        """Return everything that any process logged."""
        files = [self.log, *sorted((self.home / "logs").glob("**/*"))]
        return "\n".join(file.read_text(errors="replace") for file in files if file.is_file())


@contextmanager
def running_product(
    home: Path,
    *,
    ports: dict[str, int] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Product]:
    """Run an installation with the demo school in `home` until the block ends.

    `ports` are free ones unless chosen; `environment` holds further settings.
    """
    home.mkdir(parents=True, exist_ok=True)
    ports = ports or ports_of_product()
    log = home / "supervisor.log"
    with log.open("wb") as output:
        supervisor = subprocess.Popen(
            [FOOTHOLD, "up"],
            cwd=ROOT,
            env={**os.environ, **environment_of(home, ports), **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    product = Product(home, ports, supervisor, log)
    try:
        product.ready_after_s = product.wait_until_ready()
        yield product
    finally:
        supervisor.terminate()
        try:
            supervisor.wait(timeout=20)
        except subprocess.TimeoutExpired:
            supervisor.kill()


def ports_of_product() -> dict[str, int]:
    """Return a free port for each process that listens."""
    return dict(zip(MODULES, free_ports(len(MODULES)), strict=True))


def environment_of(home: Path, ports: dict[str, int]) -> dict[str, str]:
    """Return the settings that put an installation into a home folder and on its ports."""
    return {
        "FOOTHOLD_HOME": str(home),
        "RASA_URL": f"http://127.0.0.1:{ports['rasa']}",
        "ACTIONS_URL": f"http://127.0.0.1:{ports['actions']}",
        "GATEWAY_PORT": str(ports["gateway"]),
        "PORTAL_PORT": str(ports["portal"]),
        "WORKER_PORT": str(ports["worker"]),
    }
