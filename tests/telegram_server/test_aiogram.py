"""Every method and every kind of update again, as aiogram's stricter models read them."""

import aiogram
import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)

from tests.telegram_server.control import Control
from tests.telegram_server.pictures import PNG

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="yes")]]
)


def labels(message: Message) -> list[str]:
    """Return the labels of the buttons under a message."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return [button.text for row in rows for button in row]


async def test_every_sending_method_is_understood(aiobot: aiogram.Bot, sam: int) -> None:
    picture = BufferedInputFile(PNG, "map.png")

    text = await aiobot.send_message(sam, "<b>Hi</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    photo = await aiobot.send_photo(sam, picture, caption="A map")
    paper = await aiobot.send_document(sam, BufferedInputFile(b"%PDF", "letter.pdf"))
    album = await aiobot.send_media_group(sam, [InputMediaPhoto(media=picture)] * 2)
    venue = await aiobot.send_venue(sam, 53.8, -1.55, "Vets", "1 High Street")

    assert (text.text, text.entities and text.entities[0].type) == ("Hi", "bold")
    assert labels(text) == ["Yes"]
    assert (photo.caption, photo.photo is not None) == ("A map", True)
    assert paper.document is not None
    assert paper.document.file_name == "letter.pdf"
    assert len({message.media_group_id for message in album}) == 1
    assert venue.venue is not None
    assert venue.venue.title == "Vets"
    assert await aiobot.send_chat_action(sam, "typing")


async def test_editing_deleting_and_answering_are_understood(
    aiobot: aiogram.Bot, control: Control, sam: int
) -> None:
    shown = await aiobot.send_message(sam, "Sure?", reply_markup=KEYBOARD)
    photo = await aiobot.send_photo(sam, BufferedInputFile(PNG, "map.png"), caption="old")
    pressed = control.press(sam, shown.message_id, data="yes")

    text = await aiobot.edit_message_text("No", chat_id=sam, message_id=shown.message_id)
    markup = await aiobot.edit_message_reply_markup(
        chat_id=sam, message_id=shown.message_id, reply_markup=KEYBOARD
    )
    caption = await aiobot.edit_message_caption(
        chat_id=sam, message_id=photo.message_id, caption="new"
    )

    assert isinstance(text, Message)
    assert isinstance(markup, Message)
    assert isinstance(caption, Message)
    assert (text.text, labels(text), labels(markup)) == ("No", [], ["Yes"])
    assert caption.caption == "new"
    assert await aiobot.answer_callback_query(pressed.callback_id)
    assert await aiobot.delete_message(sam, shown.message_id)


async def test_the_rest_is_understood(aiobot: aiogram.Bot, control: Control, sam: int) -> None:
    control.document(sam, b"my CV")
    document = (await aiobot.get_updates())[-1].message
    assert document is not None
    assert document.document is not None

    assert (await aiobot.get_me()).username == "foothold_bot"
    assert await aiobot.set_my_commands([BotCommand(command="help", description="Help")])
    assert [each.command for each in await aiobot.get_my_commands()] == ["help"]
    file = await aiobot.get_file(document.document.file_id)
    assert file.file_path is not None
    content = await aiobot.download_file(file.file_path)
    assert content is not None
    assert content.read() == b"my CV"
    assert await aiobot.set_webhook("http://127.0.0.1:9/", secret_token="s")
    assert (await aiobot.get_webhook_info()).url == "http://127.0.0.1:9/"
    assert await aiobot.delete_webhook()


async def test_every_kind_of_update_is_understood(aiobot: aiogram.Bot, control: Control) -> None:
    sam, ann = control.make_user("Sam"), control.make_user("Ann")
    robot = control.make_user("Robot", is_bot=True)
    group, channel = control.make_group(), control.make_group("News", kind="channel")
    first = control.command(sam, "start", "DEMO-Y10")
    shown = await aiobot.send_message(sam, "Sure?", reply_markup=KEYBOARD)
    control.photo(sam, PNG, caption="school")
    control.document(sam, b"CV")
    control.voice(sam)
    control.sticker(sam)
    control.location(sam)
    control.contact(sam)
    control.text(sam, "that one", reply_to=shown.message_id)
    control.forward(sam, "come", from_user_id=ann)
    control.edit(sam, first.message_id, "/help")
    control.press(sam, shown.message_id, label="Yes")
    control.text(robot, "beep", chat_id=group)
    control.channel_post(channel, "Term starts")
    control.delete(sam, shown.message_id)
    control.press_stale(sam, shown.message_id, "yes")
    control.block(sam)
    control.unblock(sam)

    found = await aiobot.get_updates()

    assert [update.event_type for update in found] == [
        *["message"] * 9,
        *("edited_message", "callback_query", "message", "channel_post"),
        *("callback_query", "my_chat_member", "my_chat_member"),
    ]
    stale = found[-3].callback_query
    assert stale is not None
    assert isinstance(stale.message, InaccessibleMessage)


async def test_refusals_become_the_right_errors(
    aiobot: aiogram.Bot, control: Control, sam: int
) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await aiobot.send_message(7, "x")
    control.fault("too_many_requests", retry_after=4)
    with pytest.raises(TelegramRetryAfter) as waiting:
        await aiobot.send_message(sam, "x")
    assert waiting.value.retry_after == 4
    control.block(sam)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await aiobot.send_message(sam, "x")
    await aiobot.set_webhook("http://127.0.0.1:9/")
    with pytest.raises(TelegramConflictError, match="webhook is active"):
        await aiobot.get_updates()


async def test_another_token_is_unauthorized(aiobot: aiogram.Bot) -> None:
    async with aiogram.Bot("5000002:AAAA", session=aiobot.session) as other:
        with pytest.raises(TelegramUnauthorizedError):
            await other.get_me()
