"""One running process in a group of its own, so that stopping it leaves nothing behind."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ops.orphans import die_with_parent

READ_BYTES = 64 * 1024


class Child:
    """A started process; `Child.start` makes one."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(
        cls, command: Sequence[str], *, environ: Mapping[str, str], cwd: Path
    ) -> "Child":
        """Start the process; its output goes to `read_lines`.

        On Linux the kernel kills it when we die, however we die.

        Raises:
            OSError: the program cannot be run.
        """
        process = await asyncio.create_subprocess_exec(
            *command,
            env=environ,
            cwd=cwd,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # a group of its own; Ctrl-C in the terminal is ours alone
            preexec_fn=die_with_parent(os.getpid()),
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """Its process id, which is also its group's."""
        return self._process.pid

    async def wait(self) -> int:
        """Wait for its end; return the exit code (negative: the signal that ended it)."""
        return await self._process.wait()

    async def read_lines(self, take: Callable[[str], None]) -> None:
        """Hand every line of its output to `take` until the output ends."""
        stream = self._process.stdout
        rest = b""
        while stream is not None and (chunk := await stream.read(READ_BYTES)):
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > READ_BYTES:  # a line without an end
                lines, rest = [*lines, rest], b""
            for line in lines:
                take(line.decode("utf-8", "replace").rstrip("\r"))
        if rest:
            take(rest.decode("utf-8", "replace"))

    async def stop(self, *, grace_s: float) -> None:
        """Ask the whole group to end; after `grace_s` seconds make it."""
        self.signal(signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), grace_s)
        self.signal(signal.SIGKILL)  # also what the process itself left behind
        await self._process.wait()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the whole group; harmless when nobody is left in it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)
