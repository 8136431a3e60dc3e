"""The portal over two real schools, and a browser-like client for it."""

import re
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from portal.app import create_app
from schools.domain.roles import Role
from storage.clock import utc_now
from storage.database import Database, connect
from storage.settings import Settings
from tests.portal.world import World, make_world

TOKEN = re.compile(r'name="csrf" value="(\w+)"')


@dataclass
class Browser:
    """A client that keeps cookies and sends forms with the token of the page before."""

    http: httpx.AsyncClient

    def be(self, world: World, role: Role) -> "Browser":
        """Be signed in as a member of staff."""
        self.http.cookies.set("foothold_staff", world.tokens[role])
        return self

    def chat(self, world: World) -> "Browser":
        """Have that school's chat open."""
        self.http.cookies.set("foothold_chat", world.chat_address)
        return self

    async def get(self, path: str, **options: object) -> httpx.Response:
        return await self.http.get(path, **options)  # type: ignore[arg-type]

    async def post(self, path: str, *, files: object = None, **fields: str) -> httpx.Response:
        """Send a form with this browser's token."""
        fields["csrf"] = await self.token()
        return await self.http.post(path, data=fields, files=files)  # type: ignore[arg-type]

    async def token(self) -> str:
        found = TOKEN.search((await self.http.get("/chat")).text)
        assert found is not None
        return found.group(1)


@pytest.fixture(scope="session")
def worlds_file(
    ring, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, World, World]:
    """A database with two schools, made once and copied for each test."""
    path = tmp_path_factory.mktemp("worlds") / "t.db"
    shutil.copyfile(sqlite_template, path)
    database = connect(f"sqlite:///{path}", ring)
    worlds = (
        make_world(database, "Alder", now=utc_now()),
        make_world(database, "Birch", now=utc_now()),
    )
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return (path, *worlds)


@pytest.fixture
def db(ring, worlds_file: tuple[Path, World, World], tmp_path: Path) -> Iterator[Database]:
    """A copy of the two schools' database."""
    path = tmp_path / "t.db"
    shutil.copyfile(worlds_file[0], path)
    database = connect(f"sqlite:///{path}", ring)
    yield database
    database.dispose()


@pytest.fixture
def world(worlds_file: tuple[Path, World, World]) -> World:
    """The school that the tests are about."""
    return worlds_file[1]


@pytest.fixture
def other(worlds_file: tuple[Path, World, World]) -> World:
    """Another school."""
    return worlds_file[2]


@pytest.fixture
def settings(tmp_path: Path, free_port: int) -> Settings:
    """Settings of a plain HTTP installation."""
    return Settings(home=tmp_path, PORTAL_PORT=free_port, GATEWAY_PORT=1)


@pytest.fixture
def app(settings: Settings, db: Database) -> Iterator[Starlette]:
    """The portal; it does not wait for answers."""
    made = create_app(settings, db, answer_wait_s=0)
    yield made
    made.state.portal.gateway.close()


@pytest.fixture
async def browser(app: Starlette) -> AsyncIterator[Browser]:
    """One person's browser."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://portal.example"
    ) as http:
        yield Browser(http)


@pytest.fixture
def from_afar(app: Starlette) -> Callable[[], httpx.AsyncClient]:
    """A client on the internet."""

    def make() -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, client=("8.8.8.8", 4711))
        return httpx.AsyncClient(transport=transport, base_url="http://portal.example")

    return make
