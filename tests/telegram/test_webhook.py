"""The webhook: kept before it is acknowledged, and nobody but Telegram gets in."""

import asyncio
import time
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette

from bench.ports import free_ports
from bot.telegram.ordering import InOrder
from bot.telegram.webhook import MOST_BYTES, SECRET_HEADER, Webhook
from bot.telegram.webhook_setup import (
    NoWebhookUrlError,
    WebhookKeeper,
    secrets_of,
    set_webhook,
)
from messages.services.updates import broken_updates
from storage.database import StoreUnavailableError
from storage.settings import Settings
from tests.telegram.conftest import until


@pytest.fixture
def port():
    return free_ports(1)[0]


@pytest.fixture
def settings(server, port, tmp_path):
    return Settings(
        home=tmp_path,
        telegram_token=SecretStr(server.token),
        telegram_api_url=server.url,
        telegram_mode="webhook",
        telegram_webhook_url=f"http://127.0.0.1:{port}/",
    )


@asynccontextmanager
async def listening(stage, settings, port, intake=None, order=None):
    """Serve the webhook as the gateway does."""
    webhook = Webhook(stage.db, settings, intake or stage.intake(), order or InOrder())
    app = Starlette(routes=[webhook.route])
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await task
        await webhook.intake.gestures.close()


def texts_of(stage):
    return [text for kind, text in stage.heard() if kind == "text"]


async def test_messages_are_kept_in_order_of_each_chat(any_stage, settings, port):
    users = [any_stage.student(f"S{number}")[0] for number in range(5)]
    async with listening(any_stage, settings, port):
        await set_webhook(any_stage.client, any_stage.db, settings)
        for number in range(6):
            for user in users:
                any_stage.control.text(user, f"{user} {number}")
        await until(lambda: any_stage.control.pending() == [])

    for user in users:
        mine = [text for text in texts_of(any_stage) if text.startswith(f"{user} ")]
        assert mine == [f"{user} {number}" for number in range(6)]


async def test_what_waited_while_nobody_listened_comes_once_somebody_does(stage, settings, port):
    user, _key = stage.student()
    await set_webhook(stage.client, stage.db, settings)
    stage.control.text(user, "waited")
    await asyncio.sleep(0.1)

    async with listening(stage, settings, port):
        await until(lambda: texts_of(stage) == ["waited"])
        await until(lambda: stage.control.pending() == [])


async def test_the_database_away_is_503_and_telegram_sends_again(
    stage, settings, port, monkeypatch
):
    intake = stage.intake()
    take, failures = intake.take, iter([StoreUnavailableError("away")])

    async def away_for_a_while(raw):
        error = next(failures, None)
        if error is not None:
            raise error
        await take(raw)

    monkeypatch.setattr(intake, "take", away_for_a_while)
    user, _key = stage.student()
    async with listening(stage, settings, port, intake):
        await set_webhook(stage.client, stage.db, settings)
        stage.control.text(user, "kept at last")
        await until(lambda: texts_of(stage) == ["kept at last"])
        info = await stage.client.bot.get_webhook_info()

    assert info.last_error_message is not None
    assert "503" in info.last_error_message


async def test_an_update_sent_twice_is_handled_once(stage, settings, port):
    user, _key = stage.student()
    stage.control.disturb_updates("duplicate", times=3)
    async with listening(stage, settings, port):
        await set_webhook(stage.client, stage.db, settings)
        stage.control.text(user, "one")
        stage.control.text(user, "two")
        await until(lambda: texts_of(stage) == ["one", "two"])
        await until(lambda: stage.control.pending() == [])

    assert texts_of(stage) == ["one", "two"]


async def test_an_update_that_cannot_be_read_does_not_come_again(stage, settings, port):
    user, _key = stage.student()
    stage.control.raw_update({"message": {"message_id": "x", "chat": 7}})
    stage.control.text(user, "behind it")
    async with listening(stage, settings, port):
        await set_webhook(stage.client, stage.db, settings)
        await until(lambda: stage.control.pending() == [])

    assert texts_of(stage) == ["behind it"]
    assert broken_updates(stage.db) == 1


@pytest.fixture
async def ask(stage, settings, port):
    """Send requests to the webhook as whoever one likes."""
    secrets = secrets_of(stage.db, settings)

    async def send(
        content=b"{}", *, path=secrets.path, secret=secrets.token, kind="application/json"
    ):
        headers = {"content-type": kind} if kind else {}
        if secret is not None:
            headers[SECRET_HEADER] = secret
        url = f"http://127.0.0.1:{port}/telegram/{path}"
        async with httpx.AsyncClient(trust_env=False) as http:
            return (await http.post(url, content=content, headers=headers)).status_code

    async with listening(stage, settings, port):
        yield send


async def test_only_telegram_gets_in(ask):
    assert await ask() == 200
    assert await ask(path="x") == 404
    assert await ask(path="x" * 32) == 404
    assert await ask(path="%C3%A9") == 404
    assert await ask(secret=None) == 401
    assert await ask(secret="wrong") == 401
    assert await ask(kind="text/plain") == 415
    assert await ask(kind=None) == 415
    assert await ask(kind="application/json; charset=utf-8") == 200


NO_UPDATES = (
    *(b"", b"{", b"[1]", b"7", b"\xff\xfe", b'{"update_id":', b"[" * 100_000),
    b'{"update_id": 9e999, "message": {}}',
    b'{"update_id": 99999999999999999999999}',
    b'{"update_id": 5, "message": {"text": "\\ud800"}}',
    b'{"update_id": 6, "callback_query": {"id": "1"}}',
)


async def test_what_is_no_update_is_taken_and_forgotten(ask):
    assert [await ask(content) for content in NO_UPDATES] == [200] * len(NO_UPDATES)


async def test_a_body_is_read_no_further_than_the_limit(ask, port, stage, settings):
    assert await ask(b"x" * MOST_BYTES) == 200
    assert await ask(b"x" * (MOST_BYTES + 1)) == 413

    async def endless():
        for _ in range(2_000):
            yield b"x" * 65_536
            await asyncio.sleep(0)

    secrets = secrets_of(stage.db, settings)
    url = f"http://127.0.0.1:{port}/telegram/{secrets.path}"
    headers = {"content-type": "application/json", SECRET_HEADER: secrets.token}
    started_at = time.monotonic()
    try:
        async with httpx.AsyncClient(trust_env=False) as http:
            response = await http.post(url, content=endless(), headers=headers)
            assert response.status_code == 413
    except httpx.TransportError:
        pass  # the connection was closed in the middle: as good
    assert time.monotonic() - started_at < 5


def test_the_secrets_stay_the_same_and_tell_nothing_of_the_token(stage, settings):
    first, again = secrets_of(stage.db, settings), secrets_of(stage.db, settings)
    other = settings.model_copy(update={"telegram_token": SecretStr("1:OTHER")})

    assert first == again
    assert first != secrets_of(stage.db, other)
    assert first.path not in first.token
    assert len(first.path) == 32


async def test_the_webhook_is_set_with_its_secret_and_drops_nothing(stage, settings):
    user, _key = stage.student()
    stage.control.text(user, "waits")
    keeper = asyncio.create_task(WebhookKeeper(stage.client, stage.db, settings).run())
    await until(stage.control.commands)
    keeper.cancel()
    await asyncio.gather(keeper, return_exceptions=True)

    [call] = stage.control.calls(method="setWebhook")
    assert call.arguments["secret_token"] == secrets_of(stage.db, settings).token
    assert len(stage.control.pending()) == 2


async def test_setting_it_is_tried_until_telegram_is_there(stage, settings, server):
    server.stop()
    keeper = WebhookKeeper(stage.client, stage.db, settings)
    keeper.backoff.first_s = 0.05
    task = asyncio.create_task(keeper.run())
    await asyncio.sleep(0.2)
    server.start()
    await until(lambda: stage.control.calls(method="setWebhook"))
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_without_a_public_address_it_cannot_be_set(stage, settings, caplog):
    nowhere = settings.model_copy(update={"telegram_webhook_url": None})

    with pytest.raises(NoWebhookUrlError):
        await set_webhook(stage.client, stage.db, nowhere)
    task = asyncio.create_task(WebhookKeeper(stage.client, stage.db, nowhere).run())
    await until(lambda: "TELEGRAM_WEBHOOK_URL is not set" in caplog.text)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_switching_between_polling_and_webhook_loses_nothing(stage, settings, port):
    user, _key = stage.student()
    async with stage.polling():
        stage.control.text(user, "m0")
        await until(lambda: texts_of(stage) == ["m0"])
    stage.control.text(user, "m1")
    async with listening(stage, settings, port):
        await set_webhook(stage.client, stage.db, settings)
        stage.control.text(user, "m2")
        await until(lambda: len(texts_of(stage)) == 3)
    stage.control.text(user, "m3")
    async with stage.polling():
        stage.control.text(user, "m4")
        await until(lambda: len(texts_of(stage)) == 5)

    assert texts_of(stage) == [f"m{number}" for number in range(5)]
