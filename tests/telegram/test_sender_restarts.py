"""The sender across restarts, other accounts and other gateways: nothing twice, nothing astray."""

import asyncio
from datetime import timedelta

import pytest

from bot.telegram.pace import Pace
from messages.services.addresses import stop_reminders
from messages.services.deliveries import begin_part, delivery_counts, next_delivery, note_part
from storage.clock import utc_now
from storage.database import transaction
from storage.sole import SoleRight
from tests.telegram.conftest import until


async def test_a_restart_goes_on_in_the_middle_of_the_parts(any_stage):
    user, key = any_stage.student()
    any_stage.say(key, "\n\n".join(f"{number} " + "word " * 500 for number in range(4)))
    any_stage.control.fault("delay", method="sendMessage", delay_s=0.2, times=1)

    async with any_stage.sender(Pace(per_chat_s=0.3)):
        await any_stage.texts(user, 1)
    assert len(any_stage.control.sent(chat_id=user)) == 1
    head = next_delivery(any_stage.db, key, now=utc_now())
    assert head is not None
    assert head.parts_sent == 1
    async with any_stage.sender():
        texts = await any_stage.texts(user, 4)

    assert [text.split()[0] for text in texts] == ["0", "1", "2", "3"]
    assert any_stage.control.duplicates() == []


async def test_a_process_that_died_with_an_offer_in_its_hands_does_not_repeat_it(stage):
    user, key = stage.student()
    stage.say(key, "You have the place.", is_repeatable=False)
    head = next_delivery(stage.db, key, now=utc_now())
    assert head is not None
    begin_part(stage.db, head, by="gateway", now=utc_now())  # and here it was killed

    async with stage.sender():
        [text] = await stage.texts(user, 1)

    assert "may not have reached you" in text


async def test_a_429_outlives_a_restart(stage):
    user, key = stage.student()
    stage.control.fault("too_many_requests", chat_id=user, retry_after=1)
    stage.say(key, "hi")

    async with stage.sender():
        await until(lambda: stage.control.calls(chat_id=user, method="sendMessage"))
        await asyncio.sleep(0.05)
    async with stage.sender():
        await stage.texts(user, 1)

    refused, sent = stage.control.calls(chat_id=user, method="sendMessage")
    assert sent.arrived_at - refused.arrived_at >= 0.95


async def test_reminders_wait_for_the_morning_and_answers_do_not(stage, now):
    user, key = stage.student()
    stage.say(key, "reminder", is_reminder=True)
    stage.say(key, "an answer")
    night = utc_now().replace(hour=23, minute=0)

    async with stage.sender(clock=lambda: night):
        await stage.texts(user, 1)
        await asyncio.sleep(0.1)
    async with stage.sender(clock=lambda: night + timedelta(hours=13)):
        assert await stage.texts(user, 2) == ["an answer", "reminder"]


async def test_a_reminder_that_waited_is_dropped_after_stop(stage):
    user, key = stage.student()
    stage.say(key, "reminder", is_reminder=True)
    with transaction(stage.db) as session:
        stop_reminders(session, key, now=utc_now())
    stage.say(key, "an answer")

    async with stage.sender():
        assert await stage.texts(user, 1) == ["an answer"]
        await asyncio.sleep(0.1)

    assert len(stage.control.sent(chat_id=user)) == 1


async def test_what_was_written_for_one_account_never_goes_to_the_next(stage):
    lost, key = stage.student("Old phone")
    stage.say(key, "for the old phone")
    found, _other_key = stage.student("New phone")
    stage.rebind(key, found)
    stage.say(key, "for the new phone")

    async with stage.sender():
        assert await stage.texts(found, 1) == ["for the new phone"]
        await asyncio.sleep(0.1)

    assert stage.control.sent(chat_id=lost) == []


async def test_the_database_away_after_a_success_sends_nothing_twice(stage, monkeypatch):
    from storage.database import StoreUnavailableError

    failures = iter([True, True, True])

    def away_for_a_while(*args, **kwargs):
        if next(failures, False):
            raise StoreUnavailableError("away")
        note_part(*args, **kwargs)

    monkeypatch.setattr("bot.telegram.delivering.note_part", away_for_a_while)
    user, key = stage.student()
    stage.say(key, "one", "two")

    async with stage.sender():
        assert await stage.texts(user, 2) == ["one", "two"]
        await until(lambda: delivery_counts(stage.db).waiting == 0)


@pytest.mark.postgres
async def test_of_two_senders_on_postgresql_one_sends(postgres_db, control, client):
    from tests.telegram.conftest import Stage

    stage = Stage(postgres_db, control, client)
    user, key = stage.student()
    first, second = SoleRight(postgres_db, "t"), SoleRight(postgres_db, "t")
    try:
        assert (first.is_ours(), second.is_ours(), first.is_ours()) == (True, False, True)
        first.give_back()
        assert (second.is_ours(), first.is_ours()) == (True, False)
    finally:
        first.give_back()
        second.give_back()
    for number in range(10):
        stage.say(key, str(number))

    async with stage.sender(name="a"), stage.sender(name="b"):
        await stage.texts(user, 10)
        await asyncio.sleep(0.1)

    assert control.texts(chat_id=user) == [str(number) for number in range(10)]


@pytest.mark.postgres
async def test_the_right_is_lost_with_its_connection(postgres_db):
    first, second = SoleRight(postgres_db, "t"), SoleRight(postgres_db, "t")
    assert first.is_ours()

    with postgres_db.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )

    await until(second.is_ours)  # the server ends a connection in its own time
    assert not first.is_ours()
    second.give_back()
    first.give_back()
