"""A TCP proxy between two of our processes: it can be cut, and can hold answers back."""

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

_CHUNK = 64 * 1024


class Proxy:
    """Passes on what comes to `host:port`; lives in a thread of its own.

    The supervisor starts what listens at 127.0.0.1 itself: where it must not, another address of
    loopback stands for another machine.
    """

    def __init__(self, target_port: int, *, host: str = "127.0.0.1") -> None:
        self.host, self.port = host, _free_port(host)
        self.answer_delay_s = 0.0
        self._target_port = target_port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()
        self.restore()

    def stop(self) -> None:
        """End it for good."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self._run(self._cut())

    def restore(self) -> None:
        """Listen again, on the same port."""
        self._run(self._listen())

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, self.host, self.port)

    async def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in self._open:
            writer.transport.abort()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
        self._open.add(writer)
        try:
            await self._join(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()
            self._open.discard(writer)
            if task is not None:
                self._tasks.discard(task)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, onward = await asyncio.open_connection("127.0.0.1", self._target_port)
        self._open.add(onward)
        try:
            there = asyncio.create_task(self._pump(reader, onward))
            back = asyncio.create_task(self._pump(answers, writer, is_answer=True))
            try:
                await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (there, back):
                    task.cancel()
                await asyncio.gather(there, back, return_exceptions=True)
        finally:
            onward.transport.abort()
            self._open.discard(onward)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_answer: bool = False
    ) -> None:
        with suppress(OSError):
            while chunk := await reader.read(_CHUNK):
                if is_answer and self.answer_delay_s:
                    await asyncio.sleep(self.answer_delay_s)
                writer.write(chunk)
                await writer.drain()


@contextmanager
def proxy_to(port: int, *, host: str = "127.0.0.1") -> Iterator[Proxy]:
    """Yield a proxy that listens; it ends with the block."""
    proxy = Proxy(port, host=host)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
