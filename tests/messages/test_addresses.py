"""One conversation, several addresses: attached, moved, lost, found again."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer

from messages.domain.content import Choice, Say
from messages.services.addresses import (
    ChatNotFoundError,
    address_row,
    attach_address,
    mark_gone,
    stop_reminders,
    telegram_address,
)
from messages.services.chats import find_chat, open_chat
from messages.services.deliveries import (
    chats_to_send_to,
    delivery_counts,
    next_delivery,
    note_part,
)
from messages.services.history import lines_of
from messages.services.keyboards import shown_keyboards
from messages.services.outbox import enqueue
from messages.services.receive import Incoming, receive
from messages.services.turns import Answer, complete_turn, waiting_turns
from messages.tables import Channel, ChatAddress, InboxKind
from storage.database import reading, transaction
from storage.effects import remember_effect

WEB, TELEGRAM = Channel.WEB, Channel.TELEGRAM


@pytest.fixture
def chat(any_db, now):
    """A conversation on the web and on Telegram."""
    key = open_chat(any_db, channel=WEB, address="cookie", now=now)
    attach(any_db, key, "700", now)
    return key


def attach(db, key, address, now, channel=TELEGRAM):
    with transaction(db) as session:
        attach_address(session, key, channel=channel, address=address, now=now)


def gone(db, key, now, address="700", since=None):
    """Do what the sender does after a 403 that a call to this account was answered with."""
    with reading(db) as session:
        row = address_row(session, channel=TELEGRAM, address=address)
        assert row is not None
        address_hash = row.address_hash
    mark_gone(db, key, address_hash=address_hash, since=since or now, now=now)


def say(db, key, text="Hello.", *, now, **more):
    with transaction(db) as session:
        enqueue(session, key, [Say(text)], now=now, **more)


def addresses(db, key):
    with reading(db) as session:
        rows = session.scalars(
            select(ChatAddress)
            .where(ChatAddress.chat_key == key)
            .options(undefer(ChatAddress.address))
            .order_by(ChatAddress.id)
        )
        return [(row.channel, row.address) for row in rows]


def chat_at(db, channel, address):
    with reading(db) as session:
        return find_chat(session, channel=channel, address=address).key


def to_send(db, key, now):
    found = next_delivery(db, key, now=now)
    return None if found is None else found.text


def test_both_addresses_lead_to_the_same_conversation(any_db, chat, now):
    assert chat_at(any_db, WEB, "cookie") == chat_at(any_db, TELEGRAM, "700") == chat
    assert addresses(any_db, chat) == [(WEB, None), (TELEGRAM, "700")]


def test_opening_a_telegram_chat_keeps_where_to_call_back(any_db, now):
    key = open_chat(any_db, channel=TELEGRAM, address="1", now=now)

    assert open_chat(any_db, channel=TELEGRAM, address="1", now=now) == key
    assert addresses(any_db, key) == [(TELEGRAM, "1")]


def test_a_second_account_ends_the_first_and_gets_nothing_that_waited(any_db, chat, now):
    say(any_db, chat, "for the lost phone", now=now)

    attach(any_db, chat, "800", now)
    attach(any_db, chat, "800", now)
    say(any_db, chat, "for the new one", now=now)

    assert addresses(any_db, chat) == [(WEB, None), (TELEGRAM, "800")]
    with pytest.raises(ChatNotFoundError):
        chat_at(any_db, TELEGRAM, "700")
    assert to_send(any_db, chat, now) == "for the new one"
    assert delivery_counts(any_db).failed == {"readdressed": 1}


def test_an_account_moves_to_another_conversation_without_what_waited(any_db, chat, now):
    guest = open_chat(any_db, channel=TELEGRAM, address="900", now=now)
    say(any_db, guest, "for the guest", now=now)

    attach(any_db, chat, "900", now)

    assert chat_at(any_db, TELEGRAM, "900") == chat
    assert addresses(any_db, guest) == []
    assert chats_to_send_to(any_db, now=now) == []


def test_the_database_itself_refuses_a_second_account(any_db, chat, now):
    with pytest.raises(IntegrityError), transaction(any_db) as session:
        session.add(ChatAddress(chat_key=chat, channel=TELEGRAM, address_hash="x", created_at=now))


def test_a_chat_that_is_not_there_gets_no_address(any_db, now):
    with pytest.raises(ChatNotFoundError):
        attach(any_db, "nobody", "1", now)


def test_what_is_said_unasked_goes_everywhere_an_answer_where_it_was_asked(any_db, chat, now):
    for channel, address in ((WEB, "cookie"), (TELEGRAM, "700")):
        receive(any_db, Incoming(channel, address, "1", f"from {channel.value}"), now=now)
        [turn] = waiting_turns(any_db, now=now)
        complete_turn(any_db, turn.inbox_id, Answer([Say(f"to {channel.value}")]), now=now)
    say(any_db, chat, "unasked", now=now)

    on_the_web = [line.text for line in lines_of(any_db, chat) if not line.from_student]
    assert on_the_web == ["to web", "to telegram", "unasked"]
    assert delivery_counts(any_db).waiting == 2
    assert to_send(any_db, chat, now) == "to telegram"


def test_an_answer_that_tells_of_something_done_is_not_repeated(any_db, chat, now):
    for number in ("1", "2"):
        receive(any_db, Incoming(TELEGRAM, "700", number, "apply"), now=now)
        [turn] = waiting_turns(any_db, now=now)
        if number == "1":
            with transaction(any_db) as session:
                remember_effect(session, turn.turn_id, "apply", {"id": 1}, now=now)
        complete_turn(any_db, turn.inbox_id, Answer([Say(number)]), now=now)
        found = next_delivery(any_db, chat, now=now)
        assert found is not None
        assert found.is_repeatable is (number == "2")
        gone(any_db, chat, now)


def test_who_is_gone_gets_nothing_more_until_they_write_again(any_db, chat, now):
    say(any_db, chat, "waits", now=now)

    gone(any_db, chat, now)
    say(any_db, chat, "later", now=now)

    assert chats_to_send_to(any_db, now=now) == []
    receive(any_db, Incoming(TELEGRAM, "700", "1", "I'm back"), now=now)
    say(any_db, chat, "welcome back", now=now)
    assert to_send(any_db, chat, now) == "welcome back"


def test_a_late_refusal_from_the_old_account_leaves_the_new_one_alone(any_db, chat, now):
    with reading(any_db) as session:
        old = telegram_address(session, chat)
    assert old is not None
    attach(any_db, chat, "701", now)
    say(any_db, chat, "for the new one", now=now)

    mark_gone(any_db, chat, address_hash=old.address_hash, since=now, now=now)

    assert to_send(any_db, chat, now) == "for the new one"
    assert delivery_counts(any_db).failed == {}


def test_who_wrote_after_a_call_was_begun_is_not_gone_by_its_refusal(any_db, chat, now):
    later = now + timedelta(seconds=1)
    receive(any_db, Incoming(TELEGRAM, "700", "1", "I'm back"), now=later)
    say(any_db, chat, "welcome back", now=now)

    gone(any_db, chat, now=later, since=now)
    assert to_send(any_db, chat, later) == "welcome back"

    gone(any_db, chat, now=later, since=later)
    assert chats_to_send_to(any_db, now=later) == []


def test_keyboards_of_the_old_account_are_left_alone(any_db, chat, now):
    with transaction(any_db) as session:
        enqueue(session, chat, [Say("Which?", (Choice("Pay", "/ask_pay"),))], now=now)
    found = next_delivery(any_db, chat, now=now)
    assert found is not None
    note_part(
        any_db,
        found.outbox_id,
        parts_sent=1,
        is_last=True,
        message_id=41,
        has_keyboard=True,
        now=now,
    )
    assert shown_keyboards(any_db, chat) == {found.outbox_id: 41}

    attach(any_db, chat, "701", now)

    assert shown_keyboards(any_db, chat) == {}


def test_stop_ends_reminders_and_nothing_else(any_db, chat, now):
    say(any_db, chat, "reminder", now=now, is_reminder=True)

    with transaction(any_db) as session:
        stop_reminders(session, chat, now=now)
        stop_reminders(session, chat, now=now)
    say(any_db, chat, "another", now=now, is_reminder=True)
    say(any_db, chat, "an answer", now=now)

    assert to_send(any_db, chat, now) == "an answer"
    assert delivery_counts(any_db).failed == {"stopped": 1}


def test_reminders_wait_in_quiet_hours_and_let_answers_pass(any_db, chat, now):
    night = now + timedelta(hours=12)
    say(any_db, chat, "reminder", now=night, is_reminder=True)
    say(any_db, chat, "an answer", now=night)

    assert to_send(any_db, chat, night) == "an answer"
    assert to_send(any_db, chat, now + timedelta(days=1)) == "reminder"


def test_a_command_of_ours_is_kept_as_a_button_and_shown_as_typed(any_db, chat, now):
    command = Incoming(TELEGRAM, "700", "5", "/jobs", payload="/suggest_careers")
    first, again = (receive(any_db, command, now=now) for _ in range(2))

    assert (first.duplicate, again.duplicate) == (False, True)
    [turn] = waiting_turns(any_db, now=now)
    assert (turn.kind, turn.text) == (InboxKind.BUTTON, "/suggest_careers")
    assert [line.text for line in lines_of(any_db, chat)] == ["/jobs"]


def test_a_button_of_the_web_works_on_telegram(any_db, chat, now):
    with transaction(any_db) as session:
        enqueue(session, chat, [Say("Which?", (Choice("Pay", "/ask_pay"),))], now=now)
    found = next_delivery(any_db, chat, now=now)
    assert found is not None

    token = found.buttons[0].token
    receive(any_db, Incoming(TELEGRAM, "700", "6", button_token=token), now=now)

    [turn] = waiting_turns(any_db, now=now)
    assert turn.text == "/ask_pay"


def test_a_conversation_without_a_telegram_account_has_no_address_there(any_db, now):
    key = open_chat(any_db, channel=WEB, address="w", now=now)
    say(any_db, key, now=now)

    with reading(any_db) as session:
        assert telegram_address(session, key) is None
    assert chats_to_send_to(any_db, now=now) == []


@pytest.mark.postgres
def test_what_is_queued_at_the_moment_of_a_move_does_not_go_to_the_new_account(postgres_db, now):
    chat = open_chat(postgres_db, channel=TELEGRAM, address="700", now=now)
    with ThreadPoolExecutor(1) as pool:
        with transaction(postgres_db) as session:
            enqueue(session, chat, [Say("for the old one")], now=now)
            moving = pool.submit(attach, postgres_db, chat, "800", now)
            time.sleep(0.3)  # it waits for us
            assert not moving.done()
        moving.result(10)

    assert chats_to_send_to(postgres_db, now=now) == []
    assert delivery_counts(postgres_db).failed == {"readdressed": 1}
