"""After a concern: what is taken back is kept for the lead, and no stock answer is given."""

from datetime import datetime

import pytest
from sqlalchemy import select

from messages.domain.content import Say
from messages.services.chats import bind_chat
from messages.services.history import lines_of
from messages.services.receive import Incoming, begin_chat, receive
from messages.services.turns import Answer, Understanding, complete_turn, waiting_turns
from messages.tables import Channel
from safeguarding.tables import Alert, AlertEvent
from storage.database import Database, reading, transaction

_STOCK = "I can tell you about jobs."


@pytest.fixture
def chat(db: Database, now: datetime) -> str:
    key = begin_chat(db, channel=Channel.WEB, address="a", now=now)
    [opening] = waiting_turns(db, now=now)
    complete_turn(db, opening.inbox_id, Answer([Say("Hello.")]), now=now)
    return key


def join_school(db: Database, chat: str) -> None:
    with transaction(db) as session:
        bind_chat(session, chat, student_key="s", school_id=1)


def write(db: Database, now: datetime, text: str) -> int:
    incoming = Incoming(Channel.WEB, "a", text, text)
    return receive(db, incoming, now=now).inbox_id


def answered(db: Database, chat: str, now: datetime, text: str, intent: str = "help") -> str:
    """Write after a concern, let the dialogue give its stock answer, return what is said."""
    write(db, now, "my dad hits me")
    seen = Understanding(intent, 0.9, ((intent, 0.9),))
    complete_turn(db, write(db, now, text), Answer([Say(_STOCK)], seen), now=now)
    return [line.text for line in lines_of(db, chat) if not line.from_student][-1]


def notes(db: Database) -> list[str | None]:
    with reading(db) as session:
        found = session.scalars(select(AlertEvent.text).where(AlertEvent.text.is_not(None)))
        return list(found)


def test_what_happens_now_is_no_question_about_abilities(
    db: Database, chat: str, now: datetime
) -> None:
    join_school(db, chat)

    assert "They may talk to you." in answered(db, chat, now, "what happens now")


def test_other_words_keep_their_answer(db: Database, chat: str, now: datetime) -> None:
    join_school(db, chat)

    assert answered(db, chat, now, "what can you do") == _STOCK


def test_a_guest_hears_that_nobody_has_it(db: Database, chat: str, now: datetime) -> None:
    said = answered(db, chat, now, "what happens now")

    assert said.startswith("Nobody at a school was told: you're here as a guest.")


def say(db: Database, chat: str, now: datetime, text: str, seen: Understanding) -> str:
    """Write, let the dialogue answer with its stock answer, return the last thing then said."""
    complete_turn(db, write(db, now, text), Answer([Say(_STOCK)], seen), now=now)
    return [line.text for line in lines_of(db, chat) if not line.from_student][-1]


CONCERN = Understanding("disclose_concern", 0.5, (("disclose_concern", 0.5),))
HELP = Understanding("help", 0.9, (("help", 0.9),))


def test_a_guest_who_asks_on_and_takes_it_back_is_not_told_the_whole_reply_again(
    db: Database, chat: str, now: datetime
) -> None:
    write(db, now, "my dad hits me")

    told = say(db, chat, now, "do they tell my mum", CONCERN)
    taken_back = say(db, chat, now, "i was joking", CONCERN)

    assert told.startswith("Nobody at a school was told")
    assert taken_back.startswith("OK, thanks for saying so.")


def test_a_guest_hears_twice_in_other_words_what_to_do(
    db: Database, chat: str, now: datetime
) -> None:
    write(db, now, "my dad hits me")
    answers = [
        say(db, chat, now, text, HELP) for text in ("what do i do", "how do i get out of it")
    ]

    assert answers[0] != answers[1]
    for text in answers:
        assert "0800 1111" in text
        assert "999" in text
        assert "your fault" in text


def test_what_is_asked_beside_a_taking_back_keeps_its_answer(
    db: Database, chat: str, now: datetime
) -> None:
    join_school(db, chat)
    write(db, now, "my dad hits me")
    seen = Understanding(
        "search_placements", 0.6, (("search_placements", 0.6), ("disclose_concern", 0.35))
    )

    said = say(db, chat, now, "i was joking, i just want work exp close to home", seen)

    assert said == _STOCK
    assert len(notes(db)) == 1


def test_a_carers_words_after_a_taking_back_keep_their_answer(
    db: Database, chat: str, now: datetime
) -> None:
    join_school(db, chat)
    write(db, now, "my dad hits me")
    say(db, chat, now, "i was joking", HELP)

    said = say(db, chat, now, "my mum cant walk so i do the cooking and that", CONCERN)

    assert said == _STOCK
    with reading(db) as session:
        assert len(session.scalars(select(Alert)).all()) == 1


def test_what_an_action_says_stands_and_the_taking_back_is_kept(
    db: Database, chat: str, now: datetime
) -> None:
    join_school(db, chat)

    assert answered(db, chat, now, "no i was joking", intent="deny") == _STOCK

    assert notes(db) == ["The student wrote afterwards: “no i was joking”"]
    with reading(db) as session:
        assert len(session.scalars(select(Alert)).all()) == 1


def test_a_question_about_it_is_no_note(db: Database, chat: str, now: datetime) -> None:
    join_school(db, chat)

    answered(db, chat, now, "who sees this", intent="ask_privacy")

    assert notes(db) == []
