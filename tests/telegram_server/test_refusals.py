"""Everything that the real server refuses, with its code and its words."""

import json

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import Forbidden

from tests.telegram_server.control import Control
from tests.telegram_server.pictures import PNG
from tests.telegram_server.refusals import call, refused
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import Timing, World

SAME = "Message is not modified: specified new message content and reply markup are exactly"
STALE = "Query is too old and response timeout expired or query id is invalid"


def button(data: str) -> InlineKeyboardMarkup:
    """Return a keyboard of one button."""
    return InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data=data)]])


async def test_a_text_may_have_4096_units_without_its_tags(bot: Bot, sam: int) -> None:
    await bot.send_message(sam, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    await bot.send_message(sam, "👍" * 2048)

    with refused("Message is too long"):
        await bot.send_message(sam, "x" * 4097)
    with refused("Message is too long"):
        await bot.send_message(sam, "👍" * 2048 + "x")


async def test_a_longer_edit_is_refused_in_other_words(bot: Bot, sam: int) -> None:
    shown = await bot.send_message(sam, "x")

    with refused("Message_too_long"):
        await bot.edit_message_text("x" * 4097, sam, shown.message_id)


async def test_a_caption_may_have_1024_units(bot: Bot, sam: int) -> None:
    await bot.send_photo(sam, PNG, caption="x" * 1024)

    with refused("Message caption is too long"):
        await bot.send_photo(sam, PNG, caption="x" * 1025)
    with refused("Message caption is too long"):
        await bot.send_document(sam, b"1", caption="👍" * 513)


async def test_button_data_may_have_64_bytes(bot: Bot, sam: int) -> None:
    await bot.send_message(sam, "x", reply_markup=button("d" * 64))

    with refused("Button_data_invalid"):
        await bot.send_message(sam, "x", reply_markup=button("é" * 33))


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ({"inline_keyboard": [[{"text": "x"}]]}, "Text buttons are unallowed"),
        ({"inline_keyboard": [[{"callback_data": "x"}]]}, 'Can\'t find field "text"'),
        ({"inline_keyboard": ["x"]}, "must be an Array of Arrays"),
        ({"inline_keyboard": [[{"text": "x", "url": "localhost"}]]}, "Wrong HTTP URL"),
        ("no json", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
    ],
)
def test_a_keyboard_must_be_one(
    server: TelegramServer, sam: int, markup: object, description: str
) -> None:
    answer = call(server, "sendMessage", chat_id=sam, text="x", reply_markup=markup)

    assert answer["error_code"] == 400
    assert description in answer["description"]


def test_more_than_a_hundred_buttons_are_too_many(server: TelegramServer, sam: int) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}

    answer = call(server, "sendMessage", chat_id=sam, text="x", reply_markup=markup)

    assert answer["description"] == "Bad Request: reply markup is too long"


async def test_bad_html_is_refused_and_nothing_sent(bot: Bot, control: Control, sam: int) -> None:
    with refused("Can't parse entities: can't find end tag corresponding"):
        await bot.send_message(sam, "<b>x", parse_mode="HTML")

    assert control.sent() == []


@pytest.mark.parametrize(
    ("text", "description"),
    [("", "message text is empty"), (" \n ", "text must be non-empty")],
)
def test_an_empty_text_is_refused(
    server: TelegramServer, sam: int, text: str, description: str
) -> None:
    answer = call(server, "sendMessage", chat_id=sam, text=text)

    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {description}"}


def test_half_an_emoji_is_refused(server: TelegramServer, sam: int) -> None:
    address = f"{server.base_url}{server.token}/sendMessage"
    body = json.dumps({"chat_id": sam, "text": "\ud83d"})
    answer = httpx.post(address, content=body, headers={"content-type": "application/json"})

    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_an_unknown_chat_is_not_found(bot: Bot, control: Control) -> None:
    stranger = control.make_user()

    for chat_id in (stranger, 77, "@nobody", -100123):
        with refused("Chat not found"):
            await bot.send_message(chat_id, "x")


async def test_one_only_seen_in_a_group_cannot_be_written_to(bot: Bot, control: Control) -> None:
    user_id = control.make_user()
    control.text(user_id, "hi", chat_id=control.make_group())

    with refused("Forbidden: bot can't initiate conversation with a user", Forbidden):
        await bot.send_message(user_id, "x")


async def test_a_user_who_blocked_the_bot_gets_nothing(
    bot: Bot, control: Control, sam: int
) -> None:
    control.block(sam)

    with refused("Forbidden: bot was blocked by the user", Forbidden):
        await bot.send_message(sam, "x")
    with refused("Forbidden: bot was blocked", Forbidden):
        await bot.send_chat_action(sam, "typing")
    control.unblock(sam)
    assert await bot.send_message(sam, "x")


async def test_other_closed_doors(bot: Bot, control: Control, sam: int) -> None:
    robot, group = control.make_user("Robot", is_bot=True), control.make_group()
    control.deactivate(sam)
    control.remove_bot(group, control.make_user())

    for chat_id, words in [
        (sam, "user is deactivated"),
        (robot, "bot can't send messages to bots"),
        (group, "bot was kicked from the supergroup chat"),
    ]:
        with refused(f"Forbidden: {words}", Forbidden):
            await bot.send_message(chat_id, "x")


async def test_an_edit_must_change_something(bot: Bot, sam: int) -> None:
    shown = await bot.send_message(sam, "x", reply_markup=button("y"))

    with refused(SAME):
        await bot.edit_message_text("x", sam, shown.message_id, reply_markup=button("y"))
    with refused(SAME):
        await bot.edit_message_reply_markup(sam, shown.message_id, reply_markup=button("y"))
    await bot.edit_message_text("x", sam, shown.message_id)
    with refused(SAME):
        await bot.edit_message_text("x", sam, shown.message_id)


async def test_only_its_own_messages_can_be_edited(bot: Bot, control: Control, sam: int) -> None:
    theirs = control.text(sam, "mine")
    photo = await bot.send_photo(sam, PNG)
    text = await bot.send_message(sam, "x")

    with refused("Message can't be edited"):
        await bot.edit_message_text("x", sam, theirs.message_id)
    with refused("Message to edit not found"):
        await bot.edit_message_text("x", sam, 999)
    with refused("There is no text in the message to edit"):
        await bot.edit_message_text("x", sam, photo.message_id)
    with refused("There is no caption in the message to edit"):
        await bot.edit_message_caption(sam, text.message_id, caption="x")


async def test_what_is_not_there_cannot_be_deleted_or_replied_to(bot: Bot, sam: int) -> None:
    with refused("Message to delete not found"):
        await bot.delete_message(sam, 999)
    with refused("Message to be replied not found"):
        await bot.send_message(sam, "x", reply_to_message_id=999)


async def test_a_message_of_three_days_ago_cannot_be_deleted(
    server: TelegramServer, bot: Bot, sam: int
) -> None:
    shown = await bot.send_message(sam, "x")
    clock = server.world.clock
    server.world.clock = lambda: clock() + 3 * 86_400

    with refused("Message can't be deleted"):
        await bot.delete_message(sam, shown.message_id)


async def test_a_press_is_answered_only_once_and_only_soon(
    bot: Bot, control: Control, sam: int
) -> None:
    shown = await bot.send_message(sam, "x", reply_markup=button("y"))
    first, second = (control.press(sam, shown.message_id, data="y") for _ in range(2))
    control.expire(second.callback_id)

    await bot.answer_callback_query(first.callback_id)
    for callback_id in (first.callback_id, second.callback_id, "1"):
        with refused(STALE):
            await bot.answer_callback_query(callback_id)


async def test_a_press_grows_stale_by_itself(control: Control, server: TelegramServer) -> None:
    world = World(timing=Timing(callback_lifetime_s=0))
    late = Control(world)
    user_id = late.make_user()
    pressed = late.press_stale(user_id, late.command(user_id, "start").message_id, "y")
    other = TelegramServer(world)
    other.start()

    answer = call(other, "answerCallbackQuery", callback_query_id=pressed.callback_id)

    other.stop()
    assert answer["description"].startswith("Bad Request: query is too old and response timeout")


async def test_an_answer_of_more_than_200_units_is_too_long(bot: Bot) -> None:
    with refused("Message_too_long"):
        await bot.answer_callback_query("1", "x" * 201)
