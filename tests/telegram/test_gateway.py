"""Telegram in the gateway's process: from a student's text to the answer in their chat."""

from datetime import timedelta

import pytest
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr

from bench.ports import free_ports
from bot.gateway.app import create_app
from storage.settings import Settings
from tests.gateway.conftest import FakeRasa, running_gateway
from tests.telegram.conftest import let_in, until


@pytest.fixture
async def rasa(free_port):
    fake = FakeRasa(free_port)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
def ports():
    return free_ports(2)


@pytest.fixture
def settings(server, rasa, ports, tmp_path):
    return Settings(
        home=tmp_path,
        rasa_url=rasa.url,
        gateway_port=ports[0],
        portal_port=ports[1],
        telegram_token=SecretStr(server.token),
        telegram_api_url=server.url,
    )


def asking(app):
    return AsyncClient(transport=ASGITransport(app), base_url="http://gateway")


async def test_a_question_on_telegram_is_answered_there(any_db, control, settings):
    user = let_in(any_db, control)
    async with running_gateway(settings, any_db):
        control.command(user, "start")
        await control.wait_sent(1, chat_id=user)
        control.text(user, "what does a vet earn?")
        await control.wait_sent(2, chat_id=user)

    assert control.texts(chat_id=user) == ["echo /greet", "echo what does a vet earn?"]
    assert control.pending() == []


async def test_a_late_answer_is_told_and_then_comes(db, control, settings, rasa, monkeypatch):
    monkeypatch.setattr("messages.services.late.LATE_AFTER", timedelta(seconds=0.3))
    rasa.faults = [(200, {"ok": False, "error": "actions_unreachable", "replies": []})] * 4
    user = let_in(db, control)
    async with running_gateway(settings, db):
        control.text(user, "hello")
        sent = await control.wait_sent(2, chat_id=user, timeout_s=15)

    assert "longer than it should" in sent[0].text
    assert sent[1].text == "echo hello"


async def test_without_a_token_the_gateway_is_ready_without_telegram(db, settings):
    quiet = settings.model_copy(update={"telegram_token": None})
    app = create_app(quiet, db)
    async with app.router.lifespan_context(app), asking(app) as http:
        assert (await http.get("/readyz")).status_code == 200
        assert "foothold_telegram_sent_total" in (await http.get("/metrics")).text


async def test_with_telegram_away_the_gateway_stays_ready(db, settings, server):
    server.stop()
    app = create_app(settings, db)
    async with app.router.lifespan_context(app), asking(app) as http:
        assert (await http.get("/readyz")).status_code == 200


async def test_a_restart_loses_and_repeats_nothing(any_db, control, settings):
    users = [let_in(any_db, control, f"S{number}") for number in range(3)]
    for number in range(3):
        async with running_gateway(settings, any_db):
            for user in users:
                control.text(user, f"m{number}")
            await control.wait_sent(number + 1, chat_id=users[0], timeout_s=15)

    async with running_gateway(settings, any_db):
        for user in users:
            await control.wait_sent(3, chat_id=user, timeout_s=15)
        await until(lambda: control.pending() == [])
    for user in users:
        assert control.texts(chat_id=user) == [f"echo m{number}" for number in range(3)]
