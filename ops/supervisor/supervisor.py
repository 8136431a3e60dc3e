"""Runs all parts until it is told to stop, then stops them within ten seconds."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import httpx

from ops.supervisor.keeper import Keeper, Patience
from ops.supervisor.logs import Logs
from ops.supervisor.parts import Part, child_environ
from storage.settings import Settings

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def supervise(
    parts: Sequence[Part],
    *,
    settings: Settings,
    root: Path,
    logs: Logs,
    when_ready: Callable[[], None],
    patience: Patience | None = None,
) -> int:
    """Run the parts until SIGTERM or Ctrl-C; return 0, or 1 if any part was given up.

    `when_ready` is called once, when every part has answered that it is ready. One part that
    dies, or is given up, never stops the others.
    """
    keepers = [
        Keeper(
            part,
            environ=child_environ(part, settings),
            cwd=root,
            logs=logs,
            patience=patience or Patience(),
        )
        for part in parts
    ]
    stopping = _stop_event()
    async with httpx.AsyncClient(trust_env=False) as client:
        running = [asyncio.create_task(keeper.run(client)) for keeper in keepers]
        announcing = asyncio.create_task(_announce(keepers, when_ready))
        await _first_of(stopping.wait(), asyncio.wait(running))
        announcing.cancel()
        logs.tell("Stopping …")
        await asyncio.gather(*(keeper.stop() for keeper in keepers))
        await asyncio.gather(*running)
    logs.tell("Stopped.")
    return int(any(keeper.has_given_up.is_set() for keeper in keepers))


async def _announce(keepers: Sequence[Keeper], when_ready: Callable[[], None]) -> None:
    for keeper in keepers:
        await keeper.is_ready.wait()
    when_ready()


def _stop_event() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOP_SIGNALS:
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def _first_of(*waits: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    _, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
