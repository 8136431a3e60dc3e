"""Raising an alert: once for a message, sealed, with its mails and its honest reply."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from safeguarding.domain.alerts import AlertEventKind, AlertState
from safeguarding.services.alerts import alert_view, list_alerts
from safeguarding.services.contacts import set_contacts
from safeguarding.signs import Certainty, Sign
from safeguarding.tables import FoundBy
from storage.database import Database, reading
from storage.tables import Job
from tests.safeguarding.situations import CONTACTS, MARKER, SCHOOL, WORDS, only_alert_id, raise_one

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LAST_DAY_OF_TERM = datetime(2026, 12, 23, 18, 0, tzinfo=UTC)
AUGUST = datetime(2027, 8, 4, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _contacts(db: Database) -> None:
    set_contacts(db, SCHOOL, CONTACTS)


def test_the_lead_gets_what_was_said_and_why_it_was_raised(db: Database, now: datetime) -> None:
    raise_one(db, now=now)

    alert = alert_view(db, only_alert_id(db), school_id=SCHOOL)
    assert (alert.state, alert.found_by, alert.text) == (AlertState.OPEN, FoundBy.RULES, WORDS)
    assert Sign.ABUSE in alert.signs
    assert alert.matches[0].certainty is Certainty.EXPLICIT
    assert [event.kind for event in alert.events] == [AlertEventKind.RAISED]
    assert (alert.student_key, alert.chat_key, alert.raised_at) == ("student-1", "chat-1", now)
    assert alert.due_at == now + timedelta(minutes=30)
    assert not alert.is_overdue(now)
    assert alert.is_overdue(alert.due_at)


def test_raising_twice_is_one_alert_and_the_same_reply(db: Database, now: datetime) -> None:
    first = raise_one(db, now=now)
    again = raise_one(db, now=now + timedelta(hours=12), found_by=FoundBy.CLASSIFIER)

    assert again == first
    assert len(list_alerts(db, school_id=SCHOOL)) == 1
    with reading(db) as session:
        assert len(session.scalars(select(Job)).all()) == 4


def test_another_chat_may_get_an_erased_inbox_number(db: Database, now: datetime) -> None:
    raise_one(db, now=now)
    raise_one(db, now=now, chat_key="chat-2")

    assert len(list_alerts(db, school_id=SCHOOL)) == 2


def test_lead_and_deputy_are_told_at_once_and_when_it_is_overdue(
    db: Database, now: datetime
) -> None:
    raise_one(db, now=now)

    alert = alert_view(db, only_alert_id(db), school_id=SCHOOL)
    with reading(db) as session:
        jobs = session.scalars(select(Job)).all()
    assert {job.kind for job in jobs} == {"alert_mail"}
    assert {(job.payload["recipient"], job.due_at) for job in jobs} == {
        ("lead", now),
        ("deputy", now),
        ("lead", alert.due_at),
        ("deputy", alert.due_at),
    }
    assert {tuple(sorted(job.payload)) for job in jobs} == {("alert_id", "recipient")}


def test_nothing_said_lies_in_the_file_in_plain_text(
    db: Database, now: datetime, tmp_path: Path
) -> None:
    raise_one(db, now=now)
    db.dispose()

    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (MARKER, "hits me", CONTACTS.lead_name, CONTACTS.lead_email):
        assert secret.encode() not in kept


def test_a_guest_is_told_that_nobody_sees_it_and_nothing_is_kept(
    db: Database, now: datetime
) -> None:
    reply = raise_one(db, now=now, school_id=None)

    assert "nobody at a school sees this" in reply[-1]
    with reading(db) as session:
        assert session.scalars(select(Job)).all() == []
    assert list_alerts(db, school_id=SCHOOL) == []


def test_the_reply_names_help_and_the_school_and_asks_nothing(db: Database, now: datetime) -> None:
    reply = " ".join(raise_one(db, now=now))

    for part in ("999", "0800 1111", "85258", "not an emergency service", "Ms Okafor"):
        assert part in reply
    assert "It is school time" in reply
    for forbidden in ("?", "secret", "promise", MARKER):
        assert forbidden not in reply


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (SATURDAY, "Nobody at school reads this now. The next school time I know of is Monday at"),
        (AUGUST, "It is holiday time"),
        (LAST_DAY_OF_TERM, "It is holiday time"),
    ],
    ids=["weekend", "August", "the evening before Christmas Eve"],
)
def test_out_of_hours_the_reply_is_honest(db: Database, moment: datetime, said: str) -> None:
    reply = raise_one(db, now=moment)

    assert said in reply[-1]
    assert "It is school time" not in reply[-1]


def test_a_school_without_contacts_still_gets_the_alert(db: Database, now: datetime) -> None:
    reply = raise_one(db, now=now, school_id=3)

    assert "has not told me who they are" in reply[-1]
    assert len(list_alerts(db, school_id=3)) == 1


@pytest.mark.parametrize("confidence", [0.72, None], ids=["known", "raised before it was kept"])
def test_an_alert_of_the_classifier_has_its_confidence_and_no_phrases(
    db: Database, now: datetime, confidence: float | None
) -> None:
    raise_one(db, now=now, found_by=FoundBy.CLASSIFIER, confidence=confidence)

    (alert,) = list_alerts(db, school_id=SCHOOL)
    assert (alert.found_by, alert.matches, alert.signs) == (FoundBy.CLASSIFIER, (), ())
    assert alert.confidence == confidence


def test_an_alert_of_the_rules_has_the_words_that_matched(db: Database, now: datetime) -> None:
    raise_one(db, now=now)

    (alert,) = list_alerts(db, school_id=SCHOOL)
    assert [match.phrase for match in alert.matches] == ["dad hits me"]
    assert alert.confidence is None


def test_a_further_concern_soon_after_gets_one_short_message(db: Database, now: datetime) -> None:
    first = raise_one(db, now=now)
    (further,) = raise_one(db, now=now + timedelta(minutes=29), inbox_id=8)
    repeated = raise_one(db, now=now + timedelta(hours=12), inbox_id=8)

    assert further.startswith("Thank you for telling me more. It goes to Ms Okafor or Mr Lindqvist")
    for number in ("999", "0800 1111", "85258"):
        assert number in further
    assert len(further) < len(" ".join(first)) / 2
    assert repeated == (further,)
    assert len(list_alerts(db, school_id=SCHOOL)) == 2


def test_every_further_concern_has_other_words(db: Database, now: datetime) -> None:
    raise_one(db, now=now)

    replies = [raise_one(db, now=now, inbox_id=inbox_id) for inbox_id in (8, 9, 10, 11)]

    assert len(set(replies)) == 3
    assert replies[3] == replies[0]
    for (text,) in replies:
        assert all(number in text for number in ("999", "0800 1111", "85258", "Ms Okafor"))
        assert "?" not in text


@pytest.mark.parametrize(
    ("later", "chat_key"), [(timedelta(minutes=30), "chat-1"), (timedelta(0), "chat-2")]
)
def test_later_or_in_another_chat_the_whole_reply_is_given(
    db: Database, now: datetime, later: timedelta, chat_key: str
) -> None:
    first = raise_one(db, now=now)

    assert raise_one(db, now=now + later, inbox_id=8, chat_key=chat_key) == first


def test_a_guest_is_told_every_time(db: Database, now: datetime) -> None:
    first = raise_one(db, now=now, school_id=None)

    assert raise_one(db, now=now, inbox_id=8, school_id=None) == first
