"""Receiving: kept once, checked for harm in the same commit, safe against any input."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from messages.domain.content import Choice, Say
from messages.services.addresses import ChatNotFoundError
from messages.services.chats import bind_chat
from messages.services.history import lines_of
from messages.services.outbox import BUTTON_LIFE, enqueue
from messages.services.receive import EmptyMessageError, Incoming, begin_chat, receive
from messages.services.turns import waiting_turns
from messages.tables import Channel, Inbox, InboxKind, InboxState, Outbox, Turn
from safeguarding.tables import Alert
from storage.database import reading, transaction

WEB = Channel.WEB
OPENED = [undefer(Inbox.text), undefer(Inbox.shown)]


@pytest.fixture
def chat(db, now):
    return begin_chat(db, channel=WEB, address="cookie-a", now=now)


def say(text, update_id="1", address="cookie-a", **more):
    return Incoming(WEB, address, update_id, text, **more)


def count(db, table):
    with reading(db) as session:
        return session.scalar(select(func.count()).select_from(table))


def test_beginning_twice_opens_one_chat_that_the_bot_greets_once(db, chat, now):
    assert begin_chat(db, channel=WEB, address="cookie-a", now=now) == chat

    [turn] = waiting_turns(db, now=now)
    assert (turn.chat_key, turn.kind, turn.text) == (chat, InboxKind.BUTTON, "/greet")
    assert lines_of(db, chat) == []


def test_the_same_message_is_kept_once(db, chat, now):
    first = receive(db, say("hello"), now=now)
    again = receive(db, say("hello"), now=now)

    assert (first.inbox_id, first.duplicate, again.duplicate) == (again.inbox_id, False, True)
    assert [line.text for line in lines_of(db, chat)] == ["hello"]


def test_two_chats_may_use_the_same_id(db, chat, now):
    begin_chat(db, channel=WEB, address="cookie-b", now=now)

    first = receive(db, say("hello"), now=now)
    other = receive(db, say("hello", address="cookie-b"), now=now)

    assert first.inbox_id != other.inbox_id
    assert not other.duplicate


def test_a_message_to_no_chat_is_refused(db, now):
    with pytest.raises(ChatNotFoundError):
        receive(db, say("hello", address="nobody"), now=now)
    assert count(db, Inbox) == 0


@pytest.mark.parametrize("text", ["", "   \n", "\u200b\u200e", "\x00\x07"])
def test_an_empty_message_is_refused(db, chat, now, text):
    with pytest.raises(EmptyMessageError):
        receive(db, say(text), now=now)


@pytest.mark.parametrize("update_id", ["", "x" * 65])
def test_an_id_of_the_wrong_length_is_refused(db, chat, now, update_id):
    with pytest.raises(ValueError, match="update id"):
        receive(db, say("hello", update_id), now=now)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("\ud800 hi", "hi"),
        ("\u202eevil\u202c", "evil"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("e\u0301", "é"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'; DROP TABLE chat; --", "'; DROP TABLE chat; --"),
    ],
)
def test_odd_characters_are_made_safe(db, chat, now, typed, kept):
    receive(db, say(typed), now=now)

    assert [line.text for line in lines_of(db, chat)] == [kept]


def test_a_very_long_message_is_cut_and_the_student_is_told(db, chat, now):
    receive(db, say("a" * 10_000), now=now)

    own, notice = lines_of(db, chat)
    assert len(own.text) == 4_000
    assert "first part" in notice.text


def test_signs_of_harm_are_answered_in_the_same_commit(db, chat, now):
    with transaction(db) as session:
        bind_chat(session, chat, student_key="s1", school_id=7)

    receipt = receive(db, say("i want to kill myself"), now=now)

    with reading(db) as session:
        row = session.get_one(Inbox, receipt.inbox_id, options=OPENED)
        alert = session.scalars(select(Alert)).one()
        turn = session.scalars(select(Turn)).one()
    assert row.state is InboxState.DONE
    assert (alert.inbox_id, alert.school_id) == (row.id, 7)
    assert (turn.answered_by, turn.intent) == ("rules", "disclose_concern")
    replies = " ".join(line.text for line in lines_of(db, chat) if not line.from_student)
    assert "0800 1111" in replies
    assert "999" in replies


def test_signs_of_harm_beyond_the_cut_are_still_seen(db, chat, now):
    receive(db, say("bla " * 1_500 + " i want to kill myself"), now=now)

    assert "0800 1111" in " ".join(line.text for line in lines_of(db, chat))


def test_a_failed_commit_keeps_nothing(db, chat, now, monkeypatch):
    before = count(db, Inbox)
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full_disk BEFORE INSERT ON outbox "
            "BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )

    with pytest.raises(Exception, match="no room"):
        receive(db, say("i want to kill myself"), now=now)

    assert (count(db, Inbox), count(db, Alert), count(db, Turn)) == (before, 0, 0)


def buttons_of(db, chat):
    return [button for line in lines_of(db, chat) for button in line.buttons]


@pytest.fixture
def offered(db, chat, now):
    with transaction(db) as session:
        enqueue(session, chat, [Say("Which?", (Choice("Pay", "/ask_pay"),))], now=now)
    return buttons_of(db, chat)[0].token


def test_a_button_sends_its_payload_and_shows_its_title(db, chat, offered, now):
    receipt = receive(db, say("", button_token=offered), now=now)

    with reading(db) as session:
        row = session.get_one(Inbox, receipt.inbox_id, options=OPENED)
    assert (row.kind, row.text, row.shown) == (InboxKind.BUTTON, "/ask_pay", "Pay")


@pytest.mark.parametrize("case", ["another chat's", "expired", "made up"])
def test_a_button_that_is_not_there_is_answered_politely(db, chat, offered, now, case):
    begin_chat(db, channel=WEB, address="cookie-b", now=now)
    address = "cookie-b" if case == "another chat's" else "cookie-a"
    token = "made-up" if case == "made up" else offered
    later = now + BUTTON_LIFE + timedelta(seconds=1) if case == "expired" else now

    receipt = receive(db, say("", address=address, button_token=token), now=later)

    with reading(db) as session:
        row = session.get_one(Inbox, receipt.inbox_id, options=OPENED)
        notice = session.scalars(select(Outbox).where(Outbox.inbox_id == row.id)).one()
    assert (row.state, row.text, notice.chat_key) == (InboxState.DONE, None, row.chat_key)
    assert "doesn't work any more" in notice.content["text"]
