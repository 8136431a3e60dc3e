"""Late answers: told once, counted from when the student spoke, taken back where it can be."""

from datetime import timedelta

import pytest

from messages.domain.content import Say
from messages.services.chats import open_chat
from messages.services.deliveries import begin_part, next_delivery
from messages.services.history import lines_of
from messages.services.late import LATE_AFTER, LEAST, late_from, tell_late
from messages.services.receive import Incoming, receive
from messages.services.turns import Answer, complete_turn
from messages.tables import Channel

SECOND = timedelta(seconds=1)


@pytest.fixture
def chat(any_db, now):
    return open_chat(any_db, channel=Channel.TELEGRAM, address="700", now=now)


def send(db, now, update_id="1", said_at=None):
    incoming = Incoming(Channel.TELEGRAM, "700", update_id, "hello there", said_at=said_at)
    return receive(db, incoming, now=now).inbox_id


def to_send(db, chat, now):
    found = next_delivery(db, chat, now=now)
    return None if found is None else found.text


def said(db, chat):
    return [line.text for line in lines_of(db, chat) if not line.from_student]


@pytest.mark.parametrize(
    ("said_before", "late_after"),
    [
        (None, LATE_AFTER),
        (timedelta(0), LATE_AFTER),
        (SECOND, LATE_AFTER - SECOND),
        (timedelta(hours=1), LEAST),
        (-timedelta(hours=1), LATE_AFTER),
    ],
    ids=["not known", "this moment", "a second ago", "an hour ago", "a clock that runs ahead"],
)
def test_lateness_counts_from_when_it_was_said(now, said_before, late_after):
    said_at = None if said_before is None else now - said_before
    assert late_from(now, said_at) == now + late_after


def test_a_late_answer_is_announced_once_for_all_that_waits(any_db, chat, now):
    send(any_db, now)
    send(any_db, now + SECOND, "2")

    assert tell_late(any_db, now=now + LATE_AFTER - SECOND) == 0
    assert tell_late(any_db, now=now + LATE_AFTER) == 1
    assert tell_late(any_db, now=now + 3 * LATE_AFTER) == 0
    assert len(said(any_db, chat)) == 1


def test_what_was_said_while_nobody_listened_is_late_soon(any_db, chat, now):
    send(any_db, now, said_at=now - timedelta(minutes=1))

    assert tell_late(any_db, now=now + LEAST) == 1


def test_a_notice_that_did_not_leave_gives_way_to_the_answer(any_db, chat, now):
    inbox_id = send(any_db, now)
    tell_late(any_db, now=now + LATE_AFTER)

    complete_turn(any_db, inbox_id, Answer([Say("Here it is.")]), now=now + LATE_AFTER)

    assert said(any_db, chat) == ["Here it is."]
    assert to_send(any_db, chat, now + LATE_AFTER) == "Here it is."


def test_what_still_waits_behind_that_answer_is_told_of_again(any_db, chat, now):
    first, _second = send(any_db, now), send(any_db, now, "2")
    tell_late(any_db, now=now + LATE_AFTER)

    complete_turn(any_db, first, Answer([Say("Here it is.")]), now=now + LATE_AFTER)

    assert tell_late(any_db, now=now + LATE_AFTER) == 1
    assert len(said(any_db, chat)) == 2


def test_a_notice_on_its_way_is_not_called_back(postgres_db, now):
    chat = open_chat(postgres_db, channel=Channel.TELEGRAM, address="700", now=now)
    inbox_id = send(postgres_db, now)
    late = now + LATE_AFTER
    tell_late(postgres_db, now=late)
    notice = next_delivery(postgres_db, chat, by="gateway", now=late)
    assert begin_part(postgres_db, notice, by="gateway", now=late)

    complete_turn(postgres_db, inbox_id, Answer([Say("Here it is.")]), now=late)

    assert [text == "Here it is." for text in said(postgres_db, chat)] == [False, True]
