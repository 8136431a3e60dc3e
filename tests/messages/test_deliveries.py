"""Deliveries to Telegram: in order, resumed where they were, given up honestly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from messages.domain.content import Choice, Say
from messages.services.addresses import attach_address
from messages.services.chats import erase_chat, open_chat
from messages.services.deliveries import (
    CLAIM_LIFE,
    UndeliverableError,
    begin_part,
    chats_to_send_to,
    delivery_counts,
    fail_delivery,
    next_delivery,
    note_part,
    postpone,
)
from messages.services.keyboards import note_keyboards_gone, shown_keyboards
from messages.services.outbox import enqueue
from messages.tables import Channel, Chat, ChatAddress, Outbox
from storage.database import reading, transaction


@pytest.fixture
def chat(any_db, now):
    return open_chat(any_db, channel=Channel.TELEGRAM, address="700", now=now)


def say(db, key, *texts, now, **more):
    with transaction(db) as session:
        enqueue(session, key, [Say(text) for text in texts], now=now, **more)


def head(db, key, now):
    found = next_delivery(db, key, now=now)
    assert found is not None
    return found


def begins(db, key, now, by=""):
    return begin_part(db, head(db, key, now), by=by, now=now)


def sent(db, outbox_id, now, **more):
    values = {"parts_sent": 1, "is_last": True, "message_id": 9, "has_keyboard": False, **more}
    note_part(db, outbox_id, now=now, **values)


def test_messages_come_in_the_order_in_which_they_were_written(any_db, chat, now):
    say(any_db, chat, "one", "two", now=now)

    first = head(any_db, chat, now)
    sent(any_db, first.outbox_id, now)
    second = head(any_db, chat, now)
    sent(any_db, second.outbox_id, now)

    assert (first.text, second.text, first.address) == ("one", "two", "700")
    assert next_delivery(any_db, chat, now=now) is None
    with reading(any_db) as session:
        assert session.get_one(Outbox, first.outbox_id).sent_at == now


def test_whoever_waits_longest_comes_first_and_busy_chats_are_left_out(any_db, now):
    keys = [open_chat(any_db, channel=Channel.TELEGRAM, address=str(n), now=now) for n in range(3)]
    for key in (keys[2], keys[0], keys[1], keys[2]):
        say(any_db, key, "hi", now=now)

    assert chats_to_send_to(any_db, now=now) == [keys[2], keys[0], keys[1]]
    assert chats_to_send_to(any_db, now=now, busy=[keys[2]], limit=1) == [keys[0]]


def test_a_message_that_must_wait_holds_back_its_chat_only(any_db, chat, now):
    other = open_chat(any_db, channel=Channel.TELEGRAM, address="701", now=now)
    say(any_db, chat, "one", "two", now=now)
    say(any_db, other, "hi", now=now)

    postpone(any_db, head(any_db, chat, now).outbox_id, until=now + timedelta(seconds=30))

    assert chats_to_send_to(any_db, now=now) == [other]
    assert next_delivery(any_db, chat, now=now) is None
    later = now + timedelta(seconds=30)
    assert head(any_db, chat, later).text == "one"
    assert chats_to_send_to(any_db, now=later) == [chat, other]


def test_parts_and_a_part_under_way_are_remembered(any_db, chat, now):
    say(any_db, chat, "long", now=now, is_repeatable=False)
    outbox_id = head(any_db, chat, now).outbox_id

    begins(any_db, chat, now)
    assert head(any_db, chat, now).is_under_way
    sent(any_db, outbox_id, now, is_last=False)
    after_one = head(any_db, chat, now)
    begins(any_db, chat, now)
    postpone(any_db, outbox_id, counts=True)
    refused = head(any_db, chat, now)

    assert (after_one.parts_sent, after_one.is_under_way) == (1, False)
    assert (refused.parts_sent, refused.is_under_way, refused.tries) == (1, False, 1)


def test_a_part_in_one_senders_hands_is_left_by_another_until_its_time_is_over(any_db, chat, now):
    say(any_db, chat, "offer", now=now, is_repeatable=False)
    mine = next_delivery(any_db, chat, by="a", now=now)
    other = next_delivery(any_db, chat, by="b", now=now)
    assert mine is not None
    assert other is not None

    assert begin_part(any_db, mine, by="a", now=now)
    assert not begin_part(any_db, other, by="b", now=now)
    assert next_delivery(any_db, chat, by="b", now=now) is None
    assert chats_to_send_to(any_db, by="b", now=now) == []
    assert chats_to_send_to(any_db, by="a", now=now) == [chat]  # after a restart, at once

    later = now + CLAIM_LIFE
    assert chats_to_send_to(any_db, by="b", now=later) == [chat]
    left = next_delivery(any_db, chat, by="b", now=later)
    assert left is not None
    assert left.is_under_way


@pytest.mark.postgres
def test_of_two_senders_that_begin_the_same_part_at_once_one_may(postgres_db, now):
    key = open_chat(postgres_db, channel=Channel.TELEGRAM, address="700", now=now)
    say(postgres_db, key, "harmless", now=now)
    found = head(postgres_db, key, now)
    with ThreadPoolExecutor(8) as pool:
        begun = list(
            pool.map(lambda n: begin_part(postgres_db, found, by=f"g{n}", now=now), range(8))
        )
    assert sum(begun) == 1


def test_what_was_sent_or_given_up_or_moved_since_it_was_looked_up_is_not_begun(any_db, chat, now):
    say(any_db, chat, "one", "two", "three", now=now, is_repeatable=False)
    found = head(any_db, chat, now)
    sent(any_db, found.outbox_id, now, is_last=False)
    assert not begin_part(any_db, found, by="", now=now)  # this part
    found = head(any_db, chat, now)
    fail_delivery(any_db, found.outbox_id, "refused", now=now)
    assert not begin_part(any_db, found, by="", now=now)
    found = head(any_db, chat, now)
    with transaction(any_db) as session:
        attach_address(session, chat, channel=Channel.TELEGRAM, address="701", now=now)
    assert not begin_part(any_db, found, by="", now=now)


def test_an_answer_that_comes_after_the_account_was_replaced_changes_nothing(any_db, chat, now):
    say(any_db, chat, "one", now=now)
    found = head(any_db, chat, now)
    assert begin_part(any_db, found, by="", now=now)
    with transaction(any_db) as session:
        attach_address(session, chat, channel=Channel.TELEGRAM, address="701", now=now)

    sent(any_db, found.outbox_id, now, has_keyboard=True)
    postpone(any_db, found.outbox_id)

    assert delivery_counts(any_db).failed == {"readdressed": 1}
    assert shown_keyboards(any_db, chat) == {}
    assert next_delivery(any_db, chat, now=now) is None


def test_a_message_that_is_none_says_which_it_is(any_db, chat, now):
    say(any_db, chat, "x", now=now)
    outbox_id = head(any_db, chat, now).outbox_id
    with transaction(any_db) as session:
        session.execute(sa.update(Outbox).values(content={"no text": 1}))

    with pytest.raises(UndeliverableError) as error:
        next_delivery(any_db, chat, now=now)

    assert (error.value.outbox_id, error.value.failure) == (outbox_id, "broken")


def test_a_message_given_up_is_told_once(any_db, chat, now):
    say(any_db, chat, "lost", now=now)
    outbox_id = head(any_db, chat, now).outbox_id

    fail_delivery(any_db, outbox_id, "unknown", now=now)
    fail_delivery(any_db, outbox_id, "unknown", now=now)

    notice = head(any_db, chat, now)
    assert "may not have reached you" in notice.text
    fail_delivery(any_db, notice.outbox_id, "refused", now=now)
    assert next_delivery(any_db, chat, now=now) is None
    assert delivery_counts(any_db).failed == {"unknown": 1, "refused": 1}


def test_a_keyboard_is_to_be_seen_until_it_is_gone(any_db, chat, now):
    with transaction(any_db) as session:
        enqueue(session, chat, [Say("Which?", (Choice("Pay", "/ask_pay"),))], now=now)
    found = head(any_db, chat, now)
    sent(any_db, found.outbox_id, now, message_id=41, has_keyboard=True)

    assert [button.title for button in found.buttons] == ["Pay"]
    assert shown_keyboards(any_db, chat) == {found.outbox_id: 41}
    note_keyboards_gone(any_db, [found.outbox_id])
    assert shown_keyboards(any_db, chat) == {}


def test_a_message_that_does_not_open_says_which_it_is(any_db, chat, now):
    say(any_db, chat, "sealed", now=now)
    outbox_id = head(any_db, chat, now).outbox_id
    with any_db.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE outbox SET content = :bad"), {"bad": b"not sealed by us" * 3}
        )

    with pytest.raises(UndeliverableError) as error:
        next_delivery(any_db, chat, now=now)

    assert (error.value.outbox_id, error.value.failure) == (outbox_id, "sealed")


def test_a_message_without_a_live_address_cannot_be_delivered(any_db, chat, now):
    say(any_db, chat, "hi", now=now)
    with transaction(any_db) as session:
        session.execute(sa.update(ChatAddress).values(gone_at=now))

    with pytest.raises(UndeliverableError) as error:
        next_delivery(any_db, chat, now=now)

    assert error.value.failure == "gone"


def test_forgetting_takes_what_waited_and_says_so_in_the_chat(any_db, chat, now):
    say(any_db, chat, "waits", now=now)
    outbox_id = head(any_db, chat, now).outbox_id

    with transaction(any_db) as session:
        erase_chat(session, chat, now=now)
    sent(any_db, outbox_id, now)  # it was under way: nothing is left to note

    farewell = head(any_db, chat, now)
    assert "deleted everything" in farewell.text
    assert farewell.address == "700"
    sent(any_db, farewell.outbox_id, now)
    with reading(any_db) as session:  # not even the chat is left: nobody can reach it
        assert session.scalars(sa.select(Chat.key)).all() == []
