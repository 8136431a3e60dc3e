"""Chaos in short: what `python -m bench.chaos` measures at length, on a gateway in this process.

The dialogue is an echo at the network's edge; database, Telegram's side and its server are real.
"""

import asyncio
import os
import shutil
from contextlib import asynccontextmanager

import pytest
import uvicorn
from pydantic import SecretStr

from bench.chaos import troubles
from bench.chaos.account import account_of
from bench.chaos.crowd import Crowd
from bench.chaos.proxy import proxy_to
from bench.chaos.storm import Times, settle, storm
from bench.ports import free_ports
from bot.gateway.app import create_app
from storage.database import connect
from storage.settings import Settings
from tests.conftest import PORTS
from tests.gateway.conftest import FakeRasa

SHORT = Times(per_s=10, before_s=0.3, broken_s=1.5, after_s=0.3)
AWAY = Times(per_s=10, before_s=0.3, broken_s=4, after_s=0.3)  # longer than what counts as late
LOCKED = Times(per_s=3, before_s=0.3, broken_s=11, after_s=0.3)  # longer than a write waits
CHATS = 7
EVERYTHING = ("getUpdates", None)
DISK_MB = 8


@pytest.fixture
async def rasa(free_port):
    fake = FakeRasa(free_port)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
def settings(server, rasa, tmp_path):
    gateway, portal = free_ports(2)
    return Settings(
        home=tmp_path,
        rasa_url=rasa.url,
        gateway_port=gateway,
        portal_port=portal,
        telegram_token=SecretStr(server.token),
        telegram_api_url=server.url,
    )


def by_webhook(settings):
    url = f"http://127.0.0.1:{settings.gateway_port}"
    return settings.model_copy(update={"telegram_mode": "webhook", "telegram_webhook_url": url})


@pytest.fixture(params=["polling", "webhook"])
def either(request, settings):
    """The settings of each way in which updates come."""
    return settings if request.param == "polling" else by_webhook(settings)


@asynccontextmanager
async def gateway(settings, db):
    """Serve the gateway as its process does."""
    config = uvicorn.Config(
        create_app(settings, db), port=settings.gateway_port, log_config=None, access_log=False
    )
    served = uvicorn.Server(config)
    task = asyncio.create_task(served.serve())
    while not served.started:
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        served.should_exit = True
        await task


async def crowd_of(db, control, count=CHATS):
    crowd = Crowd(db, control)
    await crowd.add_guests(count)
    return crowd


def behind(db, proxy):
    """Return the address of a database behind a proxy."""
    return db.engine.url.set(port=proxy.port).render_as_string(hide_password=False)


async def weather(crowd, trouble, times=SHORT):
    """Return the account of a storm in which everybody was answered, once and in order."""
    account = (await storm(crowd, trouble, times)).account
    assert account.sent == round(times.per_s * times.seconds)
    assert account.wrong == {}
    return account


async def test_nothing_is_lost_while_telegram_answers_502(db, control, either):
    crowd = await crowd_of(db, control)
    async with gateway(either, db):
        account = await weather(crowd, troubles.faulty(control, "bad_gateway", EVERYTHING))

    assert account.doubled_in_chat == 0  # a 502 took nothing: nothing is repeated in vain


async def test_nothing_is_lost_while_telegram_takes_no_message(db, control, settings):
    crowd = await crowd_of(db, control)
    async with gateway(settings, db):
        account = await weather(crowd, troubles.faulty(control, "bad_gateway"))

    assert account.doubled_in_chat == 0


async def test_a_lost_answer_of_telegram_loses_no_message(db, control, settings):
    crowd = await crowd_of(db, control)
    async with gateway(settings, db):
        account = await weather(crowd, troubles.answers_lost(control, 4))

    assert account.doubled_in_chat == 4  # an echo is harmless to repeat


async def test_what_comes_twice_is_answered_once(db, control, either):
    crowd = await crowd_of(db, control)
    async with gateway(either, db):
        account = await weather(crowd, troubles.disturbed(control, "duplicate"))

    assert account.doubled_in_chat == 0


async def test_what_comes_out_of_order_is_answered_all_the_same(db, control, either):
    crowd = await crowd_of(db, control)
    with troubles.disturbed(control, "out_of_order"):
        for student in crowd.students * 2:  # before anybody listens: both wait at once
            crowd.say(student, student.script[0])
        async with gateway(either, db):
            await settle(crowd)
    account = await asyncio.to_thread(account_of, crowd)

    assert account.wrong == {}


async def test_a_second_poller_loses_nothing(db, control, server, settings):
    crowd = await crowd_of(db, control)
    async with gateway(settings, db):
        await weather(crowd, troubles.second_poller(server))

    assert any(call.status == 409 for call in control.calls(method="getUpdates"))


async def test_one_chat_that_is_refused_holds_up_nobody_else(db, control, settings):
    crowd = await crowd_of(db, control)
    loud = crowd.students[0]
    others = crowd.without(loud)
    async with gateway(settings, db):
        with troubles.flooded(control, loud.user_id):
            crowd.say(loud, "hello")
            await others.talk(per_s=10, seconds=1)
            await settle(others)
            assert control.sent(chat_id=loud.user_id) == []
        await settle(crowd)

    assert (await asyncio.to_thread(account_of, others)).wrong == {}
    assert (await asyncio.to_thread(account_of, crowd)).wrong == {}
    assert control.texts(chat_id=loud.user_id) == ["echo hello"]


async def test_with_the_dialogue_away_students_are_told_once(db, control, settings, rasa):
    with proxy_to(rasa.port) as proxy:
        crowd = await crowd_of(db, control)
        proxied = settings.model_copy(update={"rasa_url": f"http://127.0.0.1:{proxy.port}"})
        async with gateway(proxied, db):
            account = await weather(crowd, troubles.cut(proxy), AWAY)

    assert account.told_late >= CHATS


async def test_with_a_slow_dialogue_students_are_told_once(db, control, settings, rasa):
    with proxy_to(rasa.port) as proxy:
        crowd = await crowd_of(db, control)
        proxied = settings.model_copy(update={"rasa_url": f"http://127.0.0.1:{proxy.port}"})
        async with gateway(proxied, db):
            account = await weather(crowd, troubles.slow(proxy, 4.0))

    assert account.told_late >= 1


@pytest.mark.postgres
async def test_with_postgresql_away_nothing_is_lost(postgres_db, ring, control, either):
    crowd = await crowd_of(postgres_db, control)
    with proxy_to(PORTS["postgres"]) as proxy:
        db = connect(behind(postgres_db, proxy), ring)
        async with gateway(either, db):
            await weather(crowd, troubles.cut(proxy))
        db.dispose()


async def test_with_sqlite_locked_nothing_is_lost(db, control, settings, tmp_path):
    crowd = await crowd_of(db, control)
    async with gateway(settings, db):
        await weather(crowd, troubles.locked(tmp_path / "t.db"), LOCKED)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
async def test_with_the_disk_full_nothing_is_lost(sqlite_template, ring, control, either, tmp_path):
    with troubles.small_disk(tmp_path / "disk", DISK_MB) as disk:
        shutil.copyfile(sqlite_template, disk / "t.db")
        db = connect(f"sqlite:///{disk / 't.db'}", ring)
        crowd = await crowd_of(db, control)
        async with gateway(either, db):
            await weather(crowd, troubles.full(disk))
        db.dispose()
