"""Quiet hours in school time, in winter and in summer, the usual ones and a school's own."""

from datetime import UTC, datetime, time, timedelta

import pytest

from messages.domain.content import Say
from messages.domain.quiet import USUAL, QuietHours
from messages.services.chats import bind_chat, open_chat
from messages.services.deliveries import chats_to_send_to, next_delivery
from messages.services.outbox import enqueue
from messages.services.quiet import keep_quiet_hours, quiet_hours_of
from messages.tables import Channel
from storage.database import reading, transaction

NIGHT = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
EVENING = NIGHT.replace(hour=19)
LATE, EARLY, AS_USUAL = 1, 2, 3  # schools


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-11-23T19:59", False),
        ("2026-11-23T20:00", True),
        ("2026-11-24T07:29", True),
        ("2026-11-24T07:30", False),
        ("2026-07-01T18:59", False),
        ("2026-07-01T19:00", True),  # British summer time
        ("2026-07-01T06:29", True),
        ("2026-07-01T06:30", False),
    ],
)
def test_reminders_wait_from_evening_to_morning(moment, quiet):
    assert USUAL.are_on(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is quiet


@pytest.mark.parametrize(("hour", "quiet"), [(0, True), (5, True), (6, False), (23, False)])
def test_quiet_hours_may_begin_at_midnight(hour, quiet):
    hours = QuietHours(time(0), time(6))

    assert hours.are_on(NIGHT.replace(hour=hour, minute=0)) is quiet


def test_the_same_time_twice_would_mean_always_or_never():
    with pytest.raises(ValueError, match="different"):
        QuietHours(time(8), time(8))


@pytest.fixture
def chats(any_db):
    """A chat of each school, and a guest's, with a reminder each."""
    with transaction(any_db) as session:
        keep_quiet_hours(session, LATE, QuietHours(time(12), time(13)))
        keep_quiet_hours(session, LATE, QuietHours(time(23), time(5)))
        keep_quiet_hours(session, EARLY, QuietHours(time(18), time(9)))
    made = {}
    for school_id in (LATE, EARLY, AS_USUAL, None):
        key = open_chat(any_db, channel=Channel.TELEGRAM, address=f"7{school_id}", now=NIGHT)
        with transaction(any_db) as session:
            bind_chat(session, key, student_key=f"s{school_id}", school_id=school_id)
            enqueue(session, key, [Say("Remember?")], now=NIGHT, is_reminder=True)
        made[school_id] = key
    return made


@pytest.mark.parametrize(
    ("now", "sent_to"),
    [
        (NIGHT, [LATE]),
        (EVENING, [LATE, AS_USUAL, None]),
        (NIGHT + timedelta(hours=10), [LATE, AS_USUAL, None]),  # 8:30
        (NIGHT + timedelta(hours=11), [LATE, EARLY, AS_USUAL, None]),
    ],
)
def test_a_schools_own_hours_hold_back_its_reminders(any_db, chats, now, sent_to):
    found = chats_to_send_to(any_db, now=now)

    assert found == [chats[school_id] for school_id in sent_to]
    for key in chats.values():
        assert (next_delivery(any_db, key, now=now) is not None) is (key in found)


def test_answers_wait_for_no_morning(any_db, chats):
    with transaction(any_db) as session:
        enqueue(session, chats[EARLY], [Say("An answer.")], now=NIGHT)

    found = next_delivery(any_db, chats[EARLY], now=NIGHT)

    assert found is not None
    assert found.text == "An answer."


def test_a_school_that_set_none_has_the_usual_hours(any_db, chats):
    with reading(any_db) as session:
        assert quiet_hours_of(session, AS_USUAL) == USUAL
        assert quiet_hours_of(session, LATE) == QuietHours(time(23), time(5))
