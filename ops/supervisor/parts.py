"""Which processes there are, how each is started and where it tells how it is."""

import errno
import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from storage.settings import Settings

# Warnings of Rasa's old libraries, by the dozen at every start; and nothing is sent anywhere.
QUIET_RASA = {
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONWARNINGS": "ignore",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Part:
    """One process: its command, where it answers, and which setting moves its port."""

    name: str
    command: tuple[str, ...]
    base_url: str
    setting: str
    path: str = ""
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready_url(self) -> str:
        """Answers 200 when the process can do its work."""
        return f"{self.base_url}{self.path}/readyz"

    @property
    def alive_url(self) -> str:
        """Answers at all while the process is not stuck."""
        return f"{self.base_url}{self.path}/healthz"

    @property
    def port(self) -> int:
        """The port it listens on."""
        return urlsplit(self.base_url).port or 80

    @property
    def is_here(self) -> bool:
        """Whether it is ours to start: one at another machine's address is not."""
        return urlsplit(self.base_url).hostname in LOOPBACK


class PortsTakenError(Exception):
    """Other programs listen on ports that we need; the message says which and what to do."""


def parts_of(settings: Settings, root: Path) -> tuple[Part, ...]:
    """Return all five processes, slowest to start first."""
    rasa = str(root / ".venv" / "rasa" / "bin" / "python")
    service = str(root / ".venv" / "service" / "bin" / "python")

    def ours(name: str, module: str, url: str, setting: str) -> Part:
        return Part(name, (service, "-m", module), url, setting)

    portal_host = "127.0.0.1" if settings.portal_host == "0.0.0.0" else settings.portal_host  # noqa: S104
    return (
        Part(
            "rasa",
            (rasa, "-m", "bot.rasa.serve", "--port", str(urlsplit(settings.rasa_url).port or 80)),
            settings.rasa_url.rstrip("/"),
            "RASA_URL",
            path="/webhooks/foothold",
            environ=QUIET_RASA,
        ),
        ours("actions", "bot.actions", settings.actions_url.rstrip("/"), "ACTIONS_URL"),
        ours("gateway", "bot.gateway", _local(settings.gateway_port), "GATEWAY_PORT"),
        ours("portal", "portal", f"http://{portal_host}:{settings.portal_port}", "PORTAL_PORT"),
        ours("worker", "ops.worker", _local(settings.worker_port), "WORKER_PORT"),
    )


def check_ports(parts: Sequence[Part]) -> None:
    """Do nothing if every part's port is free.

    Raises:
        PortsTakenError: some are not.
    """
    taken = [part for part in parts if is_port_taken(part.port)]
    if not taken:
        return
    lines = [
        f"port {part.port} ({part.name}) is used by another program: "
        f"is Foothold running already? Stop that program, or set {part.setting} to another one"
        for part in taken
    ]
    raise PortsTakenError("\n".join(lines))


def is_port_taken(port: int) -> bool:
    """Return whether somebody listens on this port of the machine itself."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def child_environ(part: Part, settings: Settings) -> dict[str, str]:
    """Return a process's environment: ours, with the home folder spelled out."""
    ours = {"FOOTHOLD_HOME": str(settings.home.resolve()), "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **ours, **part.environ}


def _local(port: int) -> str:
    return f"http://127.0.0.1:{port}"
