"""Every method, as python-telegram-bot reads its answer over real HTTP."""

from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ChatAction, MessageEntityType, ParseMode

from tests.telegram_server.control import Control
from tests.telegram_server.pictures import PNG

KEYBOARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Yes", callback_data="yes")],
        [InlineKeyboardButton("More", url="https://www.gov.uk/")],
    ]
)


async def test_get_me_names_the_bot(bot: Bot) -> None:
    me = await bot.get_me()

    assert (me.id, me.is_bot, me.username) == (5_000_001, True, "foothold_bot")


async def test_a_text_is_sent_with_html_and_buttons(bot: Bot, control: Control, sam: int) -> None:
    message = await bot.send_message(
        sam, "<b>Hello</b> 👋 &amp; welcome", parse_mode=ParseMode.HTML, reply_markup=KEYBOARD
    )

    assert message.text == "Hello 👋 & welcome"
    assert message.parse_entities([MessageEntityType.BOLD]) == {message.entities[0]: "Hello"}
    assert message.reply_markup == KEYBOARD
    assert message.from_user is not None
    assert message.from_user.is_bot
    assert [sent.text for sent in control.sent(chat_id=sam)] == ["Hello 👋 & welcome"]
    assert control.sent()[0].buttons == ["Yes", "More"]


async def test_a_reply_keyboard_is_accepted_and_not_shown_in_the_message(
    bot: Bot, sam: int
) -> None:
    keyboard = ReplyKeyboardMarkup([["Help", "Stop"]], resize_keyboard=True)

    message = await bot.send_message(sam, "Choose", reply_markup=keyboard)

    assert message.reply_markup is None


async def test_a_reply_carries_the_message_it_replies_to(
    bot: Bot, control: Control, sam: int
) -> None:
    asked = control.text(sam, "what does a vet earn?")

    message = await bot.send_message(
        sam, "£28,000", reply_parameters=ReplyParameters(asked.message_id)
    )

    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "what does a vet earn?"


async def test_photo_and_document_are_uploaded_and_sent_again_by_id(bot: Bot, sam: int) -> None:
    photo = await bot.send_photo(sam, PNG, caption="A <i>map</i>", parse_mode=ParseMode.HTML)
    paper = await bot.send_document(sam, b"%PDF-1.7", filename="letter.pdf")
    again = await bot.send_photo(sam, photo.photo[0].file_id)

    assert (photo.caption, photo.photo[0].width) == ("A map", 1)
    assert paper.document is not None
    assert (paper.document.file_name, paper.document.mime_type) == ("letter.pdf", "application/pdf")
    assert again.photo[0].file_id == photo.photo[0].file_id


async def test_an_album_arrives_as_one_group(bot: Bot, sam: int) -> None:
    media = [InputMediaPhoto(PNG, caption="one"), InputMediaPhoto(PNG)]

    first, second = await bot.send_media_group(sam, media)

    assert first.media_group_id == second.media_group_id is not None
    assert (first.caption, second.caption) == ("one", None)
    papers = [InputMediaDocument(b"1", filename="1.txt"), InputMediaDocument(b"2")]
    assert len(await bot.send_media_group(sam, papers)) == 2


async def test_a_venue_and_a_chat_action_are_sent(bot: Bot, sam: int) -> None:
    message = await bot.send_venue(sam, 53.8, -1.55, "Vets4Pets", "1 High Street, Leeds")

    assert message.venue is not None
    assert (message.venue.title, message.venue.location.latitude) == ("Vets4Pets", 53.8)
    assert await bot.send_chat_action(sam, ChatAction.TYPING)


async def test_messages_are_edited_and_deleted(bot: Bot, control: Control, sam: int) -> None:
    text = await bot.send_message(sam, "One", reply_markup=KEYBOARD)
    photo = await bot.send_photo(sam, PNG, caption="old")

    edited = await bot.edit_message_text("Two", sam, text.message_id)
    with_buttons = await bot.edit_message_reply_markup(sam, text.message_id, reply_markup=KEYBOARD)
    caption = await bot.edit_message_caption(sam, photo.message_id, caption="new")

    assert not isinstance(edited, bool)
    assert not isinstance(with_buttons, bool)
    assert not isinstance(caption, bool)
    assert (edited.text, edited.reply_markup, edited.edit_date is not None) == ("Two", None, True)
    assert with_buttons.reply_markup == KEYBOARD
    assert caption.caption == "new"
    assert await bot.delete_message(sam, photo.message_id)
    assert [body.get("text") for body in control.chat(sam)] == ["/start", "Two"]


async def test_several_messages_are_deleted_at_once(bot: Bot, control: Control, sam: int) -> None:
    sent = [await bot.send_message(sam, text) for text in "ab"]

    assert await bot.delete_messages(sam, [each.message_id for each in sent])
    assert [body["text"] for body in control.chat(sam)] == ["/start"]


async def test_commands_are_kept(bot: Bot, control: Control) -> None:
    wanted = [BotCommand("help", "What I can do"), BotCommand("stop", "Pause")]

    assert await bot.set_my_commands(wanted)
    assert await bot.get_my_commands() == tuple(wanted)
    assert [each["command"] for each in control.commands()] == ["help", "stop"]
    assert await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()
