"""Pictures on Telegram: over their words, with the rest behind, and never at the words' cost."""

import pytest

from bot.telegram import handing
from messages.domain.content import Choice, Picture, Say
from messages.services.deliveries import delivery_counts
from messages.services.outbox import enqueue
from storage.clock import utc_now
from storage.database import transaction
from tests.telegram.conftest import until

COUNTS = {"waiting": 1, "ahead": 0, "past": 3, "employers": 2}
WORDS = "Here's what I can see: 1 < 2 & you have 3 placements."


def show(stage, key, text=WORDS, about=COUNTS, **more):
    say = Say(
        text, (Choice("My applications", "/application_status"),), None, Picture("progress", about)
    )
    with transaction(stage.db) as session:
        enqueue(session, key, [say], now=utc_now(), **more)


async def test_it_comes_with_its_words_and_buttons(any_stage):
    user, key = any_stage.student()
    show(any_stage, key)

    async with any_stage.sender():
        [sent] = await any_stage.control.wait_sent(1, chat_id=user)

    assert sent.method == "sendPhoto"
    assert sent.text == WORDS
    assert sent.buttons == ["My applications"]
    assert sent.message["photo"]


async def test_long_words_go_on_behind_it(stage):
    user, key = stage.student()
    show(stage, key, "\n\n".join(f"{number} " + "word " * 120 for number in range(9)))

    async with stage.sender():
        sent = await stage.control.wait_sent(3, chat_id=user)

    assert [each.method for each in sent] == ["sendPhoto", "sendMessage", "sendMessage"]
    assert [each.buttons for each in sent] == [[], [], ["My applications"]]
    words = " ".join(each.text for each in sent).split()
    assert [word for word in words if word.isdigit()] == [str(number) for number in range(9)]


async def test_what_cannot_be_drawn_is_said_in_words(stage, caplog):
    user, key = stage.student()
    show(stage, key, about={"waiting": "many"})

    async with stage.sender():
        [sent] = await stage.control.wait_sent(1, chat_id=user)

    assert (sent.method, sent.text) == ("sendMessage", WORDS)
    assert "picture not drawn: outbox=" in caplog.text


async def test_what_telegram_does_not_take_as_a_picture_is_said_in_words(stage, monkeypatch):
    monkeypatch.setattr(handing, "draw", lambda _picture: b"")
    user, key = stage.student()
    show(stage, key)

    async with stage.sender():
        [sent] = await stage.control.wait_sent(1, chat_id=user)

    assert (sent.method, sent.text) == ("sendMessage", WORDS)
    assert stage.control.calls(method="sendPhoto")[0].status == 400


@pytest.mark.parametrize("is_repeatable", [True, False])
async def test_a_lost_answer_is_met_as_with_any_message(stage, is_repeatable):
    user, key = stage.student()
    stage.control.fault("lost", method="sendPhoto", applied=True)
    show(stage, key, is_repeatable=is_repeatable)

    async with stage.sender(first_s=0.01):
        sent = await stage.control.wait_sent(2, chat_id=user)
        await until(lambda: delivery_counts(stage.db).waiting == 0)

    assert sent[0].method == "sendPhoto"
    assert sent[1].method == ("sendPhoto" if is_repeatable else "sendMessage")
