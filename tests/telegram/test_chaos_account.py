"""The account of a storm finds what it is there to find: else the tests of chaos are empty."""

import httpx
import pytest
from sqlalchemy import select

from bench.chaos.account import account_of
from bench.chaos.crowd import Crowd
from bench.chaos.storm import settle
from messages.domain.content import Say
from messages.services.late import LATE_AFTER, tell_late
from messages.services.outbox import enqueue
from messages.services.turns import Answer, complete_turn, fail_turn, waiting_turns
from messages.tables import TelegramDelivery
from storage.clock import utc_now
from storage.database import transaction
from tests.telegram.conftest import until


@pytest.fixture
async def crowd(stage):
    """One student who said two things; nobody listens yet."""
    made = Crowd(stage.db, stage.control)
    await made.add_guests(1)
    for text in ("one", "two"):
        made.say(made.students[0], text)
    return made


async def heard(stage):
    async with stage.polling():
        await until(lambda: len(stage.heard()) == 2 and stage.control.pending() == [])


def answer_all(stage, *texts):
    for text in texts:
        [turn] = waiting_turns(stage.db, now=utc_now())
        complete_turn(stage.db, turn.inbox_id, Answer([Say(text)]), now=utc_now())


async def shown(stage, crowd):
    async with stage.sender():
        await settle(crowd)


async def test_a_good_conversation_has_nothing_wrong(stage, crowd):
    await heard(stage)
    answer_all(stage, "first", "second")
    await shown(stage, crowd)

    account = account_of(crowd)
    assert (account.wrong, account.sent, account.told_too_late) == ({}, 2, 0)
    assert account.p95_ms > 0


async def test_what_nobody_took_is_lost(crowd):
    assert account_of(crowd).wrong == {"lost": 2}


async def test_what_was_given_up_is_unanswered(stage, crowd):
    await heard(stage)
    answer_all(stage, "first")
    [turn] = waiting_turns(stage.db, now=utc_now())
    for _ in range(5):
        fail_turn(stage.db, turn.inbox_id, now=utc_now())
    await shown(stage, crowd)

    assert account_of(crowd).wrong == {"unanswered": 1}


async def test_what_stays_in_the_outbox_is_not_delivered(stage, crowd):
    await heard(stage)
    answer_all(stage, "first", "second")

    assert account_of(crowd).wrong == {"not_delivered": 2}


async def test_what_comes_twice_is_counted(stage, server, crowd):
    await heard(stage)
    answer_all(stage, "first", "second")
    await shown(stage, crowd)
    again = {"chat_id": crowd.students[0].user_id, "text": "second"}
    async with httpx.AsyncClient() as http:
        await http.post(f"{server.base_url}{server.token}/sendMessage", json=again)

    account = account_of(crowd)
    assert (account.doubled_in_chat, account.wrong) == (1, {})
    with transaction(stage.db) as session:
        for delivery in session.scalars(select(TelegramDelivery)):
            delivery.is_repeatable = False
    assert account_of(crowd).wrong == {"doubled_unrepeatable": 1}


async def test_a_changed_order_is_counted(stage, crowd):
    await heard(stage)
    answer_all(stage, "first", "second")
    await shown(stage, crowd)
    with transaction(stage.db) as session:
        first, second = session.scalars(select(TelegramDelivery)).all()
        first.message_id, second.message_id = second.message_id, first.message_id

    assert account_of(crowd).wrong == {"reordered_out": 1}


async def test_two_notices_without_an_answer_between_them_are_counted(stage, crowd):
    await heard(stage)
    tell_late(stage.db, now=utc_now() + LATE_AFTER)
    with transaction(stage.db) as session:
        key = crowd.students[0].chat_key
        enqueue(session, key, [Say("late again")], now=utc_now(), unique_key="late:0")
    async with stage.sender():
        await stage.texts(crowd.students[0].user_id, 2)
    answer_all(stage, "first", "second")
    await shown(stage, crowd)

    assert account_of(crowd).wrong == {"told_twice": 1}
