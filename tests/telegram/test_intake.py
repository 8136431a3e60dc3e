"""What updates say: read from what a real client gets over HTTP."""

from datetime import timedelta

import pytest
from telegram import Update

from bot.telegram.intake import (
    Commanded,
    Edited,
    Ignored,
    Media,
    Membership,
    Pressed,
    Typed,
    parse,
)
from storage.clock import utc_now


@pytest.fixture
def sam(control):
    return control.make_user()


async def parsed(client):
    updates = await client.raw_updates(offset=None, wait_s=1)
    return [parse(Update.de_json(update, client.bot)) for update in updates]


async def last(client):
    return (await parsed(client))[-1]


async def test_a_text(client, control, sam):
    posted = control.text(sam, "what does a vet earn?")

    assert await last(client) == Typed(posted.update_id, sam, "what does a vet earn?")


async def test_when_it_was_said_to_the_second(client, control, sam):
    control.text(sam, "what does a vet earn?")

    heard = await last(client)
    assert isinstance(heard, Typed)
    assert heard.said_at is not None
    assert timedelta(0) <= utc_now() - heard.said_at + timedelta(seconds=0.5) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/start DEMO-Y10", "start", "DEMO-Y10"),
        ("/HELP", "help", ""),
        ("/stop@foothold_test_bot now", "stop", "now"),
        ("/mydata", "mydata", ""),
    ],
)
async def test_a_command(client, control, sam, text, name, argument):
    posted = control.text(sam, text)

    assert await last(client) == Commanded(posted.update_id, sam, name, argument)


@pytest.mark.parametrize("text", ["/restart", "/ask_pay{}", "say /help", "/", "//help"])
async def test_what_is_no_command_of_ours_is_a_text(client, control, sam, text):
    control.text(sam, text)

    heard = await last(client)
    assert isinstance(heard, Typed)
    assert heard.text == text


async def test_a_reply_and_a_forward_are_texts(client, control, sam):
    other = control.make_user("Other")
    first = control.text(sam, "one")
    control.text(sam, "two", reply_to=first.message_id)
    control.forward(sam, "three", from_user_id=other)

    heard = await parsed(client)
    assert [type(each) for each in heard] == [Typed] * 3


@pytest.mark.parametrize("kind", ["voice", "sticker", "location", "contact"])
async def test_what_is_no_text(client, control, sam, kind):
    getattr(control, kind)(sam)

    heard = await last(client)
    assert isinstance(heard, Media)
    assert (heard.kind, heard.caption) == (kind, "")


async def test_the_words_under_a_picture_are_read(client, control, sam):
    control.photo(sam, b"\xff\xd8\xff\xe0", caption="is this a safe job?")

    heard = await last(client)
    assert isinstance(heard, Media)
    assert (heard.kind, heard.caption) == ("photo", "is this a safe job?")


async def test_a_changed_text(client, control, sam):
    posted = control.text(sam, "one")
    control.edit(sam, posted.message_id, "two")

    heard = await last(client)
    assert isinstance(heard, Edited)
    assert heard.text == "two"


async def test_a_pressed_button_and_who_comes_and_goes(client, control, sam):
    control.text(sam, "hi")
    control.press_stale(sam, 1, "token")
    control.block(sam)
    control.unblock(sam)

    _hi, pressed, gone, back = await parsed(client)
    assert isinstance(pressed, Pressed)
    assert (pressed.chat_id, pressed.token, pressed.message_id) == (sam, "token", 1)
    assert isinstance(gone, Membership)
    assert isinstance(back, Membership)
    assert (gone.is_gone, back.is_gone) == (True, False)


async def test_groups_channels_and_bots_are_nothing_to_us(client, control, sam):
    group = control.make_group()
    bot = control.make_user("Robot", is_bot=True)
    control.text(sam, "hello all", chat_id=group)
    control.text(bot, "beep")

    heard = await parsed(client)
    assert [each.why for each in heard if isinstance(each, Ignored)] == ["not_private", "bot"]
