"""The sender against a Bot API server: order, limits, faults, restarts."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.telegram.pace import Pace
from messages.services.deliveries import delivery_counts, next_delivery
from storage.clock import utc_now
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
    stage.control.fault("too_many_requests", chat_id=flooded, retry_after=60)
    stage.say(key, "waits", "and this too")

    async with stage.sender() as courier:
        await until(lambda: next_delivery(stage.db, key, now=utc_now()) is None)
        for _user, other in others:
            stage.say(other, "at once")
        for user, _key in others:
            await stage.texts(user, 1)
        assert not courier.pace.is_paused

    assert [call.status for call in stage.control.calls(chat_id=flooded)] == [429]
    in_a_minute = utc_now() + timedelta(seconds=60)
    async with stage.sender(clock=lambda: in_a_minute):
        assert await stage.texts(flooded, 2) == ["waits", "and this too"]


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
    stage.control.fault("proxy_page", method="sendMessage", times=2)
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

    assert delivery_counts(stage.db).failed == {"down": 1}
