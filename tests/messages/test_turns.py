"""Turns: one at a time per chat, kept once, tried five times, told once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from messages.domain.content import Choice, Say
from messages.services.chats import bind_chat, erase_chat
from messages.services.history import has_unanswered, lines_of
from messages.services.parked import (
    ParkedTurnNotFoundError,
    parked_count,
    parked_turns,
    retry_parked,
)
from messages.services.receive import Incoming, begin_chat, receive
from messages.services.turns import (
    MOST_TRIES,
    Answer,
    Entity,
    Understanding,
    complete_turn,
    fail_turn,
    waiting_turns,
    written_before,
)
from messages.tables import Channel, Chat, Inbox, InboxState, Turn
from safeguarding.tables import Alert
from storage.database import reading, transaction

SECOND = timedelta(seconds=1)


@pytest.fixture
def chat(any_db, now):
    key = begin_chat(any_db, channel=Channel.WEB, address="a", now=now)
    [opening] = waiting_turns(any_db, now=now)
    complete_turn(any_db, opening.inbox_id, Answer([Say("Hello.")]), now=now)
    return key


def send(db, now, text="what does a plumber do", address="a", update_id="1"):
    incoming = Incoming(Channel.WEB, address, update_id, text)
    return receive(db, incoming, now=now).inbox_id


def bot_says(db, chat):
    """Return what the bot said after its greeting."""
    return [line.text for line in lines_of(db, chat) if not line.from_student][1:]


def test_an_answer_is_kept_once_with_what_was_understood(any_db, chat, now):
    inbox_id = send(any_db, now)
    seen = Understanding(
        "ask_occupation", 0.9, (("ask_occupation", 0.9),), (Entity("occupation", "plumber"),)
    )
    answer = Answer([Say("Pipes.", (Choice("Pay", "/ask_pay"),)), Say("More?")], seen)

    assert complete_turn(any_db, inbox_id, answer, now=now + SECOND)
    assert not complete_turn(any_db, inbox_id, answer, now=now + SECOND)

    assert bot_says(any_db, chat) == ["Pipes.", "More?"]
    with reading(any_db) as session:
        turn = session.get_one(Turn, inbox_id)
    assert (turn.intent, turn.confidence, turn.latency_ms) == ("ask_occupation", 0.9, 1000)
    assert turn.understanding == {
        "ranking": [["ask_occupation", 0.9]],
        "entities": [["occupation", "plumber"]],
    }


def test_only_the_oldest_message_of_each_chat_waits(any_db, chat, now):
    first = send(any_db, now, update_id="1")
    send(any_db, now, update_id="2")
    begin_chat(any_db, channel=Channel.WEB, address="b", now=now)
    other = send(any_db, now, address="b")

    heads = waiting_turns(any_db, now=now)

    assert [turn.inbox_id for turn in heads] == [first, other - 1]  # b's opening comes first
    assert [t.inbox_id for t in waiting_turns(any_db, now=now, busy=[chat])] == [other - 1]


def test_a_pausing_message_holds_back_its_whole_chat(any_db, chat, now):
    first = send(any_db, now, update_id="1")
    send(any_db, now, update_id="2")

    fail_turn(any_db, first, now=now)

    assert waiting_turns(any_db, now=now) == []
    assert [turn.inbox_id for turn in waiting_turns(any_db, now=now + SECOND)] == [first]


@pytest.mark.parametrize(("school", "word"), [(3, "Staff at your school"), (None, "try asking")])
def test_the_fifth_failure_parks_the_message_and_says_so_once(any_db, chat, now, school, word):
    with transaction(any_db) as session:
        bind_chat(session, chat, student_key="s", school_id=school)
    inbox_id = send(any_db, now)

    states = [fail_turn(any_db, inbox_id, now=now) for _ in range(MOST_TRIES + 1)]

    assert states == [InboxState.WAITING] * 4 + [InboxState.PARKED] * 2
    [notice] = bot_says(any_db, chat)
    assert word in notice
    assert parked_count(any_db) == 1
    assert not has_unanswered(any_db, chat)


def test_staff_try_a_parked_message_again_but_not_another_schools(any_db, chat, now):
    with transaction(any_db) as session:
        bind_chat(session, chat, student_key="s", school_id=3)
    inbox_id = send(any_db, now)
    for _ in range(MOST_TRIES):
        fail_turn(any_db, inbox_id, now=now)

    assert [turn.inbox_id for turn in parked_turns(any_db, school_id=3)] == [inbox_id]
    assert parked_turns(any_db, school_id=4) == []
    with pytest.raises(ParkedTurnNotFoundError):
        retry_parked(any_db, inbox_id, school_id=4, now=now)

    retry_parked(any_db, inbox_id, school_id=3, now=now)

    assert [turn.inbox_id for turn in waiting_turns(any_db, now=now)] == [inbox_id]
    with pytest.raises(ParkedTurnNotFoundError):
        retry_parked(any_db, inbox_id, school_id=3, now=now)


def test_what_only_the_classifier_sees_gets_the_fixed_reply_and_one_alert(any_db, chat, now):
    with transaction(any_db) as session:
        bind_chat(session, chat, student_key="s", school_id=3)
    inbox_id = send(any_db, now, text="things at home are not ok for me anymore")
    seen = Understanding("disclose_concern", 0.8, (("disclose_concern", 0.8),))

    complete_turn(any_db, inbox_id, Answer([Say("Which job?")], seen), now=now)

    assert "0800 1111" in " ".join(bot_says(any_db, chat))
    assert "Which job?" not in bot_says(any_db, chat)
    with reading(any_db) as session:
        [alert] = session.scalars(select(Alert)).all()
        assert alert.inbox_id == inbox_id
        assert alert.matched == [{"confidence": 0.8}]


@pytest.mark.parametrize(
    ("seen", "confidence"),
    [
        (Understanding("help", 0.5, (("help", 0.5), ("disclose_concern", 0.36))), 0.36),
        (Understanding("disclose_concern", 0.7, (("help", 0.5), ("disclose_concern", 0.1))), 0.7),
    ],
    ids=["not the likeliest", "a clause of the message"],
)
def test_the_alert_keeps_how_sure_the_classifier_was(any_db, chat, now, seen, confidence):
    with transaction(any_db) as session:
        bind_chat(session, chat, student_key="s", school_id=3)
    inbox_id = send(any_db, now, text="things at home are not ok for me anymore")

    complete_turn(any_db, inbox_id, Answer([Say("Which job?")], seen), now=now)

    with reading(any_db) as session:
        assert session.scalars(select(Alert)).one().matched == [{"confidence": confidence}]


def test_erasing_a_chat_says_so_and_keeps_nothing_of_the_turn_that_asked(any_db, chat, now):
    old = send(any_db, now, update_id="1")
    complete_turn(any_db, old, Answer([Say("Pipes.")]), now=now)
    asking = send(any_db, now, text="forget me", update_id="2")

    with transaction(any_db) as session:
        erase_chat(session, chat, now=now)
    complete_turn(any_db, asking, Answer([Say("Yes to what?")]), now=now)

    [line] = lines_of(any_db, chat)
    assert "I've deleted everything" in line.text
    with reading(any_db) as session:
        assert session.scalars(select(Inbox)).all() == []
        assert session.scalars(select(Turn)).all() == []
        assert session.get_one(Chat, chat).forgotten_in is None


def test_a_chat_erased_between_two_turns_answers_the_next_message(any_db, chat, now):
    with transaction(any_db) as session:
        erase_chat(session, chat, now=now)
    inbox_id = send(any_db, now + SECOND)

    assert complete_turn(any_db, inbox_id, Answer([Say("Pipes.")]), now=now + SECOND)

    assert [line.text for line in lines_of(any_db, chat)][1:] == [
        "what does a plumber do",
        "Pipes.",
    ]


def test_a_message_that_does_not_open_stops_no_other(any_db, chat, now):
    broken = send(any_db, now)
    begin_chat(any_db, channel=Channel.WEB, address="b", now=now)
    with any_db.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE inbox SET text = :junk WHERE id = :id"),
            {"junk": b"x" * 40, "id": broken},
        )

    [first, second] = waiting_turns(any_db, now=now)
    states = [fail_turn(any_db, broken, now=now) for _ in range(MOST_TRIES)]

    assert (first.inbox_id, first.text, second.text) == (broken, None, "/greet")
    assert states[-1] is InboxState.PARKED


def test_what_was_typed_before_is_counted_without_pressed_buttons_or_other_chats(any_db, chat, now):
    begin_chat(any_db, channel=Channel.WEB, address="b", now=now)
    sent = [
        receive(any_db, Incoming(Channel.WEB, address, update_id, "hi"), now=now).turn_id
        for address, update_id in (("a", "1"), ("b", "2"), ("a", "3"))
    ]

    assert [written_before(any_db, turn_id) for turn_id in sent] == [0, 0, 1]
    assert written_before(any_db, "no such turn") == 0
