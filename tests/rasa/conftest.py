"""A tiny assistant trained once, its real web application, and an action server we can break."""

import asyncio
import os
import shutil
import socket
import uuid
from pathlib import Path

import aiohttp
import pytest
import sqlalchemy as sa
import yaml
from aiohttp import web
from rasa.core.agent import Agent
from rasa.model import get_latest_model
from rasa.model_training import train
from sqlalchemy.pool import NullPool

from bot.rasa.sealed_rows import metadata
from bot.rasa.serve import build_app
from bot.rasa.tracker_store import SealedTrackerStore

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GAZETTEER, NEAREST = HERE / "gazetteer.json", HERE / "nearest.json"
POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    """Train config.yml's pipeline on the tiny data."""
    folder = tmp_path_factory.mktemp("tiny")
    shutil.copytree(HERE / "tiny", folder, dirs_exist_ok=True)
    (folder / "config.yml").write_text(yaml.safe_dump(tiny_config()))
    os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
    result = train(
        domain=str(folder / "domain.yml"),
        config=str(folder / "config.yml"),
        training_files=[str(folder / "data")],
        output=str(folder / "models"),
    )
    return Path(result.model)


@pytest.fixture(scope="session")
def trained():
    """Load the product's own model, which `foothold train` made from all the data."""
    newest = get_latest_model(str(ROOT / "models"))
    if newest is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no trained model: `foothold train` comes before these tests")
        pytest.skip("no trained model: run `foothold train`")
    return Agent.load(newest)


def tiny_config():
    """Return the real configuration with the tests' gazetteer and a fallback we know."""
    config = yaml.safe_load((ROOT / "config.yml").read_text())
    for component in config["pipeline"]:
        if "gazetteer" in component:
            component["gazetteer"] = str(GAZETTEER)
        if "texts" in component:
            component["texts"] = str(NEAREST)
    config["policies"] = [
        {"name": "RulePolicy", "core_fallback_action_name": "utter_unsure"},
    ]
    return config


@pytest.fixture(scope="session")
def event_loop_policy():
    """Use asyncio's own loop: Sanic switches to uvloop, which a test cannot close in time."""
    return asyncio.DefaultEventLoopPolicy()


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Give the process a home of its own with a database that has our table."""
    monkeypatch.setenv("FOOTHOLD_HOME", str(tmp_path))
    for name in ("DATABASE_URL", "FOOTHOLD_KEY", "REDIS_URL", "ACTIONS_URL"):
        monkeypatch.delenv(name, raising=False)
    engine = sa.create_engine(f"sqlite:///{tmp_path}/foothold.db", poolclass=NullPool)
    metadata.create_all(engine)
    engine.dispose()
    return tmp_path


@pytest.fixture
def postgres(monkeypatch):
    """Make a database of our own on the real server, and drop it afterwards."""
    name = f"test_{uuid.uuid4().hex}"
    server = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    try:
        server.connect().close()
    except sa.exc.OperationalError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("PostgreSQL does not answer on 127.0.0.1:5432")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    url = POSTGRES.rsplit("/", 1)[0] + f"/{name}"
    engine = sa.create_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", url.replace("postgresql:", "postgresql+psycopg:"))
    yield url
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


class Actions:
    """An action server whose behaviour a test sets; keeps what it was asked."""

    def __init__(self):
        self.calls = []
        self.status = 200
        self.delay_s = 0
        self.answers = {}

    async def webhook(self, request):
        call = await request.json()
        self.calls.append(call)
        await asyncio.sleep(self.delay_s)
        answer = self.answers.get(call["next_action"], {"events": [], "responses": []})
        if self.status != 200:
            # rasa-sdk's error page echoes the tracker, and with it what the student wrote.
            return web.json_response({"error": "boom", "tracker": call}, status=self.status)
        return web.json_response(answer)


@pytest.fixture
async def actions(monkeypatch):
    server = Actions()
    app = web.Application(client_max_size=10**7)
    app.router.add_post("/webhook", server.webhook)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
    server.stop = site.stop
    monkeypatch.setenv("ACTIONS_URL", server.url)
    yield server
    await runner.cleanup()


class Chat:
    """Talks to the real web application as the gateway does."""

    def __init__(self, http, url, app):
        self.http, self.url, self.agent = http, url, app.ctx.agent
        self.turns = 0

    async def say(self, text, *, sender="chat-1", turn_id=None):
        self.turns += 1
        turn_id = turn_id or f"turn-{self.turns}"
        return await self.post({"sender": sender, "turn_id": turn_id, "text": text})

    async def post(self, body):
        async with self.http.post(f"{self.url}/webhooks/foothold/turn", json=body) as response:
            self.status = response.status
            return await response.json()

    async def get(self, page):
        async with self.http.get(f"{self.url}/webhooks/foothold/{page}") as response:
            return response.status, await response.text()

    async def tracker(self, sender="chat-1"):
        return await self.agent.tracker_store.retrieve(sender)


@pytest.fixture(scope="session")
async def server(model, tmp_path_factory):
    """Run the real web application once (Sanic cannot be set up twice in one process)."""
    os.environ["FOOTHOLD_HOME"] = str(tmp_path_factory.mktemp("unused"))
    app = build_app(model, endpoints=ROOT / "endpoints.yml", credentials=ROOT / "credentials.yml")
    listening = socket.create_server(("127.0.0.1", 0))
    running = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await running.startup()
    yield app, f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.close()
    await running.wait_closed()


@pytest.fixture
async def chat(server, home, actions):
    """Give the running application a tracker store and an action server of this test's own."""
    app, url = server
    store = SealedTrackerStore(app.ctx.agent.domain)
    app.ctx.agent.tracker_store._tracker_store = store
    app.ctx.agent.action_endpoint.url = f"{actions.url}/webhook"
    async with aiohttp.ClientSession() as http:
        yield Chat(http, url, app)
    store.dispose()
