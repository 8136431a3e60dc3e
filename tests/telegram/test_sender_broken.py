"""The sender where something of ours breaks: counted, given up, told once, nobody else waits."""

import pytest

from bot.telegram import delivering
from messages.services.deliveries import delivery_counts, next_delivery
from messages.tables import Outbox
from storage.clock import utc_now
from storage.database import transaction
from tests.telegram.conftest import until


class BugError(Exception):
    """Something nobody thought of."""


@pytest.fixture
def few_tries(monkeypatch):
    monkeypatch.setattr(delivering, "MOST_BROKEN", 3)


def fails_on(words, function):
    """Break a function whenever one of its arguments is a message with these words."""

    def broken(*args, **more):
        if any(words in str(getattr(each, "text", each)) for each in args):
            raise BugError
        return function(*args, **more)

    return broken


async def test_a_message_that_breaks_is_tried_some_times_then_given_up(
    any_stage, few_tries, monkeypatch
):
    tried = []

    def render(text, buttons=(), **more):
        if text == "poison":
            tried.append(text)
            raise BugError
        return original(text, buttons, **more)

    original = delivering.render
    monkeypatch.setattr(delivering, "render", render)
    user, key = any_stage.student()
    any_stage.say(key, "poison", "next")

    async with any_stage.sender(first_s=0.01):
        texts = await any_stage.texts(user, 2)
        await until(lambda: delivery_counts(any_stage.db).waiting == 0)

    assert texts[0] == "next"
    assert "may not have reached you" in texts[1]
    assert len(tried) == 3
    assert delivery_counts(any_stage.db).failed == {"broken": 1}


async def test_the_tries_are_counted_across_restarts(stage, monkeypatch):
    monkeypatch.setattr(delivering, "render", fails_on("poison", delivering.render))
    user, key = stage.student()
    stage.say(key, "poison")
    for number in range(1, 5):
        async with stage.sender(first_s=30.0):
            await until(
                lambda tries=number: next_delivery(stage.db, key, now=utc_now()).tries == tries
            )
    async with stage.sender(first_s=30.0):
        [told] = await stage.texts(user, 1)

    assert "may not have reached you" in told


async def test_what_arrived_and_cannot_be_noted_is_not_sent_again(stage, few_tries, monkeypatch):
    def breaks(*_args, **_more):
        raise BugError

    user, key = stage.student()
    stage.say(key, "harmless")
    with monkeypatch.context() as patched:
        patched.setattr(delivering, "note_part", breaks)
        async with stage.sender(first_s=0.01):
            # The notice that follows breaks too, so there may be two by the time of a look.
            await until(lambda: delivery_counts(stage.db).failed.get("broken", 0) >= 1)

    assert [text for text in stage.control.texts(chat_id=user) if text == "harmless"] == [
        "harmless"
    ]


async def test_where_even_giving_up_breaks_the_chat_goes_on(stage, monkeypatch):
    def breaks(*_args, **_more):
        raise BugError

    monkeypatch.setattr(delivering, "fail_delivery", breaks)
    user, key = stage.student()
    stage.say(key, "x", "next")
    with transaction(stage.db) as session:
        first = session.query(Outbox).order_by(Outbox.id).first()
        first.content = {"no": "text"}

    async with stage.sender(first_s=0.01):
        assert await stage.texts(user, 1) == ["next"]
    assert delivery_counts(stage.db).failed == {"broken": 1}


async def test_an_address_that_is_no_number_is_given_up(stage, few_tries):
    key = stage.student()[1]
    stage.rebind(key, "not a number")
    stage.say(key, "hi")

    async with stage.sender(first_s=0.01):
        await until(lambda: delivery_counts(stage.db).failed.get("broken", 0) >= 1)
    assert stage.control.calls(method="sendMessage") == []


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "\u2800", "\u202e\u200d"])
async def test_a_text_with_nothing_to_see_ends_quietly(stage, text):
    user, key = stage.student()
    stage.say(key, "x", "next")
    with transaction(stage.db) as session:  # as it may have been kept by an older version
        first = session.query(Outbox).order_by(Outbox.id).first()
        first.content = {"text": text}

    async with stage.sender():
        assert await stage.texts(user, 1) == ["next"]
        await until(lambda: delivery_counts(stage.db).waiting == 0)

    assert delivery_counts(stage.db).failed == {"empty": 1}
    assert len(stage.control.sent(chat_id=user)) == 1


async def test_nothing_to_see_is_not_even_kept_and_buttons_get_a_word(stage):
    user, key = stage.student()
    stage.say(key, " ", "\u200b", "next")
    stage.say(key, "", buttons=["Pay"])

    async with stage.sender():
        sent = await stage.control.wait_sent(2, chat_id=user)

    assert [each.text for each in sent] == ["next", "Choose one of these, or type your answer:"]
    assert sent[1].buttons == ["Pay"]


async def test_an_offer_that_a_server_failed_on_is_not_repeated_and_the_student_is_told(stage):
    user, key = stage.student()
    stage.control.fault("bad_gateway", method="sendMessage")
    stage.say(key, "You have the place.", is_repeatable=False)

    async with stage.sender():
        [told] = await stage.texts(user, 1)

    assert "may not have reached you" in told
    assert delivery_counts(stage.db).failed == {"unknown": 1}


async def test_a_page_of_the_schools_filter_ends_nothing(stage):
    user, key = stage.student()
    for status in (403, 400, 302):
        stage.control.fault("proxy_page", method="sendMessage", status=status)
    stage.say(key, "You have the place.", is_repeatable=False)

    async with stage.sender(first_s=0.01):
        assert await stage.texts(user, 1) == ["You have the place."]
    await until(lambda: delivery_counts(stage.db).waiting == 0)
    assert delivery_counts(stage.db).failed == {}
