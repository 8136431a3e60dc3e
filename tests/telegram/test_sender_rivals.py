"""Two gateways, and accounts that are replaced while something is on its way."""

import asyncio

import pytest

from bot.telegram.pace import Pace
from messages.services.addresses import telegram_address
from messages.services.deliveries import begin_part, delivery_counts, next_delivery
from storage.clock import utc_now
from storage.database import reading
from tests.telegram.conftest import Stage, until

LONG = "\n\n".join(f"{number} " + "word " * 500 for number in range(6))

TERMINATE = (
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@pytest.fixture
def postgres_stage(postgres_db, control, client):
    return Stage(postgres_db, control, client)


@pytest.mark.postgres
async def test_whoever_loses_the_right_sends_nothing_more_and_nothing_comes_twice(postgres_stage):
    stage = postgres_stage
    user, key = stage.student()
    stage.say(key, *(f"m{number}" for number in range(30)))

    def cut():
        with stage.db.engine.connect() as connection:
            connection.exec_driver_sql(TERMINATE)

    async with stage.sender(name="a"), stage.sender(name="b"):
        for count in (3, 9, 15, 21):
            await stage.texts(user, count)
            await asyncio.to_thread(cut)
        await stage.texts(user, 30)
        await until(lambda: delivery_counts(stage.db).waiting == 0)

    assert stage.control.texts(chat_id=user) == [f"m{number}" for number in range(30)]


@pytest.mark.postgres
async def test_what_another_gateway_has_in_its_hands_is_left_to_it(postgres_stage):
    stage = postgres_stage
    user, key = stage.student()
    stage.say(key, "You have the place.", is_repeatable=False)
    found = next_delivery(stage.db, key, by="other", now=utc_now())
    assert found is not None
    assert begin_part(stage.db, found, by="other", now=utc_now())

    async with stage.sender(name="mine"):
        await asyncio.sleep(0.3)

    assert stage.control.sent(chat_id=user) == []
    assert delivery_counts(stage.db).failed == {}


async def test_the_rest_of_a_long_answer_does_not_go_to_a_replaced_account(any_stage):
    stage = any_stage
    old, key = stage.student("Old phone")
    new, _key = stage.student("New phone")
    stage.say(key, LONG)

    async with stage.sender(Pace(per_chat_s=0.2)):
        await stage.texts(old, 1)
        await asyncio.to_thread(stage.rebind, key, new)
        known = len(stage.control.sent(chat_id=old))
        stage.say(key, "for the new phone")
        assert await stage.texts(new, 1) == ["for the new phone"]
        await asyncio.sleep(0.5)

    assert len(stage.control.sent(chat_id=old)) <= known + 1  # one was on its way
    assert delivery_counts(stage.db).failed == {"readdressed": 1}


async def test_a_late_refusal_from_the_old_account_ends_nothing_of_the_new_one(any_stage):
    stage = any_stage
    old, key = stage.student("Old phone")
    new, _key = stage.student("New phone")
    stage.say(key, "for the old phone")
    stage.control.block(old)
    stage.control.fault("delay", chat_id=old, method="sendMessage", delay_s=0.4)

    async with stage.sender():
        await until(lambda: stage.control.calls(chat_id=old, method="sendMessage"))
        await asyncio.to_thread(stage.rebind, key, new)
        await until(lambda: stage.control.calls(chat_id=old, method="sendMessage")[0].finished_at)
        stage.say(key, "for the new phone")
        assert await stage.texts(new, 1) == ["for the new phone"]

    with reading(stage.db) as session:
        assert telegram_address(session, key) is not None


async def test_who_came_back_while_the_refusal_was_on_its_way_gets_the_message(any_stage):
    stage = any_stage
    user, key = stage.student()
    intake = stage.intake()
    stage.say(key, "hi")
    stage.control.block(user)
    delayed = {"method": "sendMessage", "delay_s": 0.5, "applied": True}
    stage.control.fault("delay", chat_id=user, **delayed)

    async with stage.sender():
        await until(lambda: stage.control.calls(chat_id=user, method="sendMessage"))
        await asyncio.sleep(0.1)  # it is refused, and the answer waits
        stage.control.unblock(user)
        stage.control.text(user, "I'm back")
        for update in (await stage.client.raw_updates(offset=None, wait_s=0))[-2:]:
            await intake.take(update)
        assert await stage.texts(user, 1) == ["hi"]

    [refused, sent] = stage.control.calls(chat_id=user, method="sendMessage")
    assert (refused.status, sent.status) == (403, 200)
