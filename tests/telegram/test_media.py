"""What is no text gets a fitting reply, and nothing of it is kept."""

import pytest
from sqlalchemy import select
from telegram.constants import MessageType

from bot.telegram.kinds import ANSWERS, EDITED
from bot.telegram.words import WORDING
from messages.services.history import lines_of
from safeguarding.tables import Alert
from storage.database import reading
from tests.employers.world import make_world
from tests.telegram.coming import OLD, Visitor, guest

PIXEL = b"\xff\xd8\xff\xe0"
SERVICE = {"pinned_message", "write_access_allowed", "message_auto_delete_timer_changed"}


@pytest.fixture
async def sam(stage):
    return await guest(Visitor(stage))


def said(sam):
    return [line.text for line in lines_of(sam.stage.db, sam.key)]


def raw(sam, **content):
    """Send what the server has no command of its own for."""
    chat = {"id": sam.user, "type": "private", "first_name": "Sam"}
    sender = {"id": sam.user, "is_bot": False, "first_name": "Sam"}
    message = {"message_id": 99, "date": 1_790_000_000, "chat": chat, "from": sender, **content}
    sam.control.raw_update({"message": message})


FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 1}
SIZE = {"width": 1, "height": 1}
ACTS = {
    "photo": lambda sam: sam.control.photo(sam.user, PIXEL),
    "sticker": lambda sam: sam.control.sticker(sam.user),
    "voice": lambda sam: sam.control.voice(sam.user),
    "document": lambda sam: sam.control.document(sam.user, b"%PDF", name="SECRET.pdf"),
    "location": lambda sam: sam.control.location(sam.user, 53.123456),
    "contact": lambda sam: sam.control.contact(sam.user, "+447700900000"),
    "video": lambda sam: raw(sam, video={**FILE, **SIZE, "duration": 1}),
    "video_note": lambda sam: raw(sam, video_note={**FILE, "length": 1, "duration": 1}),
    "audio": lambda sam: raw(sam, audio={**FILE, "duration": 1}),
    "dice": lambda sam: raw(sam, dice={"emoji": "🎲", "value": 6}),
    "poll": lambda sam: raw(
        sam,
        poll={
            "id": "1",
            "question": "SECRET?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        },
    ),
}


@pytest.mark.parametrize("kind", ACTS)
async def test_each_kind_has_its_words_once_and_is_not_kept(sam, kind):
    ACTS[kind](sam)

    await sam.is_heard(is_confirmed=False)
    await sam.is_heard()  # it came again

    assert said(sam) == [WORDING.text(ANSWERS[kind])]
    assert sam.stage.heard() == []


async def test_it_is_sent_to_the_phone(sam):
    async with sam.stage.sender():
        [told] = await sam.does(1, lambda: sam.control.voice(sam.user))

    assert told == WORDING.text("fitting_voice")


async def test_the_pictures_of_an_album_get_one_answer(sam):
    for number in range(3):
        raw(sam, message_id=number + 1, media_group_id="A", photo=[{**FILE, **SIZE}])
    raw(sam, message_id=9, media_group_id="B", photo=[{**FILE, **SIZE}])

    await sam.is_heard()

    assert said(sam) == [WORDING.text("fitting_photo")] * 2


async def test_the_words_under_a_picture_are_what_was_said(sam):
    sam.control.photo(sam.user, PIXEL, caption="is this a safe job?")
    sam.control.document(sam.user, b"%PDF", caption="my cv")
    await sam.is_heard()

    assert sam.stage.heard() == [("text", "is this a safe job?"), ("text", "my cv")]


@pytest.mark.parametrize("how", ["caption", "edit"])
async def test_signs_of_harm_under_a_picture_or_in_a_change_raise_the_alert(any_stage, how):
    world = make_world(any_stage.db)
    sam = Visitor(any_stage)
    await sam.says(world.code(OLD), 0)
    harm = "my dad hits me"

    if how == "caption":
        sam.control.photo(sam.user, PIXEL, caption=harm)
    else:
        posted = sam.control.text(sam.user, "hello")
        sam.control.edit(sam.user, posted.message_id, harm)
    await sam.is_heard()

    with reading(world.db) as session:
        assert session.scalars(select(Alert.excerpt)).all() == [harm]


async def test_a_changed_message_is_not_read_again_and_that_is_said(sam):
    posted = sam.control.text(sam.user, "what does a vet earn?")
    sam.control.edit(sam.user, posted.message_id, "what does a nurse earn?")
    await sam.is_heard()

    assert sam.stage.heard() == [("text", "what does a vet earn?")]
    assert said(sam)[-1] == WORDING.text(EDITED)


async def test_a_place_that_moves_is_answered_once(sam):
    sam.control.location(sam.user)
    await sam.is_heard()
    chat = {"id": sam.user, "type": "private", "first_name": "Sam"}
    sender = {"id": sam.user, "is_bot": False, "first_name": "Sam"}
    message = {"message_id": 1, "date": 1_790_000_000, "chat": chat, "from": sender}
    moved = {**message, "edit_date": 1, "location": {"latitude": 1.0, "longitude": 1.0}}
    sam.control.raw_update({"edited_message": moved})
    await sam.is_heard()

    assert said(sam) == [WORDING.text("fitting_location")]


async def test_replies_and_passed_on_texts_are_texts(sam):
    other = sam.control.make_user("Other")
    first = sam.control.text(sam.user, "one")
    sam.control.text(sam.user, "two", reply_to=first.message_id)
    sam.control.forward(sam.user, "three", from_user_id=other)
    await sam.is_heard()

    assert sam.stage.heard() == [("text", "one"), ("text", "two"), ("text", "three")]
    assert len(said(sam)) == 3


async def test_notices_of_telegram_groups_and_bots_are_met_with_silence(sam):
    raw(sam, message_auto_delete_timer_changed={"message_auto_delete_time": 86_400})
    raw(sam, write_access_allowed={})
    group = sam.control.make_group()
    sam.control.text(sam.user, "hello all", chat_id=group)
    channel = sam.control.make_group(kind="channel")
    sam.control.channel_post(channel, "news")

    await sam.does(0, lambda: None)

    assert said(sam) == []
    assert sam.stage.heard() == []


def test_every_kind_has_words_that_say_what_to_do_in_a_few_of_them():
    for key in {*ANSWERS.values(), EDITED}:
        assert len(WORDING.text(key).split()) <= 35
    assert SERVICE & set(ANSWERS) == set()
    assert set(ANSWERS) <= {kind.value for kind in MessageType}
