"""The supervisor with real, tiny child processes."""

import asyncio
import os
import signal
import sys
import textwrap
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TextIO

import pytest
from rich.console import Console

from bench.ports import free_ports
from ops.supervisor.keeper import Patience
from ops.supervisor.logs import Logs
from ops.supervisor.parts import Part
from ops.supervisor.supervisor import supervise
from storage.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FULL = Path("/dev/full")
QUICK = Patience(
    first_pause_s=0.02, fast_failure_s=5, give_up_after=3, ready_poll_s=0.05, grace_s=1.5
)

# A process that answers every request with 200; it notes its pid, and what it was told to do.
SERVER = """
    import http.server, os, subprocess, sys, threading, signal
    notes, port, mode = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    open(notes, "a").write(f"{os.getpid()}\\n")
    if mode == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    if mode == "parent":
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        open(notes, "a").write(f"{child.pid}\\n")
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200); self.end_headers()
        def log_message(self, *_): pass
    if mode == "mute":
        signal.pause()
    print("serving", flush=True)
    http.server.HTTPServer(("127.0.0.1", port), Answer).serve_forever()
"""


class World:
    """The folder of one test, its parts and what the terminal showed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.screen = StringIO()
        self.settings = Settings(home=folder)
        self.program = folder / "server.py"
        self.program.write_text(textwrap.dedent(SERVER))

    def part(self, name: str, port: int, mode: str = "plain") -> Part:
        command = (sys.executable, str(self.program), str(self.notes(name)), str(port), mode)
        return Part(name, command, f"http://127.0.0.1:{port}", "SOME_PORT")

    def failing(self, name: str) -> Part:
        note = f"open({str(self.notes(name))!r}, 'a').write('0\\n'); raise SystemExit(3)"
        return Part(name, (sys.executable, "-c", note), "http://127.0.0.1:9", "SOME_PORT")

    def notes(self, name: str) -> Path:
        return self.folder / f"{name}.notes"

    def pids(self, name: str) -> list[int]:
        notes = self.notes(name)
        return [int(line) for line in notes.read_text().split()] if notes.exists() else []

    async def supervise(
        self,
        *parts: Part,
        then: Callable[[], None],
        patience: Patience = QUICK,
        screen: TextIO | None = None,
    ) -> int:
        console = Console(file=screen or self.screen, width=200)
        logs = Logs(self.folder / "logs", console, names=tuple(part.name for part in parts))
        try:
            return await supervise(
                parts,
                settings=self.settings,
                root=ROOT,
                logs=logs,
                when_ready=then,
                patience=patience,
            )
        finally:
            logs.close()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def ports() -> tuple[int, int]:
    one, two = free_ports(2)
    return one, two


@pytest.fixture
def full_disk() -> Iterator[TextIO]:
    """A file to which every write fails as on a full disk."""
    if not FULL.exists():
        pytest.skip("this system has no /dev/full")
    with Path(os.devnull).open("w") as nothing, FULL.open("w", encoding="utf-8") as full:
        yield full
        os.dup2(nothing.fileno(), full.fileno())  # else closing it fails, too


def stop_us() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


LOOKING: set[asyncio.Task[None]] = set()


def look(wait: Callable[[], Coroutine[None, None, None]]) -> None:
    """Wait for something beside the supervisor, then stop it, also when it never came."""

    async def wait_and_stop() -> None:
        try:
            await wait()
        finally:
            stop_us()

    LOOKING.add(asyncio.ensure_future(wait_and_stop()))


async def until(claim: Callable[[], bool], *, within_s: float = 20.0) -> None:
    async with asyncio.timeout(within_s):
        while not claim():
            await asyncio.sleep(0.05)
            await asyncio.sleep(0)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


async def test_it_says_when_all_are_ready_and_stops_them_on_sigterm(
    world: World, ports: tuple[int, int]
) -> None:
    code = await world.supervise(
        world.part("one", ports[0]), world.part("two", ports[1]), then=stop_us
    )

    assert code == 0
    assert not any(is_alive(pid) for pid in world.pids("one") + world.pids("two"))
    assert "one: ready after" in world.screen.getvalue()
    assert "one │ serving" in world.screen.getvalue()
    assert (world.folder / "logs" / "one.log").read_text() == "serving\n"


async def test_one_that_dies_is_started_anew_and_the_other_goes_on(
    world: World, ports: tuple[int, int]
) -> None:
    async def kill_and_look() -> None:
        os.kill(world.pids("one")[0], signal.SIGKILL)
        await until(lambda: world.screen.getvalue().count("one: ready") == 2)

    await world.supervise(
        world.part("one", ports[0]), world.part("two", ports[1]), then=lambda: look(kill_and_look)
    )

    assert len(world.pids("two")) == 1
    assert "one: ended with code -9" in world.screen.getvalue()


async def test_one_that_is_killed_again_and_again_is_never_given_up(
    world: World, ports: tuple[int, int]
) -> None:
    kills = QUICK.give_up_after + 1

    def is_started(times: int) -> bool:
        return len(world.pids("one")) == times

    def is_ready(times: int) -> bool:
        return world.screen.getvalue().count("one: ready") >= times

    async def kill_and_look() -> None:
        for number in range(1, kills + 1):
            await until(partial(is_started, number))
            if number % 2:  # every other one is killed before it is ready
                await until(partial(is_ready, (number + 1) // 2))
            os.kill(world.pids("one")[-1], signal.SIGKILL)
        await until(lambda: len(world.pids("one")) == kills + 1)

    code = await world.supervise(
        world.part("one", ports[0]), world.part("two", ports[1]), then=lambda: look(kill_and_look)
    )

    assert code == 0
    assert "given up" not in world.screen.getvalue()


async def test_one_that_keeps_failing_is_given_up_loudly_and_the_other_goes_on(
    world: World, ports: tuple[int, int]
) -> None:
    async def wait_for_both() -> None:
        await until(lambda: "is given up" in world.screen.getvalue())
        await until(lambda: "two: ready" in world.screen.getvalue())

    look(wait_for_both)
    code = await world.supervise(
        world.failing("one"), world.part("two", ports[1]), then=lambda: None
    )

    assert code == 1
    assert "two: ready" in world.screen.getvalue()
    assert len(world.pids("one")) == QUICK.give_up_after
    assert len(world.pids("two")) == 1


async def test_one_that_never_is_ready_is_stopped_and_counts_as_a_failed_start(
    world: World, free_port: int
) -> None:
    impatient = replace(QUICK, longest_start_s=1.0, fast_failure_s=0.1, give_up_after=2)

    code = await world.supervise(
        world.part("one", free_port, "mute"), then=lambda: None, patience=impatient
    )

    assert code == 1
    assert world.screen.getvalue().count("one: not ready after 1 s, starting it anew") == 2
    assert "one: failed 2 times in a row and is given up" in world.screen.getvalue()
    assert not any(is_alive(pid) for pid in world.pids("one"))
    assert len(world.pids("one")) == 2


async def test_it_ends_by_itself_when_nothing_is_left_to_keep(world: World) -> None:
    assert await world.supervise(world.failing("one"), then=lambda: None) == 1


async def test_output_to_a_full_disk_is_lost_and_nothing_else(
    world: World, free_port: int, full_disk: TextIO
) -> None:
    log = world.folder / "logs" / "one.log"

    async def kill_and_look() -> None:
        os.kill(world.pids("one")[0], signal.SIGKILL)
        await until(lambda: log.read_text().count("serving") == 2)

    code = await world.supervise(
        world.part("one", free_port), then=lambda: look(kill_and_look), screen=full_disk
    )

    assert code == 0


async def test_a_deaf_process_and_a_grandchild_are_gone_in_time(
    world: World, ports: tuple[int, int]
) -> None:
    stopped_at: list[float] = []

    def stop_now() -> None:
        stopped_at.append(time.monotonic())
        stop_us()

    await world.supervise(
        world.part("one", ports[0], "deaf"), world.part("two", ports[1], "parent"), then=stop_now
    )

    assert time.monotonic() - stopped_at[0] < QUICK.grace_s + 2
    pids = world.pids("one") + world.pids("two")
    await until(lambda: not any(is_alive(pid) for pid in pids))
    assert len(pids) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's death signal is Linux's")
async def test_a_killed_supervisor_leaves_nothing_running(world: World, free_port: int) -> None:
    program = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from ops.supervisor.child import Child
from pathlib import Path
async def main():
    await (await Child.start(sys.argv[1:], environ={{}}, cwd=Path("."))).wait()
asyncio.run(main())
"""
    command = world.part("one", free_port, "deaf").command
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", program, *command)
    await until(lambda: bool(world.pids("one")))

    parent.kill()
    await parent.wait()

    await until(lambda: not is_alive(world.pids("one")[0]))
