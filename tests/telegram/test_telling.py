"""Strangers are told for minutes, in order, and not twice without need."""

import asyncio

import pytest

from bot.telegram import telling
from bot.telegram.pace import Pace
from bot.telegram.telling import Teller
from messages.domain.content import Say
from tests.telegram.conftest import QUICK

HELP = (Say("Thank you for telling me."), Say("Call 999."))


@pytest.fixture
async def teller(client):
    made = Teller(client.bot, Pace(per_chat_s=QUICK), first_s=0.02)
    yield made
    await made.close()


@pytest.fixture
def user(control):
    user_id = control.make_user()
    control.command(user_id, "start")
    return user_id


async def texts(control, user, count):
    return [sent.text for sent in await control.wait_sent(count, chat_id=user)]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "bad_gateway", "times": 8},
        {"kind": "proxy_page", "times": 8},
        {"kind": "too_many_requests", "retry_after": 1, "times": 2},
    ],
    ids=["502", "proxy", "429"],
)
async def test_an_outage_of_some_length_is_outlasted(teller, control, user, fault):
    control.fault(method="sendMessage", **fault)

    teller.tell(user, HELP, update_id=1, matters=True)

    assert await texts(control, user, 2) == ["Thank you for telling me.", "Call 999."]


async def test_nobody_at_home_for_a_while(teller, control, server, user):
    server.stop()
    teller.tell(user, HELP, update_id=1, matters=True)
    await asyncio.sleep(0.3)
    server.start()

    assert await texts(control, user, 2) == ["Thank you for telling me.", "Call 999."]


async def test_what_matters_is_said_again_where_its_answer_was_lost(teller, control, user):
    control.fault("lost", method="sendMessage", applied=True, times=1)
    teller.tell(user, HELP, update_id=1, matters=True)

    assert await texts(control, user, 3) == [HELP[0].text, HELP[0].text, HELP[1].text]


async def test_what_does_not_matter_is_not_said_twice(teller, control, user):
    control.fault("lost", method="sendMessage", applied=True, times=1)
    teller.tell(user, [Say("Hi."), Say("Do you have a code?")], update_id=1)
    teller.tell(user, [Say("Type it.")], update_id=2)

    assert await texts(control, user, 3) == ["Hi.", "Do you have a code?", "Type it."]


async def test_the_same_update_is_answered_once(teller, control, user):
    for update_id in (1, 1, 2):
        teller.tell(user, [Say(f"to {update_id}")], update_id=update_id)

    assert await texts(control, user, 2) == ["to 1", "to 2"]


async def test_one_answer_after_the_other_whatever_delays_the_first(teller, control, user):
    control.fault("bad_gateway", method="sendMessage", times=3)
    teller.tell(user, [Say("first")], update_id=1)
    teller.tell(user, [Say("second")], update_id=2)

    assert await texts(control, user, 2) == ["first", "second"]


async def test_who_blocked_us_is_left_alone(teller, control, user):
    control.block(user)
    teller.tell(user, HELP, update_id=1, matters=True)
    while teller._running:
        await asyncio.sleep(0.01)

    assert len(control.calls(method="sendMessage")) == 1


async def test_it_is_not_tried_for_ever(teller, control, user, monkeypatch):
    monkeypatch.setattr(telling, "TRY_FOR_S", 0.2)
    control.fault("bad_gateway", method="sendMessage", times=None)
    teller.tell(user, HELP, update_id=1, matters=True)
    while teller._running:
        await asyncio.sleep(0.01)

    assert control.sent(chat_id=user) == []


async def test_what_is_on_its_way_arrives_when_we_stop(teller, control, user):
    control.fault("delay", method="sendMessage", delay_s=0.2)
    teller.tell(user, HELP, update_id=1, matters=True)
    await asyncio.sleep(0.05)
    await teller.close()

    assert control.texts(chat_id=user)[:1] == [HELP[0].text]
