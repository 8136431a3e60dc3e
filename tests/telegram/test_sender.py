"""The sender against a Bot API server: order, limits, faults, restarts."""

import asyncio
import time
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.telegram.pace import Pace
from messages.services.addresses import stop_reminders
from messages.services.deliveries import begin_part, delivery_counts, next_delivery, note_part
from storage.clock import utc_now
from storage.database import transaction
from storage.sole import SoleRight
from tests.telegram.conftest import until


async def test_messages_arrive_in_order_and_once(any_stage):
    chats = [any_stage.student(f"S{number}") for number in range(4)]
    for number in range(5):
        for _user, key in chats:
            any_stage.say(key, f"m{number}")

    async with any_stage.sender():
        for user, _key in chats:
            assert await any_stage.texts(user, 5) == [f"m{number}" for number in range(5)]

    await until(lambda: delivery_counts(any_stage.db).waiting == 0)
    assert any_stage.control.duplicates() == []


async def test_buttons_and_escaping_arrive_as_meant(stage):
    user, key = stage.student()
    stage.say(key, "Pay < £20 & <b>more</b>?", buttons=["Yes", "No"])

    async with stage.sender():
        [sent] = await stage.control.wait_sent(1, chat_id=user)

    assert sent.text == "Pay < £20 & <b>more</b>?"
    assert sent.buttons == ["Yes", "No"]
    [call] = stage.control.calls(method="sendMessage")
    assert '"is_disabled": true' in call.arguments["link_preview_options"]


async def test_telegrams_own_limits_are_kept(stage):
    stage.control.strict_flood()
    chats = [stage.student(f"S{number}") for number in range(3)]
    for _user, key in chats:
        stage.say(key, "a", "b", "c")

    async with stage.sender(Pace()):
        for user, _key in chats:
            await stage.texts(user, 3)

    statuses = {call.status for call in stage.control.calls(method="sendMessage")}
    assert statuses == {200}
    for user, _key in chats:
        at = [sent.at for sent in stage.control.sent(chat_id=user)]
        assert all(later - earlier > 0.9 for earlier, later in pairwise(at))


async def test_a_429_in_one_chat_delays_nobody_else(stage):
    flooded, key = stage.student("Flooded")
    others = [stage.student(f"S{number}") for number in range(5)]
    stage.control.fault("too_many_requests", chat_id=flooded, retry_after=2)
    stage.say(key, "waits", "and this too")
    for _user, other in others:
        stage.say(other, "at once")

    started_at = time.monotonic()
    async with stage.sender():
        for user, _key in others:
            await stage.texts(user, 1)
        others_took_s = time.monotonic() - started_at
        assert await stage.texts(flooded, 2) == ["waits", "and this too"]

    assert others_took_s < 1.0
    calls = stage.control.calls(chat_id=flooded, method="sendMessage")
    assert [call.status for call in calls] == [429, 200, 200]
    assert calls[1].arrived_at - calls[0].arrived_at >= 2.0


async def test_429s_of_several_chats_pause_everything(stage):
    chats = [stage.student(f"S{number}") for number in range(4)]
    for user, key in chats[:3]:
        stage.control.fault("too_many_requests", chat_id=user, retry_after=1)
        stage.say(key, "hi")

    async with stage.sender() as courier:
        await until(lambda: len(stage.control.calls(method="sendMessage")) == 3)
        await asyncio.sleep(0.05)
        assert courier.pace.is_paused
        stage.say(chats[3][1], "hi")
        for user, _key in chats:
            await stage.texts(user, 1)

    refused = [call for call in stage.control.calls(method="sendMessage") if call.status == 429]
    [last] = stage.control.sent(chat_id=chats[3][0])
    assert last.at - max(call.arrived_at for call in refused) > 0.9


@pytest.mark.parametrize("kind", ["bad_gateway", "server_error"])
async def test_telegram_down_is_tried_again_until_it_works(stage, kind):
    user, key = stage.student()
    stage.control.fault(kind, method="sendMessage", times=3)
    stage.say(key, "one", "two")

    async with stage.sender():
        assert await stage.texts(user, 2) == ["one", "two"]

    assert len(stage.control.calls(method="sendMessage")) == 5


async def test_nobody_at_home_for_a_while(stage, server):
    user, key = stage.student()
    server.stop()
    stage.say(key, "one")

    async with stage.sender():
        await asyncio.sleep(0.3)
        server.start()
        assert await stage.texts(user, 1) == ["one"]


async def test_a_lost_answer_is_sent_again_where_that_is_harmless(stage):
    user, key = stage.student()
    stage.control.fault("lost", method="sendMessage", applied=True)
    stage.say(key, "harmless", "next")

    async with stage.sender():
        assert await stage.texts(user, 3) == ["harmless", "harmless", "next"]


async def test_answers_that_are_lost_every_time_end_in_one_notice(stage, monkeypatch):
    monkeypatch.setattr("bot.telegram.delivering.MOST_UNKNOWN", 3)
    user, key = stage.student()
    stage.control.fault("lost", method="sendMessage", applied=True, times=3)
    stage.say(key, "harmless")

    async with stage.sender(first_s=0.01):
        texts = await stage.texts(user, 4)

    assert texts[:3] == ["harmless"] * 3
    assert "may not have reached you" in texts[3]


async def test_an_answer_that_the_library_cannot_read_is_an_unknown_one(stage, monkeypatch):
    user, key = stage.student()
    send = stage.client.bot.send_message
    answers = iter([KeyError("message_id")])

    async def broken(*args, **kwargs):
        message = await send(*args, **kwargs)
        error = next(answers, None)
        if error is not None:
            raise error
        return message

    monkeypatch.setattr(type(stage.client.bot), "send_message", staticmethod(broken))
    stage.say(key, "You have the place.", is_repeatable=False)

    async with stage.sender():
        texts = await stage.texts(user, 2)

    assert texts[0] == "You have the place."
    assert "may not have reached you" in texts[1]


async def test_a_lost_answer_of_an_offer_is_never_sent_again_and_the_student_is_told(stage, caplog):
    user, key = stage.student()
    stage.control.fault("lost", method="sendMessage", applied=True)
    stage.say(key, "You have the place at Bakery.", is_repeatable=False)
    stage.say(key, "next")

    async with stage.sender():
        texts = await stage.texts(user, 3)

    assert texts[:2] == ["You have the place at Bakery.", "next"]
    assert "may not have reached you" in texts[2]
    assert delivery_counts(stage.db).failed == {"unknown": 1}
    assert "message given up: outbox=" in caplog.text
    assert "Bakery" not in caplog.text


async def test_an_offer_that_certainly_did_not_arrive_is_sent_again(stage):
    user, key = stage.student()
    stage.control.fault("bad_gateway", method="sendMessage", times=2)
    stage.control.fault("too_many_requests", method="sendMessage", retry_after=1)
    stage.say(key, "You have the place.", is_repeatable=False)

    async with stage.sender():
        assert await stage.texts(user, 1) == ["You have the place."]

    await until(lambda: delivery_counts(stage.db).waiting == 0)
    assert delivery_counts(stage.db).failed == {}


async def test_who_blocked_us_gets_nothing_more_and_nothing_piles_up(stage):
    user, key = stage.student()
    stage.control.block(user)
    stage.say(key, "one", "two", "three")

    async with stage.sender():
        await until(lambda: delivery_counts(stage.db).failed == {"gone": 3})
        stage.say(key, "four")
        await asyncio.sleep(0.1)

    assert len(stage.control.calls(method="sendMessage")) == 1
    assert delivery_counts(stage.db).waiting == 0


async def test_html_that_telegram_cannot_read_goes_as_plain_text(stage, monkeypatch):
    monkeypatch.setattr("bot.telegram.rendering.html.escape", lambda text, quote: f"<b>{text}")
    user, key = stage.student()
    stage.say(key, "Pay & more")

    async with stage.sender():
        assert await stage.texts(user, 1) == ["Pay & more"]

    calls = stage.control.calls(method="sendMessage")
    assert [(call.status, call.arguments.get("parse_mode")) for call in calls] == [
        (400, "HTML"),
        (200, None),
    ]


async def test_a_message_that_is_refused_does_not_block_its_chat(stage, monkeypatch):
    monkeypatch.setattr("bot.telegram.splitting.units", lambda _text: 0)  # too long, uncut
    user, key = stage.student()
    stage.say(key, "x" * 5_000, "next")

    async with stage.sender():
        texts = await stage.texts(user, 2)

    assert texts[0] == "next"
    assert "may not have reached you" in texts[1]
    assert delivery_counts(stage.db).failed == {"refused": 1}


async def test_a_message_that_alone_fails_again_and_again_is_given_up(stage, monkeypatch):
    monkeypatch.setattr("bot.telegram.delivering.MOST_TRIES", 3)
    user, key = stage.student("Bad")
    other, other_key = stage.student("Other")
    stage.control.fault("server_error", chat_id=user, times=None)
    stage.say(key, "bad")

    async with stage.sender(first_s=0.02):
        for number in range(100):
            stage.say(other_key, str(number))
            await stage.texts(other, number + 1)
            if delivery_counts(stage.db).failed:
                break
            await asyncio.sleep(0.05)

    assert delivery_counts(stage.db).failed == {"away": 1}


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
    begin_part(stage.db, head.outbox_id)  # and here it was killed

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

    async with stage.sender(), stage.sender():
        await stage.texts(user, 10)
        await asyncio.sleep(0.1)

    assert control.texts(chat_id=user) == [str(number) for number in range(10)]


@pytest.mark.postgres
def test_the_right_is_lost_with_its_connection(postgres_db):
    first, second = SoleRight(postgres_db, "t"), SoleRight(postgres_db, "t")
    assert first.is_ours()

    with postgres_db.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )

    assert second.is_ours()
    assert not first.is_ours()
    second.give_back()
    first.give_back()
