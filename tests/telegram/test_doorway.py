"""A stranger at the doorway, without a code: asked before anything is kept."""

from datetime import timedelta

import pytest

from bot.telegram.strangers import IS_16, OnceAMinute
from messages.services.receive import OPENING_PAYLOAD
from safeguarding.helplines import HELP_LINES
from tests.telegram.coming import Visitor, kept
from tests.telegram.conftest import PUBLIC_URL

CODE, NO_CODE = "I have a code from school", "I have no code"
YES, NO = "Yes, I am 16 or over", "No"


@pytest.fixture
def sam(stage):
    return Visitor(stage)


@pytest.fixture
def any_sam(any_stage):
    return Visitor(any_stage)


async def asked_for_age(visitor):
    await visitor.says("/start", 2)
    await visitor.presses(visitor.sent()[-1], NO_CODE)
    return visitor.sent()[-1]


async def test_the_welcome_says_who_this_is_who_reads_it_and_asks_for_a_code(sam):
    who, reads = await sam.says("/start", 2)

    assert "computer program" in who
    assert "Who reads what you write" in reads
    assert HELP_LINES["emergency"].number in reads
    assert HELP_LINES["childline"].number in reads
    assert f"{PUBLIC_URL}/privacy" in reads
    assert sam.sent()[-1].buttons == [CODE, NO_CODE]
    assert kept(sam.stage.db) == {}


async def test_who_is_16_and_says_so_comes_in_as_a_guest_and_is_greeted_once(any_sam):
    sam = any_sam
    question = await asked_for_age(sam)
    assert question.buttons == [YES, NO]
    assert kept(sam.stage.db) == {}

    await sam.presses(question, YES, 0)
    await sam.does(0, lambda: sam.control.press_stale(sam.user, question.message_id, IS_16))

    assert sam.key is not None
    assert sam.stage.heard() == [("button", OPENING_PAYLOAD)]


async def test_who_is_younger_is_sent_to_the_web_and_nothing_is_kept(any_sam):
    [told] = await any_sam.presses(await asked_for_age(any_sam), NO)

    assert f"{PUBLIC_URL}/chat" in told
    assert kept(any_sam.stage.db) == {}


async def test_who_has_a_code_is_asked_to_type_it(sam):
    await sam.says("/start", 2)

    [told] = await sam.presses(sam.sent()[-1], CODE)

    assert "Type your code" in told
    assert kept(sam.stage.db) == {}


async def test_anything_else_is_answered_with_the_welcome_once_a_minute(sam):
    await sam.says("what does a vet earn?", 2)
    await sam.says("hello?", 0)
    await sam.does(0, lambda: sam.control.sticker(sam.user))
    await sam.does(0, lambda: sam.control.press_stale(sam.user, 1, "a token of the dialogue"))
    sam.now += timedelta(minutes=1)
    await sam.says("hello?", 2)

    assert kept(sam.stage.db) == {}


@pytest.mark.parametrize("word", ["2008", "07700900000", "under-18s-please!", "x-ray", "hello"])
async def test_a_word_that_is_no_code_is_not_taken_for_one(sam, word):
    assert len(await sam.says(word, 2)) == 2  # the welcome

    assert kept(sam.stage.db) == {}


async def test_start_is_always_answered(sam):
    await sam.says("/start", 2)
    await sam.says("/start", 2)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("privacy", f"{PUBLIC_URL}/privacy"),
        ("mydata", "I keep nothing about you"),
        ("forget", "I keep nothing about you"),
        ("stop", "send you nothing"),
    ],
)
async def test_a_strangers_command_has_a_true_answer(sam, command, says):
    [told] = await sam.says(f"/{command}")

    assert says in told
    assert kept(sam.stage.db) == {}


@pytest.mark.parametrize("how", ["text", "caption", "edit", "help", "privacy"])
async def test_signs_of_harm_are_answered_each_time_and_nothing_is_kept(sam, how):
    harm = "i want to kill myself"
    acts = {
        "text": lambda: sam.control.text(sam.user, harm),
        "caption": lambda: sam.control.photo(sam.user, b"\xff\xd8", caption=harm),
        "help": lambda: sam.control.command(sam.user, "help", harm),
        "privacy": lambda: sam.control.command(sam.user, "privacy", harm),
    }
    if how == "edit":
        await sam.says("hello", 2)
        posted = sam.control.text(sam.user, "bye")
        await sam.is_heard()
        acts["edit"] = lambda: sam.control.edit(sam.user, posted.message_id, harm)

    for _ in range(2 if how == "text" else 1):
        heard, numbers, nobody = await sam.does(3, acts[how])

    assert "Thank you for telling me" in heard
    assert HELP_LINES["childline"].number in numbers
    assert "nobody at a school sees this" in nobody
    assert kept(sam.stage.db) == {}


async def test_blocking_and_unblocking_says_and_keeps_nothing(sam):
    await sam.says("/start", 2)

    def leave_and_return():
        sam.control.block(sam.user)
        sam.control.unblock(sam.user)

    await sam.does(0, leave_and_return)

    assert kept(sam.stage.db) == {}


async def test_the_doorways_buttons_never_reach_the_dialogue(sam):
    question = await asked_for_age(sam)
    await sam.presses(question, YES, 0)
    before = sam.stage.heard()

    await sam.presses(question, NO, 0)
    [told] = await sam.presses(sam.sent()[1], CODE)
    await sam.presses(sam.sent()[1], NO_CODE, 0)

    assert "Type your code" in told
    assert sam.stage.heard() == before


async def test_what_is_said_to_a_stranger_is_tried_again_when_telegram_is_away(sam):
    sam.control.fault("bad_gateway", method="sendMessage", times=1)

    assert len(await sam.says("/start", 2)) == 2


def test_the_memory_of_whom_something_was_said_to_stays_small(now, monkeypatch):
    monkeypatch.setattr("bot.telegram.strangers._MOST_KNOWN", 3)
    once = OnceAMinute()

    for number in range(10):
        assert once.may_say(number, now + timedelta(minutes=number))

    assert len(once._said_at) <= 3
    assert not once.may_say(9, now + timedelta(minutes=9))
