"""What an update does: each kind of it, from a student's phone to what is kept and shown."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.telegram.commands import COMMANDS, KNOWN
from bot.telegram.doorway import Entry
from messages.domain.content import Say
from messages.services.addresses import telegram_address
from messages.services.deliveries import delivery_counts
from messages.services.history import lines_of
from messages.services.receive import OPENING_PAYLOAD
from storage.database import reading
from tests.telegram.conftest import until


def texts_of(stage):
    return [text for kind, text in stage.heard() if kind == "text"]


async def test_each_command_says_its_thing_to_the_dialogue(stage):
    user, key = stage.student()
    for name in COMMANDS:
        stage.control.command(user, name)

    async with stage.polling():
        await until(lambda: len(stage.heard()) == len(COMMANDS) + 1)

    assert stage.heard()[1:] == [("button", payload) for payload in COMMANDS.values()]
    own = [line.text for line in lines_of(stage.db, key) if line.from_student]
    assert own == [f"/{name}" for name in COMMANDS]


async def test_stop_stops_reminders_for_good(stage):
    user, key = stage.student()
    async with stage.polling(), stage.sender():
        stage.control.command(user, "stop")
        [text] = await stage.texts(user, 1)
        stage.say(key, "reminder", is_reminder=True)
        await asyncio.sleep(0.1)

    assert "no more reminders" in text
    assert len(stage.control.sent(chat_id=user)) == 1


async def test_start_greets_a_known_student_each_time(stage):
    user, _key = stage.student()
    async with stage.polling():
        stage.control.command(user, "start")
        await until(lambda: len(stage.heard()) == 2)

    assert stage.heard() == [("button", OPENING_PAYLOAD)] * 2


async def test_whom_the_doorway_turns_away_is_told_and_nothing_is_kept(stage, monkeypatch):
    turned_away = Entry(goes_on=False, says=(Say("Use the web chat, please."),))
    monkeypatch.setattr(stage.doorway, "enter", lambda *_args, **_more: turned_away)
    user = stage.control.make_user()
    async with stage.polling():
        stage.control.text(user, "hello")
        assert await stage.texts(user, 1) == ["Use the web chat, please."]

    assert stage.heard() == []
    assert stage.key_of(user) is None


async def test_a_button_is_let_go_answered_and_its_keyboard_removed(stage):
    user, key = stage.student()
    stage.say(key, "Which?", buttons=["Pay", "Hours"])
    async with stage.polling(), stage.sender():
        [sent] = await stage.control.wait_sent(1, chat_id=user)
        posted = stage.control.press(user, sent.message_id, label="Pay")
        await until(lambda: ("button", "/Pay") in stage.heard())
        await until(lambda: stage.control.callback(posted.callback_id).is_over)
        await until(lambda: stage.control.calls(method="editMessageReplyMarkup"))

    [shown] = [each for each in stage.control.chat(user) if each.get("text") == "Which?"]
    assert "reply_markup" not in shown


async def test_typing_the_answer_removes_the_keyboard_too(stage):
    user, key = stage.student()
    stage.say(key, "Which?", buttons=["Pay"])
    async with stage.polling(), stage.sender():
        await until(lambda: delivery_counts(stage.db).waiting == 0)
        stage.control.text(user, "pay")
        await until(lambda: stage.control.calls(method="editMessageReplyMarkup"))


async def test_a_press_that_comes_again_leaves_the_next_questions_keyboard(stage):
    user, key = stage.student()
    stage.say(key, "Which?", buttons=["Pay"])
    intake = stage.intake()
    async with stage.sender():
        [sent] = await stage.control.wait_sent(1, chat_id=user)
        await until(lambda: delivery_counts(stage.db).waiting == 0)
        stage.control.press(user, sent.message_id, label="Pay")
        pressed = (await stage.client.raw_updates(offset=None, wait_s=0))[-1]
        await intake.take(pressed)
        stage.answer("And now?", buttons=["More"])
        await stage.texts(user, 2)
        await until(lambda: delivery_counts(stage.db).waiting == 0)
        await intake.take(pressed)
        await until(lambda: stage.control.calls(method="editMessageReplyMarkup"))
        await intake.gestures.close()

    assert stage.heard() == [("button", "/Pay")]
    keyboards = [each["text"] for each in stage.control.chat(user) if "reply_markup" in each]
    assert keyboards == ["And now?"]


@pytest.mark.parametrize("data", ["of-another-time", "/ask_pay", "\x00", "é" * 20])
async def test_an_old_or_forged_button_is_answered_politely(stage, data):
    user, _key = stage.student()
    async with stage.polling(), stage.sender():
        stage.control.press_stale(user, 1, data)
        [text] = await stage.texts(user, 1)

    assert "doesn't work any more" in text


async def test_typing_is_shown_until_the_answer_is_there(stage):
    user, _key = stage.student()
    async with stage.polling():
        stage.control.text(user, "hi")
        await until(lambda: len(stage.control.calls(method="sendChatAction")) >= 2)
        await until(lambda: len(stage.heard()) == 2)
        stage.answer("Hello.")
        stage.answer("Hello.")
        await asyncio.sleep(0.15)
        shown = len(stage.control.calls(method="sendChatAction"))
        await asyncio.sleep(0.2)

    assert len(stage.control.calls(method="sendChatAction")) == shown


async def test_who_leaves_is_gone_and_back_when_they_write_again(stage):
    user, key = stage.student()

    def is_live():
        with reading(stage.db) as session:
            return telegram_address(session, key) is not None

    async with stage.polling():
        stage.control.block(user)
        await until(lambda: not is_live())
        stage.control.unblock(user)
        await until(is_live)


async def test_an_old_notice_of_leaving_that_comes_again_turns_nothing_round(stage):
    user, key = stage.student()
    stage.control.block(user)
    stage.control.unblock(user)
    intake = stage.intake()
    _start, gone, back = await stage.client.raw_updates(offset=None, wait_s=0)

    for update in (gone, back, gone):
        await intake.take(update)

    with reading(stage.db) as session:
        assert telegram_address(session, key) is not None


async def test_groups_get_silence(stage):
    user = stage.control.make_user()
    group = stage.control.make_group()
    async with stage.polling(), stage.sender():
        stage.control.text(user, "hello all", chat_id=group)
        await until(lambda: stage.control.pending() == [])

    assert stage.heard() == []
    assert stage.control.sent(chat_id=group) == []


@pytest.mark.parametrize("how", ["text", "caption", "edit", "start", "adviser", "stop", "mydata"])
async def test_signs_of_harm_are_answered_at_once_however_they_come(stage, how):
    user, _key = stage.student()
    words = "I want to kill myself"
    async with stage.polling(), stage.sender():
        if how in KNOWN:
            stage.control.command(user, how, words)
        elif how == "caption":
            stage.control.photo(user, b"\xff\xd8\xff\xe0", caption=words)
        elif how == "edit":
            posted = stage.control.text(user, "hi")
            stage.control.edit(user, posted.message_id, words)
        else:
            stage.control.text(user, words)
        texts = await stage.texts(user, 2)

    assert texts[0].startswith("Thank you for telling me.")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


KEYS = ["message", "callback_query", "my_chat_member", "edited_message", "update_id", "x"]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(raw=st.dictionaries(st.sampled_from(KEYS), json_values))
async def test_no_update_whatever_it_holds_stops_the_intake(stage, raw):
    await stage.intake().take(raw)
