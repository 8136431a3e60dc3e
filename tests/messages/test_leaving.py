"""Leaving Telegram: last words arrive or are given up; then nothing of the account is left."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from messages.domain.content import Say
from messages.services.addresses import ChatNotFoundError, lose_telegram, stop_reminders
from messages.services.chats import bind_chat, erase_chat, find_chat, is_erased_in, open_chat
from messages.services.deliveries import (
    delivery_counts,
    fail_delivery,
    next_delivery,
    note_part,
)
from messages.services.leaving import LAST_WORDS_LIFE, expire_left, leave_telegram
from messages.services.outbox import enqueue
from messages.services.receive import Incoming, receive
from messages.services.turns import MOST_TRIES, Answer, complete_turn, fail_turn
from messages.tables import Channel, Chat, ChatAddress, Inbox, Outbox, TelegramDelivery
from storage.base import Base
from storage.database import reading, transaction
from storage.tables import RasaTracker

ADDRESS = "7001"
KEPT = {"secret"}  # the installation's own


@pytest.fixture
def chat(any_db, now):
    return open_chat(any_db, channel=Channel.TELEGRAM, address=ADDRESS, now=now)


def erase(db, chat, now, **more):
    with transaction(db) as session:
        erase_chat(session, chat, now=now, **more)


def head(db, chat, now):
    found = next_delivery(db, chat, now=now)
    assert found is not None
    return found


def arrives(db, outbox_id, now):
    note_part(db, outbox_id, parts_sent=1, is_last=True, message_id=9, has_keyboard=False, now=now)


def left(db):
    """Return every table with a row, but those that are nobody's."""
    with reading(db) as session:
        tables = Base.metadata.sorted_tables
        full = [t.name for t in tables if session.execute(sa.select(t).limit(1)).first()]
    return [name for name in full if name not in KEPT]


def accounts(db):
    """Return Telegram's chat ids wherever one is kept, opened."""
    with reading(db) as session:
        return [
            address
            for table in (ChatAddress, TelegramDelivery)
            for address in session.scalars(sa.select(table.address))
            if address is not None
        ]


def test_an_erased_account_is_a_strangers_at_once_and_hears_the_farewell(any_db, chat, now):
    erase(any_db, chat, now)

    with pytest.raises(ChatNotFoundError), reading(any_db) as session:
        find_chat(session, channel=Channel.TELEGRAM, address=ADDRESS)
    assert head(any_db, chat, now).address == ADDRESS


def test_who_comes_back_before_the_farewell_has_a_new_chat(any_db, chat, now):
    erase(any_db, chat, now)
    again = open_chat(any_db, channel=Channel.TELEGRAM, address=ADDRESS, now=now)

    arrives(any_db, head(any_db, chat, now).outbox_id, now)

    assert again != chat
    with reading(any_db) as session:
        assert session.scalars(sa.select(Chat.key)).all() == [again]


@pytest.mark.parametrize("how", ["arrived", "refused", "unknown", "gone", "blocked before", "late"])
def test_nothing_is_left_however_the_farewell_ends(any_db, chat, now, how):
    receive(any_db, Incoming(Channel.TELEGRAM, ADDRESS, "1", "my name is SECRET"), now=now)
    with reading(any_db) as session:
        turn = session.scalars(sa.select(Inbox)).one()
    if how == "blocked before":
        with transaction(any_db) as session:
            lose_telegram(session, chat, now=now)
    erase(any_db, chat, now)
    match how:
        case "arrived":
            arrives(any_db, head(any_db, chat, now).outbox_id, now)
        case "refused" | "unknown":
            fail_delivery(any_db, head(any_db, chat, now).outbox_id, how, now=now)
        case "gone":
            fail_delivery(any_db, head(any_db, chat, now).outbox_id, "gone", now=now)
        case "late":
            with transaction(any_db) as session:
                assert expire_left(session, now=now + LAST_WORDS_LIFE) == 0
            assert accounts(any_db) == [ADDRESS]
            with transaction(any_db) as session:
                expire_left(session, now=now + LAST_WORDS_LIFE + timedelta(seconds=1))
    assert accounts(any_db) == []
    assert is_erased_in(any_db, chat, turn.turn_id) is (how != "late")

    complete_turn(any_db, turn.id, Answer([Say("Too late.")]), now=now, asked_as=chat)
    with transaction(any_db) as session:
        expire_left(session, now=now + timedelta(days=3))

    assert left(any_db) == []


def test_the_farewell_and_the_turn_are_enough_to_end_the_chat(any_db, chat, now):
    receive(any_db, Incoming(Channel.TELEGRAM, ADDRESS, "1", "delete me"), now=now)
    erase(any_db, chat, now)
    with transaction(any_db) as session:
        inbox_id = session.scalars(sa.select(Inbox.id)).one()
        session.add(RasaTracker(chat_key=chat, session=b"x", updated_at=now))

    arrives(any_db, head(any_db, chat, now).outbox_id, now)
    complete_turn(any_db, inbox_id, Answer(()), now=now, asked_as=chat)

    assert left(any_db) == []


def test_a_turn_that_fails_in_an_erased_chat_keeps_no_words(any_db, chat, now):
    receive(any_db, Incoming(Channel.TELEGRAM, ADDRESS, "1", "my name is SECRET"), now=now)
    erase(any_db, chat, now)
    arrives(any_db, head(any_db, chat, now).outbox_id, now)
    with reading(any_db) as session:
        inbox_id = session.scalars(sa.select(Inbox.id)).one()

    states = [fail_turn(any_db, inbox_id, now=now) for _ in range(MOST_TRIES)]

    assert states[-1] is None
    assert left(any_db) == []


def test_on_the_web_the_farewell_stays_to_be_read(any_db, now):
    chat = open_chat(any_db, channel=Channel.WEB, address="cookie", now=now)

    erase(any_db, chat, now)
    with transaction(any_db) as session:
        expire_left(session, now=now + timedelta(days=3))

    assert left(any_db) == ["chat", "chat_address", "outbox"]


def test_what_time_erases_is_said_outside_quiet_hours_and_not_after_stop(any_db, chat, now):
    night = datetime.fromisoformat("2026-11-23T23:00:00+00:00")
    other = open_chat(any_db, channel=Channel.TELEGRAM, address="7002", now=now)
    with transaction(any_db) as session:
        stop_reminders(session, other, now=now)

    for key in (chat, other):
        erase(any_db, key, night, is_unasked=True)

    assert accounts(any_db) == [ADDRESS]
    assert next_delivery(any_db, chat, now=night) is None
    assert head(any_db, chat, night + timedelta(hours=9)).address == ADDRESS


def test_answers_that_wait_still_arrive_and_what_was_unasked_does_not(any_db, chat, now):
    receipt = receive(any_db, Incoming(Channel.TELEGRAM, ADDRESS, "1", "hello"), now=now)
    with transaction(any_db) as session:
        bind_chat(session, chat, student_key="s", school_id=1)
        enqueue(session, chat, [Say("Unasked.")], now=now)
        enqueue(session, chat, [Say("An answer.")], now=now, inbox_id=receipt.inbox_id)
        stop_reminders(session, chat, now=now)
        leave_telegram(
            session,
            chat,
            [Say("This is"), Say("the last.")],
            now=now,
            unique_key="last",
            is_unasked=True,
            even_stopped=True,
        )

    heard = []
    while found := next_delivery(any_db, chat, now=now):
        heard.append((found.text, found.address))
        arrives(any_db, found.outbox_id, now)

    assert heard == [(text, ADDRESS) for text in ("An answer.", "This is", "the last.")]
    assert delivery_counts(any_db).failed == {"closed": 1}
    assert accounts(any_db) == []


def test_an_account_that_does_not_open_is_forgotten_without_a_word(any_db, chat, now):
    with any_db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE chat_address SET address = :bad"), {"bad": b"x" * 60})

    erase(any_db, chat, now)

    assert left(any_db) == []


def test_a_chat_of_a_student_stays_though_nobody_can_reach_it(any_db, chat, now):
    with transaction(any_db) as session:
        session.get_one(Chat, chat).student_key = "s"
        enqueue(session, chat, [Say("Kept.")], now=now)
        session.execute(sa.delete(ChatAddress))
        expire_left(session, now=now + timedelta(days=3))

    with reading(any_db) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Outbox)) == 1
