"""The action server over HTTP: what Rasa gets, and what nobody gets to read."""

import json
import logging
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from bot.actions import services
from bot.actions.app import create_app
from storage.database import Database, connect
from storage.sealing import KeyRing
from tests.actions.stage import Stage

MARKER = "zebrafinch"


@pytest.fixture
async def client(db: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(db, monkeypatch) as found:
        yield found


@pytest.fixture
async def broken(
    ring: KeyRing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    nowhere = connect(f"sqlite:///{tmp_path}/nowhere/t.db", ring)
    async with serving(nowhere, monkeypatch) as found:
        yield found


@asynccontextmanager
async def serving(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    services.default_database.cache_clear()
    monkeypatch.setattr(services, "open_database", lambda _settings: db)
    transport = httpx.ASGITransport(create_app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://actions") as found:
        yield found
    services.default_database.cache_clear()


def call(action: str, chat_key: str = "nobody", **message: object) -> dict[str, object]:
    latest = {"text": MARKER, "entities": [], "metadata": {"turn_id": "t"}, **message}
    return {
        "next_action": action,
        "sender_id": chat_key,
        "version": "3.6.21",
        "tracker": {
            "sender_id": chat_key,
            "slots": {},
            "latest_message": latest,
            "events": [],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": None,
        },
    }


async def test_an_action_is_run_and_its_events_come_back(
    client: httpx.AsyncClient, db: Database, now: datetime
) -> None:
    stage = Stage.build(db, now)

    response = await client.post("/webhook", json=call("action_greet", stage.chat_key))

    assert response.status_code == 200
    assert [said["response"] for said in response.json()["responses"]] == [
        "utter_welcome_who",
        "utter_welcome_keeps",
        "utter_welcome_guest",
    ]


async def test_a_compressed_call_is_read_too(
    client: httpx.AsyncClient, db: Database, now: datetime
) -> None:
    stage = Stage.build(db, now)
    body = zlib.compress(json.dumps(call("action_cancel", stage.chat_key)).encode())

    response = await client.post("/webhook", content=body, headers={"Content-Encoding": "deflate"})

    assert response.status_code == 200


async def test_a_failing_action_is_a_500_without_any_words(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = await client.post(
            "/webhook", json=call("action_greet")
        )  # a chat that is not there

    assert response.status_code == 500
    assert response.json() == {"error": "ChatNotFoundError", "action_name": "action_greet"}
    assert MARKER not in caplog.text


async def test_an_unknown_action_is_a_404(client: httpx.AsyncClient) -> None:
    response = await client.post("/webhook", json=call("action_of_tomorrow"))

    assert response.status_code == 404


async def test_without_a_database_it_is_a_503_and_not_ready_but_alive(
    broken: httpx.AsyncClient,
) -> None:
    assert (await broken.post("/webhook", json=call("action_greet"))).status_code == 503
    assert (await broken.get("/readyz")).status_code == 503
    assert (await broken.get("/healthz")).status_code == 200


async def test_with_a_database_it_is_ready_and_counts(
    client: httpx.AsyncClient, db: Database, now: datetime
) -> None:
    stage = Stage.build(db, now)
    await client.post("/webhook", json=call("action_cancel", stage.chat_key))

    assert (await client.get("/readyz")).json() == {"database": "ok"}
    metrics = (await client.get("/metrics")).text
    assert 'foothold_action_seconds_count{action="action_cancel"}' in metrics
