"""The gateway's loops against a dialogue core that fails in every way it can."""

import asyncio
import time

import pytest

from messages.domain.content import Picture, Say
from messages.services.history import has_unanswered, lines_of
from messages.services.parked import parked_count
from messages.services.receive import Incoming, begin_chat, receive
from messages.services.turns import Answer, complete_turn, waiting_turns
from messages.tables import Channel
from storage.clock import utc_now
from tests.gateway.conftest import OK


def open_chat(db, address="a"):
    key = begin_chat(db, channel=Channel.WEB, address=address, now=utc_now())
    [opening] = [turn for turn in waiting_turns(db, now=utc_now()) if turn.chat_key == key]
    complete_turn(db, opening.inbox_id, Answer([Say("Hello.")]), now=utc_now())
    return key


def send(db, text, update_id, address="a"):
    receive(db, Incoming(Channel.WEB, address, update_id, text), now=utc_now())


def bot_says(db, chat):
    """Return what the bot said after its greeting."""
    return [line.text for line in lines_of(db, chat) if not line.from_student][1:]


async def settled(db, *chats, timeout_s=10.0):
    deadline = time.monotonic() + timeout_s
    while any(has_unanswered(db, chat) for chat in chats):
        assert time.monotonic() < deadline, "still waiting"
        await asyncio.sleep(0.02)


async def test_answers_come_in_order_one_turn_at_a_time_per_chat(db, rasa, settings, gateway):
    rasa.delay_s = 0.02
    chats = [open_chat(db, f"a{n}") for n in range(4)]
    for number in range(5):
        for n in range(4):
            send(db, f"m{number}", str(number), f"a{n}")

    async with gateway(settings, db):
        await settled(db, *chats)

    for chat in chats:
        assert bot_says(db, chat) == [f"echo m{number}" for number in range(5)]
    assert rasa.most_at_once_per_chat == 1
    assert rasa.most_at_once > 1


@pytest.mark.parametrize("typed", ["/restart", "//intent{}", "/ask_pay{}", "\u200b/restart"])
async def test_typed_commands_reach_the_dialogue_as_words(db, rasa, settings, gateway, typed):
    chat = open_chat(db)
    send(db, typed, "1")

    async with gateway(settings, db):
        await settled(db, chat)

    assert [not body["text"].startswith("/") for body in rasa.seen] == [True]


@pytest.mark.parametrize(
    "fault",
    [
        (200, {"ok": False, "error": "action_failed", "replies": []}),
        (200, {"ok": False, "error": "internal", "replies": [{"text": "half"}]}),
        (200, {"ok": True, "error": None, "replies": []}),
        (200, []),
        (500, {"error": "boom"}),
    ],
    ids=["an action failed", "half an answer", "silence", "not our protocol", "500"],
)
async def test_a_failed_turn_is_tried_again_with_the_same_turn_id(
    db, rasa, settings, gateway, fault
):
    chat = open_chat(db)
    rasa.faults = [fault]
    send(db, "hello", "1")

    async with gateway(settings, db):
        await settled(db, chat)

    assert bot_says(db, chat) == ["echo hello"]
    assert len(rasa.seen) == 2
    assert rasa.seen[0] == rasa.seen[1]


async def test_an_outage_uses_up_no_try_and_is_told_once(db, rasa, settings, gateway):
    chat = open_chat(db)
    rasa.faults = [(200, {"ok": False, "error": "actions_unreachable", "replies": []})] * 11
    send(db, "hello", "1")

    async with gateway(settings, db):
        await settled(db, chat)

    late, answer = bot_says(db, chat)
    assert "longer than it should" in late
    assert answer == "echo hello"
    assert parked_count(db) == 0


async def test_rasa_coming_back_answers_what_waited(db, rasa, settings, gateway):
    chat = open_chat(db)
    await rasa.stop()
    send(db, "hello", "1")

    async with gateway(settings, db):
        await asyncio.sleep(0.7)
        assert bot_says(db, chat) == []
        await rasa.start()
        await settled(db, chat)

    assert bot_says(db, chat) == ["echo hello"]


async def test_a_poison_message_is_parked_and_does_not_block_its_chat(
    db, rasa, settings, gateway, monkeypatch
):
    monkeypatch.setattr("messages.services.turns.FIRST_PAUSE", 0 * (utc_now() - utc_now()))
    chat = open_chat(db)
    rasa.faults = [(500, {})] * 5
    send(db, "poison", "1")
    send(db, "hello", "2")

    async with gateway(settings, db):
        await settled(db, chat)

    parked, answer = bot_says(db, chat)
    assert "couldn't answer" in parked
    assert answer == "echo hello"


async def test_a_gateway_that_dies_between_answer_and_commit_answers_once(
    db, rasa, settings, gateway
):
    chat = open_chat(db)
    rasa.delay_s = 0.3
    send(db, "hello", "1")

    async with gateway(settings, db):
        await asyncio.sleep(0.15)  # Rasa is at work: now the gateway goes down
    rasa.delay_s = 0.0
    async with gateway(settings, db):
        await settled(db, chat)

    assert bot_says(db, chat) == ["echo hello"]
    assert len({body["turn_id"] for body in rasa.seen}) == 1


async def test_a_picture_of_an_action_is_kept_with_its_words_and_other_data_is_left(
    db, rasa, settings, gateway
):
    chat = open_chat(db)
    picture = {"kind": "progress", "about": {"waiting": 1}}
    replies = [
        {"text": "Your record.", "custom": {"picture": picture, "as_of": "2025"}},
        *({"text": "plain", "custom": custom} for custom in (None, [1], {"picture": "x"})),
    ]
    rasa.faults = [(200, {**OK, "replies": replies})]
    send(db, "how far am I", "1")

    async with gateway(settings, db):
        await settled(db, chat)

    shown = [line.picture for line in lines_of(db, chat) if not line.from_student][1:]
    assert shown == [Picture("progress", {"waiting": 1}), None, None, None]


async def test_blank_replies_are_no_answer_and_buttons_without_a_word_get_one(
    db, rasa, settings, gateway
):
    chat = open_chat(db)
    buttons = [{"title": "Pay", "payload": "/ask_pay"}]
    rasa.faults = [(200, {**OK, "replies": [{"text": " \n "}, {"text": "", "buttons": buttons}]})]
    send(db, "hello", "1")

    async with gateway(settings, db):
        await settled(db, chat)

    assert bot_says(db, chat) == ["Choose one of these, or type your answer:"]
