"""Every kind of update, as python-telegram-bot reads it over real HTTP."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatMemberStatus, MessageEntityType

from tests.telegram_server.control import Control
from tests.telegram_server.pictures import PNG

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])


async def updates(bot: Bot) -> tuple[Update, ...]:
    """Return what is new, confirming it."""
    found = await bot.get_updates(timeout=2)
    if found:
        await bot.get_updates(offset=found[-1].update_id + 1)
    return found


async def test_a_users_file_is_downloaded(bot: Bot, control: Control, sam: int) -> None:
    control.document(sam, b"my CV", name="cv.pdf")
    message = (await updates(bot))[-1].message
    assert message is not None
    assert message.document is not None

    file = await bot.get_file(message.document.file_id)

    assert file.file_size == 5
    assert bytes(await file.download_as_bytearray()) == b"my CV"


async def test_a_press_is_answered_once(bot: Bot, control: Control, sam: int) -> None:
    shown = await bot.send_message(sam, "Sure?", reply_markup=KEYBOARD)
    pressed = control.press(sam, shown.message_id, label="Yes")

    query = (await updates(bot))[-1].callback_query

    assert query is not None
    assert query.message is not None
    assert (query.data, query.message.message_id) == ("yes", shown.message_id)
    assert await query.answer("Thank you")
    assert control.callback(pressed.callback_id).answer == {
        "text": "Thank you",
        "show_alert": False,
        "url": "",
    }


async def test_a_press_on_a_deleted_message_says_so(bot: Bot, control: Control, sam: int) -> None:
    shown = await bot.send_message(sam, "Sure?", reply_markup=KEYBOARD)
    await bot.delete_message(sam, shown.message_id)
    control.press_stale(sam, shown.message_id, "yes")

    query = (await updates(bot))[-1].callback_query

    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


async def test_every_kind_of_message_of_a_user_is_read(bot: Bot, control: Control) -> None:
    sam, ann = control.make_user("Sam"), control.make_user("Ann")
    first = control.command(sam, "start", "DEMO-Y10")
    control.photo(sam, PNG, caption="my school")
    control.voice(sam)
    control.sticker(sam)
    control.location(sam)
    control.contact(sam)
    control.text(sam, "that one", reply_to=first.message_id)
    control.forward(sam, "come on Monday", from_user_id=ann)
    control.edit(sam, first.message_id, "/start DEMO-Y8")

    found = await updates(bot)

    start, photo, voice, sticker, place, contact, reply, forward = [
        update.message for update in found[:-1] if update.message
    ]
    assert start.parse_entities() == {start.entities[0]: "/start"}
    assert start.entities[0].type == MessageEntityType.BOT_COMMAND
    assert (photo.caption, len(photo.photo)) == ("my school", 1)
    assert voice.voice is not None
    assert sticker.sticker is not None
    assert place.location is not None
    assert contact.contact is not None
    assert contact.contact.user_id == sam
    assert reply.reply_to_message is not None
    assert forward.forward_origin is not None
    assert found[-1].edited_message is not None
    assert found[-1].edited_message.text == "/start DEMO-Y8"
    assert [update.update_id - found[0].update_id for update in found] == list(range(9))


async def test_groups_channels_and_bots_are_read(bot: Bot, control: Control) -> None:
    sam, other = control.make_user("Sam"), control.make_user("Robot", is_bot=True)
    group, channel = control.make_group(), control.make_group("News", kind="channel")
    control.text(sam, "/help@foothold_bot please", chat_id=group)
    control.text(other, "beep", chat_id=group)
    control.channel_post(channel, "Term starts")

    asked, beep, post = await updates(bot)

    assert asked.message is not None
    assert asked.message.chat.type == "supergroup"
    assert list(asked.message.parse_entities().values()) == ["/help@foothold_bot"]
    assert beep.effective_user is not None
    assert beep.effective_user.is_bot
    assert post.channel_post is not None
    assert post.effective_user is None


async def test_blocking_and_unblocking_are_told(bot: Bot, control: Control, sam: int) -> None:
    control.block(sam)
    control.unblock(sam)

    _, blocked, unblocked = await updates(bot)

    assert blocked.my_chat_member is not None
    assert blocked.my_chat_member.new_chat_member.status == ChatMemberStatus.BANNED
    assert unblocked.my_chat_member is not None
    assert unblocked.my_chat_member.new_chat_member.status == ChatMemberStatus.MEMBER


async def test_a_malformed_update_reaches_the_bot_as_it_is(bot: Bot, control: Control) -> None:
    control.raw_update({"brand_new_kind": {"x": 1}})
    control.raw_update({"message": {"oops": 1}})

    with pytest.raises(KeyError):
        await bot.get_updates()


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_the_bot_writes_to_every_kind_of_chat(bot: Bot, control: Control, kind: str) -> None:
    chat_id = control.make_group("Year 10", kind=kind)

    message = await bot.send_message(chat_id, "Hello")

    assert (message.chat.id, message.chat.type) == (chat_id, kind)
