"""How Telegram ends for a student: a lost phone, a gate that closes, and being forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advisers.services.erase import forget_everything
from bot.actions.action_export_data import ActionExportData
from bot.actions.action_join import ActionJoin
from messages.services.chats import chat_of, chats_of_student, open_chat
from messages.services.deliveries import delivery_counts
from messages.services.history import lines_of
from messages.services.receive import Incoming, begin_chat, receive
from messages.tables import Channel, Inbox
from schools.services.roster import join_codes
from schools.tables import RosterEntry
from storage.database import reading, transaction
from students.services.closing import change_gate
from students.services.identity import (
    MAX_WRONG_CODES,
    TelegramClosedError,
    TooManyTriesError,
    UnknownCodeError,
    join,
    student_of_chat,
)
from students.services.links import LAST_LINK_LIFE, is_link_open, use_link
from students.services.renewal import renew_code
from students.services.retention import expire_guests
from tests.actions.stage import Stage as Dialogue
from tests.employers.world import NOW, TODAY, make_world
from tests.telegram.coming import OLD, YOUNG, Visitor, guest, kept, student_at
from tests.telegram.conftest import PUBLIC_URL, until
from tests.telegram.test_gate import token_in


@pytest.fixture
def world(any_stage):
    return make_world(any_stage.db)


@pytest.fixture
def sam(any_stage, world):
    return Visitor(any_stage)


async def joined(sam, world, year=OLD):
    """Have the visitor be a student who has been answered; return the chat's key."""
    await sam.says(world.code(year), 0)
    await sam.is_heard()
    sam.stage.answer("Hello.")
    async with sam.stage.sender():
        await sam.stage.texts(sam.user, 1)
    return sam.key


def renewed(world, **how):
    with reading(world.db) as session:
        entry_id = session.scalars(select(RosterEntry.id)).one()
    return renew_code(world.db, entry_id, school_id=world.school_id, now=NOW, **how)


def on_the_web(world, key):
    """Return the secret of a browser that has the student's chat open."""
    with reading(world.db) as session:
        student_key = chat_of(session, key).student_key
    address = f"browser-{key}"
    join_code = renewed(world)
    chat = begin_chat(world.db, channel=Channel.WEB, address=address, now=NOW)
    assert join(world.db, chat_key=chat, code=join_code, now=NOW).key == student_key
    return address


def closes(world, from_age, now=NOW):
    return change_gate(world.db, world.school_id, from_age=from_age, public_url=PUBLIC_URL, now=now)


async def test_a_lost_phone_hears_and_reads_nothing_more_and_the_chat_goes_on(sam, world):
    key = await joined(sam, world)
    sam.stage.say(key, "was on its way")

    code = renewed(world)
    sam.stage.say(key, "for the student only")

    assert sam.key is None
    async with sam.stage.sender():
        await until(lambda: delivery_counts(world.db).waiting == 0)
    assert not [each for each in sam.sent() if "student only" in each.text]
    assert delivery_counts(world.db).failed == {"readdressed": 1}
    new = Visitor(sam.stage, "Sam with a new phone")
    await new.is_heard()
    await new.says(code, 0)
    assert new.key == key
    assert "for the student only" in [line.text for line in lines_of(world.db, key)]


async def test_a_fresh_code_keeps_browsers_and_a_lost_phone_closes_them(sam, world):
    key = await joined(sam, world)
    address = on_the_web(world, key)
    incoming = Incoming(Channel.WEB, address, "w1", "still here")

    renewed(world)
    receive(world.db, incoming, now=NOW)
    renewed(world, is_phone_lost=True)

    assert open_chat(world.db, channel=Channel.WEB, address=address, now=NOW) != key
    with reading(world.db) as session:
        assert chat_of(session, key).student_key is not None


async def test_links_that_went_to_the_old_phone_end_with_it(sam, world):
    await joined(sam, world)
    closes(world, 18)
    async with sam.stage.sender(clock=lambda: NOW):
        *_, last = await sam.stage.texts(sam.user, 3)

    renewed(world)

    assert not is_link_open(world.db, token_in(last), now=NOW)


async def test_who_is_too_young_for_a_raised_gate_gets_last_words_and_a_link(sam, world):
    key = await joined(sam, world)

    assert closes(world, 18) == 1
    assert closes(world, 18) == 0
    async with sam.stage.sender(clock=lambda: NOW):
        _hello, why, last = await sam.stage.texts(sam.user, 3)
        await until(lambda: delivery_counts(world.db).waiting == 0)

    assert "from the age of 18" in why
    assert "my last message here" in last
    assert "until Monday 30 November" in last
    late = NOW + LAST_LINK_LIFE - timedelta(minutes=1)
    assert use_link(world.db, token_in(last), address="browser", now=late) == key
    assert sam.key is None
    assert "chat_address" in kept(world.db)  # the browser's


async def test_a_gate_that_stays_open_to_them_changes_nothing(sam, world):
    key = await joined(sam, world, 13)

    assert closes(world, 16) == 0

    assert sam.key == key


async def test_last_words_wait_for_the_morning_and_say_what_the_school_chose(sam, world):
    await joined(sam, world)
    night = NOW.replace(hour=23)

    closes(world, None, now=night)
    async with sam.stage.sender(clock=lambda: night):
        sam.stage.answer()
        assert delivery_counts(world.db).waiting == 2
    async with sam.stage.sender(clock=lambda: night + timedelta(hours=9)):
        _hello, why, _last = await sam.stage.texts(sam.user, 3)

    assert "does not use me on Telegram" in why


async def test_whoever_is_forgotten_is_a_stranger_also_while_the_farewell_waits(sam, world):
    key = await joined(sam, world)
    forget_everything(world.db, student_key=student_at(sam).key, now=NOW)

    told = await sam.says("hello again", 2)

    assert "Do you have a code from your school?" in told[1]
    async with sam.stage.sender():
        *_, farewell = await sam.stage.texts(sam.user, 4)
        await until(lambda: kept(world.db) == {})
    assert "deleted everything" in farewell
    assert sam.key is None
    with reading(world.db) as session:
        assert key not in str(session.scalars(select(Inbox.chat_key)).all())


async def test_a_guest_who_stays_away_is_told_so_in_the_morning(sam, world):
    await guest(sam)
    await sam.says("hello", 0)
    sam.stage.answer("Hello.")
    night = NOW.replace(hour=23) + timedelta(days=91)
    student_of_chat(world.db, sam.key, now=NOW)

    with transaction(world.db) as session:
        assert expire_guests(session, now=night, keep=timedelta(days=90)) == 1
    async with sam.stage.sender(clock=lambda: night):
        pass
    assert delivery_counts(world.db).waiting == 1
    async with sam.stage.sender(clock=lambda: night + timedelta(hours=9)):
        await sam.stage.texts(sam.user, 1)
        await until(lambda: kept(world.db) == {})


@pytest.fixture
async def dialogue(any_stage, world, sam):
    """The dialogue's side of a guest on Telegram."""
    key = open_chat(any_stage.db, channel=Channel.TELEGRAM, address=str(sam.user), now=NOW)
    await sam.says("hello", 0)
    any_stage.answer("Hi.")
    return Dialogue(any_stage.db, NOW, world.school_id, {}, key)


def heard(dialogue, sam, text):
    """Keep a message as the doorway would that did not look at it; return its turn."""
    number = f"t{dialogue.turns}"
    incoming = Incoming(Channel.TELEGRAM, str(sam.user), number, text)
    return receive(dialogue.db, incoming, now=NOW).turn_id


async def test_the_dialogue_lets_nobody_past_the_gate(sam, world, dialogue):
    code = world.code(YOUNG)
    with pytest.raises(TelegramClosedError):
        join(world.db, chat_key=dialogue.chat_key, code=code, now=NOW)
    turn_id = heard(dialogue, sam, code)

    replies = [
        await dialogue.turn(ActionJoin, code, entities=[("join_code", code)], turn_id=turn_id)
        for _ in range(2)  # the turn is tried again
    ]

    assert [reply.said for reply in replies] == [[], []]
    assert [reply.events[-1]["event"] for reply in replies] == ["restart", "restart"]
    sam.stage.answer("Something the turn still said.")
    async with sam.stage.sender():
        gone, why, link = await sam.stage.texts(sam.user, 3)
        await until(lambda: kept(world.db) == {"door_link": 1})
    assert "deleted everything" in gone
    assert "from the age of 16" in why
    use_link(world.db, token_in(link), address="browser", now=NOW)
    (printed,) = join_codes(world.db, world.school_id, today=TODAY)
    assert printed.is_used


async def test_wrong_codes_count_against_the_account_wherever_they_are_read(sam, world, dialogue):
    wrong = "ABCDE-23456"
    await sam.says(wrong, 0)  # the doorway leaves it to the dialogue, which counts it
    for _ in range(MAX_WRONG_CODES):
        with pytest.raises(UnknownCodeError):
            join(world.db, chat_key=dialogue.chat_key, code=wrong, now=NOW)

    with pytest.raises(TooManyTriesError):
        join(world.db, chat_key=dialogue.chat_key, code=world.code(YOUNG), now=NOW)
    forgotten = await dialogue.turn(ActionJoin, entities=[("join_code", wrong)])
    assert forgotten.responses == ["utter_code_too_many"]


async def test_a_copy_is_one_command_away_on_telegram(sam, dialogue):
    turn_id = heard(dialogue, sam, "send me my data")

    reply = await dialogue.turn(ActionExportData, "send me my data", turn_id=turn_id)

    assert reply.responses == ["utter_card"]
    assert "choose /mydata" in reply.said[0].values["text"]


async def test_one_student_has_one_conversation_whatever_they_joined_first(sam, world):
    key = await joined(sam, world)
    on_the_web(world, key)

    with reading(world.db) as session:
        assert chats_of_student(session, chat_of(session, key).student_key or "") == [key]
