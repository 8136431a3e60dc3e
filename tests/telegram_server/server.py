"""Serves a world over HTTP on loopback: in a thread of a test, or as a process of its own.

It stands where api.telegram.org would be; tests point the real client libraries at it. Only what
the product uses is there, and that as the real server does it, except that
- it speaks http, and webhooks are http on loopback (the real one speaks and wants https);
- it limits nothing unless `strict_flood` or a fault says so;
- parse_mode is HTML or none; Markdown is refused;
- a second getUpdates with the same offset within seconds is not slowed down;
- updates do not expire after a day, and there are no topics, business chats or inline queries.
"""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.telegram_server.api import Api
from tests.telegram_server.connections import Connections
from tests.telegram_server.control import Control
from tests.telegram_server.control_routes import ControlRoutes
from tests.telegram_server.world import Timing, World

HOST = "127.0.0.1"
_START_S = 10.0
_TICK_S = 0.01
_LEAVE_S = 3.0


class _Server(uvicorn.Server):
    """Ends long polls before it waits for open requests, and stops in milliseconds."""

    def __init__(self, config: uvicorn.Config, api: Api) -> None:
        super().__init__(config)
        self._api = api

    async def main_loop(self) -> None:
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            await asyncio.sleep(_TICK_S)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Do what uvicorn's own does, without its pauses of a tenth of a second."""
        self._api.close()
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(_LEAVE_S):
                while self.server_state.connections or self.server_state.tasks:
                    await asyncio.sleep(_TICK_S)
        await self.lifespan.shutdown()


class TelegramServer:
    """A Bot API on a port of loopback, and the control of it."""

    def __init__(self, world: World, port: int = 0) -> None:
        self.world = world
        self.control = Control(world)
        self._port = port
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.token

    @property
    def url(self) -> str:
        """Where it listens, such as http://127.0.0.1:8081."""
        return f"http://{HOST}:{self._port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls `base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot calls `base_file_url`."""
        return f"{self.url}/file/bot"

    def start(self) -> None:
        """Begin to serve in a thread; after `stop`, again on the same port with all it knew."""
        listener = self._listen()
        server = self._server = _build(self.world, self.control)
        serve = server.serve(sockets=[listener])
        self._thread = threading.Thread(target=asyncio.run, args=(serve,), daemon=True)
        self._thread.start()
        ends_at = time.monotonic() + _START_S
        while not server.started:
            if time.monotonic() > ends_at or not self._thread.is_alive():
                raise RuntimeError("the Bot API server did not start")
            time.sleep(0.002)

    def stop(self) -> None:
        """Stop listening; clients now get "connection refused"."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(_START_S)
            self._server = self._thread = None

    def run(self) -> None:
        """Serve in this thread until SIGINT or SIGTERM."""
        listener = self._listen()
        print(self.url, flush=True)  # the parent process reads the port from here
        _build(self.world, self.control).run(sockets=[listener])

    def _listen(self) -> socket.socket:
        # Without the protocol's number asyncio leaves Nagle's algorithm on: 40 ms for each answer.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, self._port))
        self._port = int(listener.getsockname()[1])
        return listener


@contextmanager
def telegram_server(world: World | None = None) -> Iterator[TelegramServer]:
    """Yield a running server with quick timing; every test has one of its own."""
    server = TelegramServer(world or World(timing=Timing.quick()))
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _build(world: World, control: Control) -> _Server:
    connections = Connections()
    api = Api(world, connections)
    every = ["GET", "POST"]
    routes = [
        Route("/file/bot{token}/{path:path}", api.download),
        Route("/bot{token}/{method}", api.handle, methods=every),
        Route("/control/{command}", ControlRoutes(control).handle, methods=every),
    ]
    app = Starlette(
        routes=routes,
        lifespan=lambda _app: _lifespan(world, api),
        exception_handlers={404: _not_found},
    )
    protocol = connections.protocol()
    config = uvicorn.Config(app, http=protocol, ws="none", log_config=None, access_log=False)
    return _Server(config, api)


@asynccontextmanager
async def _lifespan(world: World, api: Api) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()

    def wake() -> None:
        with suppress(RuntimeError):  # the loop has just been closed
            loop.call_soon_threadsafe(api.wake)

    world.on_update = wake
    sender = asyncio.create_task(api.webhooks.run())
    try:
        yield
    finally:
        world.on_update = lambda: None
        sender.cancel()
        with suppress(asyncio.CancelledError):
            await sender


async def _not_found(_request: Request, _error: Exception) -> Response:
    body = {"ok": False, "error_code": 404, "description": "Not Found"}
    return JSONResponse(body, status_code=404)
