"""A nudge between processes of one machine: "look at the database now", a datagram on loopback.

It carries nothing and may be lost: whoever listens also looks by itself every second. (One
machine is the case of SQLite; several machines share PostgreSQL and wait for the next look.)
"""

import asyncio
import socket
from typing import Self


class WakeSender:
    """Nudges the process that listens on a loopback port; never blocks, never fails."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def wake(self) -> None:
        """Send one nudge."""
        try:
            self._socket.sendto(b"\x01", self._target)
        except OSError:  # nobody listens yet, or the buffer is full of nudges already
            return

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()


class Bell:
    """Lets one task wait for a nudge or for its own next look, whichever comes first."""

    def __init__(self) -> None:
        self._nudged = asyncio.Event()

    def ring(self) -> None:
        """Wake the waiting task."""
        self._nudged.set()

    async def wait(self, timeout_s: float) -> None:
        """Return at the next nudge, or after `timeout_s` seconds."""
        try:
            # Not `wait_for`: before Python 3.12 it swallows a cancellation that comes together
            # with a nudge, and the process then waits for this task for ever.
            async with asyncio.timeout(timeout_s):
                await self._nudged.wait()
        except TimeoutError:
            return
        finally:
            self._nudged.clear()


class WakeListener(asyncio.DatagramProtocol):
    """Rings the bell of each task that waits for nudges; most processes have one such task."""

    def __init__(self) -> None:
        self._first = Bell()
        self._bells = [self._first]
        self._transport: asyncio.BaseTransport | None = None

    @classmethod
    async def listen(cls, port: int) -> Self:
        """Return a listener bound to the loopback port.

        Raises:
            OSError: another process holds the port.
        """
        loop = asyncio.get_running_loop()
        transport, listener = await loop.create_datagram_endpoint(
            cls, local_addr=("127.0.0.1", port)
        )
        listener._transport = transport  # noqa: SLF001
        return listener

    def bell(self) -> Bell:
        """Return a bell of its own for a further task."""
        made = Bell()
        self._bells.append(made)
        return made

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Note a nudge; whatever it holds."""
        del data, addr
        self.nudge()

    def nudge(self) -> None:
        """Wake the waiting tasks from inside this process."""
        for bell in self._bells:
            bell.ring()

    async def wait(self, timeout_s: float) -> None:
        """Return at the next nudge, or after `timeout_s` seconds."""
        await self._first.wait(timeout_s)

    def close(self) -> None:
        """Give the port back."""
        if self._transport is not None:
            self._transport.close()
