"""Polling against a Bot API server: nothing lost, nothing twice, in order, whatever breaks."""

import asyncio
import io
import logging

import pytest

from bot.telegram.client import Client
from bot.telegram.commands import MENU
from bot.telegram.polling import Poller
from messages.services.bots import bot_username
from messages.services.history import lines_of
from messages.services.receive import OPENING_PAYLOAD
from messages.services.updates import broken_updates
from storage.database import StoreUnavailableError, reading
from storage.logging import configure_logging
from storage.settings import Settings
from storage.sole import SoleRight
from tests.telegram.conftest import Stage, until


def texts_of(stage):
    return [text for kind, text in stage.heard() if kind == "text"]


async def test_messages_are_kept_in_order_and_answered_in_the_chat(any_stage):
    user, _key = any_stage.student()
    async with any_stage.polling(), any_stage.sender():
        await until(lambda: any_stage.heard() == [("button", OPENING_PAYLOAD)])
        any_stage.answer("Hello.")
        for number in range(10):
            any_stage.control.text(user, f"m{number}")
        await until(lambda: len(texts_of(any_stage)) == 10)
        for _ in range(10):
            any_stage.answer("An answer.")
        await any_stage.texts(user, 11)

    assert texts_of(any_stage) == [f"m{number}" for number in range(10)]


async def test_the_bots_name_is_kept_for_links_to_it(any_stage):
    settings = Settings(TELEGRAM_BOT_TOKEN=any_stage.client.bot.token)

    def name():
        with reading(any_stage.db) as session:
            return bot_username(session, settings)

    assert name() is None
    async with any_stage.polling():
        await until(name)

    assert name() == (await any_stage.client.bot.get_me()).username


async def test_the_offset_moves_only_after_the_commit(stage, monkeypatch):
    user, _key = stage.student()
    stage.control.text(user, "kept at last")
    tries = iter([StoreUnavailableError("away")] * 3)
    take = stage.intake().take
    intake = stage.intake()

    async def away_for_a_while(raw):
        error = next(tries, None)
        if error is not None:
            assert len(stage.control.pending()) == 2  # nothing is confirmed
            raise error
        await take(raw)

    monkeypatch.setattr(intake, "take", away_for_a_while)
    async with stage.polling(intake):
        await until(lambda: texts_of(stage) == ["kept at last"])
        await until(lambda: stage.control.pending() == [])


async def test_after_a_kill_before_the_confirmation_nothing_is_handled_twice(stage):
    user, key = stage.student()
    stage.control.text(user, "one")
    stage.control.command(user, "stop")
    for update in await stage.client.raw_updates(offset=None, wait_s=0):
        await stage.intake().take(update)  # kept, and then it was killed
    assert len(stage.control.pending()) == 3

    async with stage.polling():
        await until(lambda: stage.control.pending() == [])

    assert texts_of(stage) == ["one"]
    said = [line.text for line in lines_of(stage.db, key) if not line.from_student]
    assert len(said) == 1
    assert "no more reminders" in said[0]


@pytest.mark.parametrize("kind", ["duplicate", "out_of_order"])
async def test_disturbed_updates_are_each_handled_once(stage, kind):
    user, _key = stage.student()
    stage.control.disturb_updates(kind, times=5)
    for number in range(6):
        stage.control.text(user, f"m{number}")

    async with stage.polling():
        await until(lambda: stage.control.pending() == [])

    assert sorted(texts_of(stage)) == [f"m{number}" for number in range(6)]


async def test_an_update_that_breaks_is_noted_and_blocks_nobody(stage, caplog):
    user, _key = stage.student()
    stage.control.raw_update({"message": {"message_id": "SECRET-WORDS", "chat": 7}})
    stage.control.text(user, "behind it")

    async with stage.polling():
        await until(lambda: texts_of(stage) == ["behind it"])
        await until(lambda: stage.control.pending() == [])

    assert broken_updates(stage.db) == 1
    assert "update broke: id=" in caplog.text


async def test_another_poller_is_waited_for_and_reported_once(stage, server, caplog):
    user, _key = stage.student()
    other = Client(server.token, server.url)

    async def steal():
        while True:
            await asyncio.gather(other.raw_updates(offset=0, wait_s=1), return_exceptions=True)

    thief = asyncio.create_task(steal())
    async with stage.polling():
        await until(lambda: "why=conflict" in caplog.text)
        await asyncio.sleep(0.5)  # several more of them
        thief.cancel()
        await asyncio.gather(thief, return_exceptions=True)
        stage.control.text(user, "heard at last")
        await until(lambda: "heard at last" in texts_of(stage))

    assert caplog.text.count("why=conflict") == 1
    await other.close()


async def test_a_webhook_is_switched_off_without_losing_what_waits(stage):
    user, _key = stage.student()
    await stage.client.bot.set_webhook("http://127.0.0.1:9/nobody")
    stage.control.text(user, "waited")

    async with stage.polling():
        await until(lambda: texts_of(stage) == ["waited"])

    [call] = stage.control.calls(method="deleteWebhook")
    assert call.arguments.get("drop_pending_updates") in (None, "false")


async def test_telegram_away_is_tried_again(stage, server):
    user, _key = stage.student()
    stage.control.fault("bad_gateway", method="getUpdates", times=2)
    stage.control.fault("lost", method="getUpdates", times=1)
    stage.control.text(user, "hi")

    async with stage.polling():
        await until(lambda: texts_of(stage) == ["hi"])
        server.stop()
        await asyncio.sleep(0.1)
        server.start()
        stage.control.text(user, "again")
        await until(lambda: texts_of(stage) == ["hi", "again"])


async def test_the_menu_lists_every_command(stage):
    async with stage.polling():
        await until(stage.control.commands)

    assert [each["command"] for each in stage.control.commands()] == list(MENU)


async def test_an_answer_to_polling_that_makes_no_sense_is_waited_out(stage, monkeypatch):
    user, _key = stage.student()
    ask = stage.client.raw_updates
    answers = iter([KeyError("result")] * 2)

    async def broken(**more):
        error = next(answers, None)
        if error is not None:
            raise error
        return await ask(**more)

    monkeypatch.setattr(stage.client, "raw_updates", broken)
    stage.control.text(user, "hi")
    async with stage.polling():
        await until(lambda: texts_of(stage) == ["hi"])


@pytest.mark.postgres
async def test_of_two_gateways_on_postgresql_one_polls(postgres_db, control, client):
    stage = Stage(postgres_db, control, client)
    user, _key = stage.student()
    mine, other = SoleRight(postgres_db, "t"), SoleRight(postgres_db, "t")
    assert other.is_ours()
    poller = Poller(client, stage.intake(), mine, wait_s=1, first_pause_s=0.02)
    task = asyncio.create_task(poller.run())
    control.text(user, "hi")
    await asyncio.sleep(0.3)
    assert stage.heard() == []

    await asyncio.to_thread(other.give_back)
    await until(lambda: texts_of(stage) == ["hi"])
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await poller.intake.gestures.close()
    mine.give_back()


async def test_the_token_never_stands_in_a_log(stage, server, caplog, capfd):
    out = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram")}
    try:
        configure_logging("gateway", as_json=True, level=logging.DEBUG, stream=out)
        user, key = stage.student()
        for kind in ("bad_gateway", "lost", "too_many_requests"):
            stage.control.fault(kind, method="sendMessage")
            stage.control.fault(kind, method="getUpdates")
        stage.say(key, "hi", "ho")
        wrong = Client("77:WRONG-TOKEN", server.url)
        other = type(stage)(stage.db, stage.control, wrong)
        async with other.polling():
            await asyncio.sleep(0.2)
        async with stage.polling(), stage.sender():
            await stage.texts(user, 2)
            server.stop()
            await asyncio.sleep(0.2)
        await wrong.close()
    finally:
        root.handlers[:], root.level = before
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)

    everything = out.getvalue() + capfd.readouterr().err
    assert "no updates from telegram" in everything
    assert server.token.partition(":")[2] not in everything
    assert "WRONG-TOKEN" not in everything
