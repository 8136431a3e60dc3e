"""Where storms happen: a whole installation on Telegram, with what breaks within reach."""

import os
import secrets
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.chaos.crowd import WORRYING, Crowd
from bench.chaos.proxy import Proxy, proxy_to
from bench.chaos.storm import settle
from bench.crash import APPLYING
from bench.product import (
    FOOTHOLD,
    ROOT,
    Product,
    environment_of,
    ports_of_product,
    running_product,
)
from ops.supervisor.parts import QUIET_RASA, parts_of
from storage.database import Database, open_database
from storage.settings import Settings
from tests.telegram_server.control import Control
from tests.telegram_server.server import TelegramServer, telegram_server

PROFILE = ("Leeds", "health")  # what the dialogue asks of whoever comes from a school
ELSEWHERE = "127.0.0.2"  # the supervisor leaves alone what is not at 127.0.0.1
_POSTGRES_PORT = 5432


@dataclass
class Stage:
    """A running installation. The proxies are there where the stage has them."""

    product: Product
    server: TelegramServer
    db: Database
    to_rasa: Proxy | None = None
    to_actions: Proxy | None = None
    to_database: Proxy | None = None

    @property
    def control(self) -> Control:
        """Telegram's, with its students and faults."""
        return self.server.control

    @property
    def database_file(self) -> Path:
        """SQLite's."""
        return self.product.home / "foothold.db"

    async def crowd(self, *, guests: int, applicants: int = 0, worried: int = 0) -> Crowd:
        """Return students who are new here: some ask, some apply, some are in danger."""
        crowd = Crowd(self.db, self.control)
        await crowd.add_joined(applicants, APPLYING)
        await crowd.add_joined(worried, WORRYING)
        for answer in PROFILE if crowd.students else ():
            for student in crowd.students:
                crowd.say(student, answer)
            await settle(crowd)
        crowd.said.clear()
        await crowd.add_guests(guests)
        return crowd


@contextmanager
def on_laptop(home: Path) -> Iterator[Stage]:
    """SQLite and long polling, all five processes supervised."""
    with (
        telegram_server() as server,
        running_product(home, environment=_bot(server)) as product,
        _opened(Settings(home=home)) as db,
    ):
        yield Stage(product, server, db)


@contextmanager
def apart(home: Path) -> Iterator[Stage]:
    """SQLite and long polling; Rasa and the actions run elsewhere, each behind a proxy."""
    ports = ports_of_product()
    with ExitStack() as stack:
        server = stack.enter_context(telegram_server())
        rasa = stack.enter_context(proxy_to(ports["rasa"], host=ELSEWHERE))
        actions = stack.enter_context(proxy_to(ports["actions"], host=ELSEWHERE))
        urls = {
            "RASA_URL": f"http://{ELSEWHERE}:{rasa.port}",
            "ACTIONS_URL": f"http://{ELSEWHERE}:{actions.port}",
        }
        environment = {**_bot(server), **urls}
        stack.enter_context(_dialogue(home, ports, urls))
        product = stack.enter_context(running_product(home, ports=ports, environment=environment))
        db = stack.enter_context(_opened(Settings(home=home)))
        yield Stage(product, server, db, to_rasa=rasa, to_actions=actions)


@contextmanager
def on_server(home: Path) -> Iterator[Stage]:
    """PostgreSQL behind a proxy, and the webhook; all five processes supervised."""
    ports = ports_of_product()
    with ExitStack() as stack:
        server = stack.enter_context(telegram_server())
        proxy = stack.enter_context(proxy_to(_POSTGRES_PORT))
        name = stack.enter_context(_database())
        webhook = {
            "TELEGRAM_MODE": "webhook",
            "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{ports['gateway']}",
            "DATABASE_URL": _address(proxy.port, name),
        }
        environment = {**_bot(server), **webhook}
        product = stack.enter_context(running_product(home, ports=ports, environment=environment))
        direct = Settings(home=home, database_url_override=_address(_POSTGRES_PORT, name))
        db = stack.enter_context(_opened(direct))
        yield Stage(product, server, db, to_database=proxy)


def _bot(server: TelegramServer) -> dict[str, str]:
    return {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url}


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    db = open_database(settings)
    try:
        yield db
    finally:
        db.dispose()


@contextmanager
def _dialogue(home: Path, ports: dict[str, int], urls: Mapping[str, str]) -> Iterator[None]:
    """Run Rasa and the actions by ourselves, where the proxies expect them."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, **environment_of(home, ports)}
    subprocess.run([FOOTHOLD, "prepare"], env=environment, check=True, capture_output=True)
    here = Settings(
        home=home,
        rasa_url=environment["RASA_URL"],
        actions_url=environment["ACTIONS_URL"],
    )
    started = [
        subprocess.Popen(
            part.command,
            cwd=ROOT,
            env={**environment, **QUIET_RASA, **_told(part.name, urls)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for part in parts_of(here, ROOT)
        if part.name in {"rasa", "actions"}
    ]
    try:
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=30)


def _told(name: str, urls: Mapping[str, str]) -> dict[str, str]:
    """Return where Rasa finds the actions; the actions listen where they are."""
    return {"ACTIONS_URL": urls["ACTIONS_URL"]} if name == "rasa" else {}


@contextmanager
def _database() -> Iterator[str]:
    name = f"foothold_chaos_{secrets.token_hex(4)}"
    _administer(f"CREATE DATABASE {name}")
    try:
        yield name
    finally:
        _administer(f"DROP DATABASE {name} WITH (FORCE)")


def _address(port: int, name: str) -> str:
    return f"postgresql+psycopg://postgres@127.0.0.1:{port}/{name}"


def _administer(statement: str) -> None:
    address = f"host=127.0.0.1 port={_POSTGRES_PORT} user=postgres dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())
