"""/mydata: all that is kept about a student as two files, made when they are sent."""

import json
import logging

import pytest
from sqlalchemy import select

from advisers.services.copies import copy_for_chat
from advisers.services.requests import ask_for_adviser
from bot.telegram.documents import NoSuchDocumentError, make_document
from careers.places import Place
from messages.domain.content import Say
from messages.services.addresses import ChatNotFoundError
from messages.services.chats import bind_chat, chat_of, open_chat
from messages.services.deliveries import delivery_counts
from messages.services.history import lines_of
from messages.services.outbox import enqueue
from messages.services.receive import Incoming, receive
from messages.tables import Channel, Outbox
from storage.database import reading, transaction
from students.services.identity import join
from students.services.profile import set_interests, set_place
from tests.employers.world import NOW, make_world, talk
from tests.telegram.coming import OLD, Visitor, guest
from tests.telegram.conftest import until

NOSY = "<script>alert(1)</script> & 'quotes' \u2028"


@pytest.fixture
def world(any_stage):
    return make_world(any_stage.db)


@pytest.fixture
def sam(any_stage, world):
    return Visitor(any_stage)


async def files(sam, command="/mydata"):
    """Return what the two documents hold after the command, by their names."""
    async with sam.stage.sender():
        await sam.says(command, 2)
    found = {}
    for sent in sam.sent()[-2:]:
        document = sent.message["document"]
        file = await sam.stage.client.bot.get_file(document["file_id"])
        content = bytes(await file.download_as_bytearray())
        found[document["file_name"]] = content.decode()
    return found


async def a_full_student(sam, world):
    """Have the visitor be a student with something of every kind, and a chat on the web, too."""
    await sam.says(world.code(OLD, name="Zebedee Unmistakable"), 0)
    with reading(world.db) as session:
        key = chat_of(session, sam.key).student_key
    view = {"student_key": key, "now": NOW}
    set_place(world.db, place=Place("Otley", 53.9, -1.7, is_exact=False), turn_id="p", **view)
    set_interests(world.db, interests=["animals"], turn_id="i", **view)
    world.apply(key, world.slot(title="See the otters", **talk()))
    ask_for_adviser(
        world.db,
        chat_key=sam.key,
        student_key=key,
        school_id=world.school_id,
        turn_id="a",
        now=NOW,
    )
    await sam.says(NOSY, 0)
    with transaction(world.db) as session:
        enqueue(session, sam.key, [Say("an answer of mine")], now=NOW, channel=Channel.WEB)
    return key


async def test_both_files_hold_what_every_room_keeps(sam, world):
    await a_full_student(sam, world)

    found = await files(sam)

    assert sorted(found) == ["foothold-mydata.html", "foothold-mydata.json"]
    page, data = found["foothold-mydata.html"], json.loads(found["foothold-mydata.json"])
    for words in ("Zebedee Unmistakable", "Otley", "animals", "See the otters", "an answer of"):
        assert words in page
    assert "A talk with a person" in page
    assert data["roster"]["name"] == "Zebedee Unmistakable"
    assert data["roster"]["date_of_birth"] == "2010-02-03"
    assert data["profile"]["town"] == "Otley"
    assert [one["title"] for one in data["applications"]] == ["See the otters"]
    assert [one["kind"] for one in data["requests"]] == ["talk"]
    [chat] = data["chats"]
    assert [each["address"] for each in chat["addresses"]] == [str(sam.user)]
    assert NOSY.strip() in [line["text"].strip() for line in chat["lines"] if line["is_students"]]
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


async def test_it_is_said_under_the_files_and_nothing_of_them_is_stored(sam, world):
    await a_full_student(sam, world)

    await files(sam)

    page, data = (sent.text for sent in sam.sent()[-2:])
    assert "everything I keep about you" in page
    assert "for computers" in data
    with reading(world.db) as session:
        contents = session.scalars(select(Outbox.content).order_by(Outbox.id.desc())).all()[:2]
    assert [content.get("document") for content in contents] == ["mydata.json", "mydata.html"]
    assert "Zebedee" not in str(contents)


async def test_the_same_update_again_sends_nothing_more(sam, world):
    await guest(sam)
    sam.control.command(sam.user, "mydata")
    for _ in range(3):
        await sam.is_heard(is_confirmed=False)

    assert len(lines_of(world.db, sam.key)) == 2


async def test_all_chats_of_the_student_and_no_others_are_in_it(sam, world):
    await sam.says(world.code(OLD), 0)
    other = Visitor(sam.stage, "Other")
    await other.says(world.code(OLD), 0)
    await other.says("words of the other one", 0)

    copy = copy_for_chat(world.db, sam.key, now=NOW)

    assert "words of the other one" not in str(copy)
    assert len(copy.chats) == 1


async def test_a_guest_gets_what_there_is_and_a_newcomer_too(sam, world):
    await guest(sam)

    found = await files(sam)

    assert json.loads(found["foothold-mydata.json"])["roster"] is None
    assert "I don't know your name" in found["foothold-mydata.html"]


async def test_the_safeguarding_record_is_not_in_it_and_whom_to_ask_is(sam, world):
    await sam.says(world.code(OLD), 0)
    before = make_document(world.db, "mydata.html", sam.key, now=NOW)
    await sam.says("my uncle hits me", 0)

    data = make_document(world.db, "mydata.json", sam.key, now=NOW).content.decode()

    keys = set(json.loads(data))
    assert not {key for key in keys if "alert" in key}
    assert "disclose_concern" not in data
    for text in (before.content.decode(), data):  # said to everybody alike
        assert "Ask at the school office" in text


async def test_a_file_that_cannot_be_made_is_given_up_and_said(sam, world, caplog):
    await guest(sam)
    await sam.says("hello", 0)
    with transaction(world.db) as session:
        says = [Say("Here.", document="nonsense"), Say("after it")]
        enqueue(session, sam.key, says, now=NOW)

    async with sam.stage.sender():
        sent = await sam.control.wait_sent(2, chat_id=sam.user)
        await until(lambda: delivery_counts(world.db).waiting == 0)

    assert sent[0].text == "after it"
    assert "may not have reached you" in sent[1].text
    assert "document not made" in caplog.text
    with pytest.raises(NoSuchDocumentError):
        make_document(world.db, "nonsense", sam.key, now=NOW)
    with pytest.raises(ChatNotFoundError):
        make_document(world.db, "mydata.html", "no chat", now=NOW)


async def test_a_file_waits_like_a_message_where_telegram_is_away(sam, world):
    await guest(sam)
    sam.control.fault("bad_gateway", method="sendDocument", times=2)

    assert len(await files(sam)) == 2


async def test_no_word_of_it_reaches_the_log(sam, world, caplog):
    caplog.set_level(logging.DEBUG)
    await a_full_student(sam, world)
    caplog.clear()

    await files(sam)

    assert "Zebedee" not in caplog.text


async def test_forgetting_starts_with_the_question_of_the_dialogue(sam, world):
    await guest(sam)
    await sam.says("/forget", 0)

    assert sam.stage.heard() == [("button", "/delete_data")]


def test_a_student_who_came_by_the_web_sees_both_chats(any_db):
    world = make_world(any_db)
    code = world.code(OLD)
    chat_key = open_chat(any_db, channel=Channel.WEB, address="one", now=NOW)
    view = join(any_db, chat_key=chat_key, code=code, now=NOW, turn_id="t")
    receive(any_db, Incoming(Channel.WEB, "one", "1", "my words"), now=NOW)
    later = open_chat(any_db, channel=Channel.WEB, address="two", now=NOW)
    with transaction(any_db) as session:
        bind_chat(session, later, student_key=view.key, school_id=view.school_id)

    copy = copy_for_chat(any_db, later, now=NOW)

    assert len(copy.chats) == 2
    assert [line.text for chat in copy.chats for line in chat.lines] == ["my words"]
