"""Ports for what tests and measurements start: side by side they do not take each other's."""

import itertools
import os
import random
import socket

FIRST, LAST = 20_000, 32_000  # below those that Linux gives to outgoing connections
WORKERS = 4  # at most, of pytest-xdist: each has a range of its own

_number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
_span = (LAST - FIRST) // WORKERS
_from = FIRST + _number * _span
_start = random.SystemRandom().randrange(_span)  # other runs on this machine start elsewhere
_next = itertools.count(_start)


def free_ports(count: int) -> list[int]:
    """Return ports of 127.0.0.1 that nobody listens on and that this run did not give away."""
    found: list[int] = []
    while len(found) < count:
        port = _from + next(_next) % _span
        if _is_free(port):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
