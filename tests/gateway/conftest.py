"""A dialogue core of our own at the network's edge: speaks our protocol, fails on demand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bench.ports import free_ports

OK = {"ok": True, "error": None, "intent": {"name": "greet", "confidence": 0.9}}


class FakeRasa:
    """Echoes each message; `faults` are (status, body) answers to give first."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.faults: list[tuple[int, object]] = []
        self.seen: list[dict[str, str]] = []
        self.running: dict[str, int] = {}
        self.most_at_once_per_chat = 0
        self.most_at_once = 0
        self.delay_s = 0.0
        self._server: uvicorn.Server | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def turn(self, request: Request) -> Response:
        body = await request.json()
        self.seen.append(body)
        sender = body["sender"]
        self.running[sender] = self.running.get(sender, 0) + 1
        self.most_at_once_per_chat = max(self.most_at_once_per_chat, self.running[sender])
        self.most_at_once = max(self.most_at_once, sum(self.running.values()))
        await asyncio.sleep(self.delay_s)
        self.running[sender] -= 1
        if self.faults:
            status, content = self.faults.pop(0)
            return JSONResponse(content, status_code=status)
        return JSONResponse({**OK, "replies": [{"text": f"echo {body['text']}"}]})

    async def start(self) -> None:
        app = Starlette(
            routes=[Route("/webhooks/foothold/turn", self.turn, methods=["POST"])],
        )
        config = uvicorn.Config(app, host="127.0.0.1", port=self.port, log_config=None)
        self._server = uvicorn.Server(config)
        self._task = asyncio.create_task(self._server.serve())
        while not self._server.started:
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        if self._server is not None and self._task is not None:
            self._server.should_exit = True
            await self._task
            self._server = None


@asynccontextmanager
async def running_gateway(settings, db) -> AsyncIterator[None]:
    """Run the gateway's loops as its process does."""
    from bot.gateway.app import create_app

    app = create_app(settings, db)
    async with app.router.lifespan_context(app):
        yield
    await asyncio.sleep(0.05)  # the event loop closes the datagram socket in its next round


@pytest.fixture
def gateway():
    return running_gateway


@pytest.fixture
async def rasa(free_port) -> AsyncIterator[FakeRasa]:
    fake = FakeRasa(free_port)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
def settings(tmp_path, rasa):
    from storage.settings import Settings

    gateway, portal = free_ports(2)
    return Settings(home=tmp_path, rasa_url=rasa.url, gateway_port=gateway, portal_port=portal)
