"""The school's age gate on Telegram: who is sent on to the web chat, and what is kept then."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.telegram import doorway
from messages.services.addresses import telegram_address
from messages.services.deliveries import delivery_counts
from messages.services.receive import OPENING_PAYLOAD
from safeguarding.helplines import HELP_LINES
from safeguarding.tables import Alert
from schools.services.schools import set_telegram_age
from storage.database import StoreUnavailableError, reading, transaction
from students.services.links import is_link_open
from tests.employers.world import NOW, TODAY, make_world
from tests.telegram.coming import OLD, YOUNG, Visitor, guest, kept, student_at
from tests.telegram.conftest import until

LINK = re.compile(r"/chat/enter/(\w+)")


@pytest.fixture
def world(any_stage):
    return make_world(any_stage.db)


@pytest.fixture
def sam(any_stage, world):
    return Visitor(any_stage)


def token_in(text):
    [token] = LINK.findall(text)
    return token


def gate(world, from_age):
    """Set the gate and tell nobody, as where it was set while somebody was coming in."""
    with transaction(world.db) as session:
        set_telegram_age(session, world.school_id, from_age)


@pytest.mark.parametrize(("year", "from_age", "says"), [(YOUNG, 16, "age of 16"), (OLD, 18, "18")])
async def test_who_is_too_young_gets_a_link_and_nothing_of_them_is_kept(
    sam, world, year, from_age, says
):
    gate(world, from_age)
    why, link = await sam.says(world.code(year), 2)

    assert says in why
    assert is_link_open(world.db, token_in(link), now=NOW)
    assert not is_link_open(world.db, token_in(link), now=NOW + timedelta(minutes=30))
    assert kept(world.db) == {"door_link": 1}


async def test_the_same_update_again_gives_the_same_link(sam, world):
    sam.control.text(sam.user, world.code(YOUNG))
    await sam.is_heard(is_confirmed=False)
    await sam.control.wait_sent(2, chat_id=sam.user)

    await sam.is_heard(is_confirmed=False)  # while it runs it knows what it told
    sam.intake = sam.stage.intake(lambda: sam.now)
    await sam.does(2, lambda: None)

    assert len(sam.sent()) == 4
    tokens = LINK.findall("".join(sent.text for sent in sam.sent()))
    assert len(tokens) == 2
    assert len(set(tokens)) == 1
    assert kept(world.db) == {"door_link": 1}


async def test_the_link_is_said_although_the_database_was_away_at_first(sam, world, monkeypatch):
    gate(world, 16)
    await sam.says(world.code(OLD), 0)
    gate(world, 18)
    turn_away, failures = doorway.turn_away, iter([StoreUnavailableError("away")])

    def away_at_first(*args, **more):
        for error in failures:
            raise error
        return turn_away(*args, **more)

    monkeypatch.setattr(doorway, "turn_away", away_at_first)
    sam.control.text(sam.user, "what does a vet earn?")
    with pytest.raises(StoreUnavailableError):
        await sam.is_heard()
    _why, link = await sam.does(2, lambda: None)

    assert is_link_open(world.db, token_in(link), now=NOW)


async def test_a_school_without_telegram_sends_everybody_to_the_web(sam, world):
    gate(world, None)

    why, link = await sam.says(world.code(13), 2)

    assert "does not use me on Telegram" in why
    assert token_in(link)
    assert kept(world.db) == {"door_link": 1}


async def test_turning_16_opens_telegram(sam, world):
    code = world.code(11, born=date(TODAY.year - 16, TODAY.month, TODAY.day) + timedelta(days=1))
    await sam.says(code, 2)

    sam.now += timedelta(days=1)
    await sam.says(code, 0)

    assert student_at(sam).age == 15  # as of the day before
    assert sam.stage.heard() == [("button", OPENING_PAYLOAD)]


async def test_a_guest_who_is_too_young_loses_the_chat_and_gets_a_link(sam, world):
    await guest(sam)
    await sam.says("hello, my name is SECRET", 0)
    await sam.says("are you there?", 0)

    _why, link = await sam.says(world.code(YOUNG), 2)

    assert is_link_open(world.db, token_in(link), now=NOW)
    assert sam.key is None  # a stranger at once
    async with sam.stage.sender():
        sent = await sam.control.wait_sent(3, chat_id=sam.user)
        assert "deleted everything" in sent[-1].text
        await until(lambda: delivery_counts(world.db).waiting == 0)
    sam.stage.answer("An answer that comes too late.")  # to what was being answered meanwhile
    assert sam.stage.heard() == []
    assert kept(world.db) == {"door_link": 1}


async def test_the_gate_is_looked_at_with_every_message(sam, world):
    await sam.says(world.code(OLD), 0)
    key, before = sam.key, sam.stage.heard()
    gate(world, 18)

    why, link = await sam.says("what does a vet earn?", 2)
    await sam.says("hello?", 0)

    assert "18" in why
    assert is_link_open(world.db, token_in(link), now=NOW)
    assert sam.stage.heard() == before

    gate(world, 16)
    await sam.says("and now?", 0)
    assert sam.stage.heard()[-1] == ("text", "and now?")
    assert sam.key == key


async def test_signs_of_harm_raise_the_alert_whatever_the_gate(sam, world):
    await sam.says(world.code(OLD), 0)
    gate(world, None)
    async with sam.stage.sender():
        told = await sam.says("i want to kill myself", 3)

    assert "Thank you for telling me" in told[0]
    with reading(world.db) as session:
        assert session.scalars(select(Alert.school_id)).all() == [world.school_id]


async def test_the_numbers_for_help_arrive_though_more_is_written_behind_a_closed_gate(sam, world):
    await sam.says(world.code(OLD), 0)
    gate(world, None)
    sam.control.text(sam.user, "i want to kill myself")
    sam.control.text(sam.user, "sorry")
    await sam.is_heard()

    async with sam.stage.sender():
        sent = await sam.stage.texts(sam.user, 5)

    assert any(HELP_LINES["childline"].number in text for text in sent)
    assert any(LINK.search(text) for text in sent)


async def test_harm_beside_a_guests_code_that_lets_nobody_in_is_answered(sam, world):
    await guest(sam)

    told = await sam.says(f"{world.code(YOUNG)} i want to kill myself", 5)

    assert "Thank you for telling me" in told[0]
    assert token_in(told[-1])


async def test_a_code_with_an_invisible_sign_in_it_meets_the_gate_too(sam, world):
    await guest(sam)
    code = world.code(YOUNG)

    _, link = await sam.says(f"{code[:2]}\u200b{code[2:]}", 2)

    assert token_in(link)
    assert ("text", code) not in sam.stage.heard()


async def test_harm_beside_a_code_reaches_the_school(sam, world):
    await sam.says(f"{world.code(OLD)} i want to kill myself", 0)

    with reading(world.db) as session:
        assert session.scalars(select(Alert.school_id)).all() == [world.school_id]


async def test_harm_beside_a_code_that_lets_nobody_in_is_answered(sam, world):
    told = await sam.says(f"{world.code(YOUNG)} i want to kill myself", 5)

    assert "Thank you for telling me" in told[0]
    assert token_in(told[-1])


async def test_what_is_said_unasked_does_not_go_where_the_gate_is_closed(sam, world):
    await sam.says(world.code(OLD), 0)
    sam.stage.answer("Hello.")
    gate(world, 18)
    sam.stage.say(sam.key, "Your application was approved.")

    async with sam.stage.sender():
        await until(lambda: delivery_counts(world.db).waiting == 0)

    assert [each.text for each in sam.sent()] == ["Hello."]
    assert delivery_counts(world.db).failed == {"closed": 1}


async def test_letting_the_bot_in_again_opens_no_gate(sam, world):
    await sam.says(world.code(OLD), 0)
    gate(world, 18)
    await sam.says("hello", 2)

    sam.control.block(sam.user)
    sam.control.unblock(sam.user)
    await sam.is_heard()

    with reading(world.db) as session:
        assert telegram_address(session, sam.key) is None
