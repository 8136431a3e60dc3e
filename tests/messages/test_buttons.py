"""Buttons: those that act do so once, and a press that comes to nothing may be made again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from messages.domain.content import Choice, Say, Use
from messages.services.chats import open_chat
from messages.services.history import lines_of
from messages.services.outbox import BUTTON_LIFE, enqueue
from messages.services.receive import Incoming, receive
from messages.services.turns import MOST_TRIES, fail_turn, waiting_turns
from messages.tables import Channel, Inbox
from storage.database import reading, transaction

WEB = Channel.WEB
YES, NO, MORE = "Yes, apply", "No, not now", "Tell me more"
CHOICES = (
    Choice(YES, '/affirm{"to": "apply"}', Use.ANSWER),
    Choice(NO, "/deny", Use.ANSWER),
    Choice(MORE, "/placement_details"),
)


@pytest.fixture
def chat(any_db, now):
    return open_chat(any_db, channel=WEB, address="cookie", now=now)


@pytest.fixture
def press(any_db, chat, now):
    """Ask a question, and return how its buttons are pressed."""
    with transaction(any_db) as session:
        enqueue(session, chat, [Say("Shall I apply?", CHOICES)], now=now)
    tokens = {button.title: button.token for button in lines_of(any_db, chat)[-1].buttons}
    numbers = iter(range(1_000))

    def do(title, at=now, number=None):
        number = str(next(numbers)) if number is None else number
        incoming = Incoming(WEB, "cookie", number, button_token=tokens[title])
        return receive(any_db, incoming, now=at)

    return do


def payloads(db):
    """Return what the dialogue gets to hear."""
    with reading(db) as session:
        rows = session.scalars(select(Inbox).order_by(Inbox.id)).all()
        return [row.text for row in rows if row.text is not None]


def told(db, chat):
    return [line.text for line in lines_of(db, chat) if not line.from_student][1:]


def test_a_second_press_does_nothing_and_says_so(any_db, chat, press):
    press(YES)
    press(YES)

    assert payloads(any_db) == ['/affirm{"to": "apply"}']
    [answer] = told(any_db, chat)
    assert "answered that already" in answer


def test_one_answer_settles_the_question(any_db, chat, press):
    press(NO)
    press(YES)

    assert payloads(any_db) == ["/deny"]
    assert len(told(any_db, chat)) == 1


def test_what_only_shows_something_can_be_pressed_again_and_again(any_db, chat, press):
    for title in (MORE, YES, MORE):
        press(title)

    assert payloads(any_db) == ["/placement_details", CHOICES[0].payload, "/placement_details"]
    assert told(any_db, chat) == []


def test_the_same_press_that_comes_again_is_not_a_second_one(any_db, chat, press):
    assert not press(YES, number="7").duplicate
    assert press(YES, number="7").duplicate

    assert told(any_db, chat) == []


def test_an_expired_button_says_that_it_is_old(any_db, chat, press, now):
    press(YES, at=now + BUTTON_LIFE + timedelta(seconds=1))

    assert payloads(any_db) == []
    [answer] = told(any_db, chat)
    assert "doesn't work any more" in answer


@pytest.mark.parametrize("titles", [[YES] * 8, [YES, NO] * 4])
def test_presses_at_the_same_moment_act_once(any_db, chat, press, titles):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, titles))

    assert len(payloads(any_db)) == 1
    assert len(told(any_db, chat)) == 7


def test_a_press_that_could_not_be_answered_may_be_made_again(any_db, chat, press, now):
    press(YES)
    [turn] = waiting_turns(any_db, now=now)
    for _ in range(MOST_TRIES):
        fail_turn(any_db, turn.inbox_id, now=now)
    press(YES)

    assert payloads(any_db) == [CHOICES[0].payload] * 2
