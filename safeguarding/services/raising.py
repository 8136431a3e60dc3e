"""Raising an alert, in the transaction of the message that showed the sign of harm."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.domain.alerts import AlertEventKind, FoundBy
from safeguarding.domain.hours import SchoolHours, acknowledge_by
from safeguarding.services.aftermath import answered_beside, said_after
from safeguarding.services.contacts import contacts_of
from safeguarding.services.reply import concern_reply, further_reply
from safeguarding.services.runs import place_in_run
from safeguarding.signs import Match
from safeguarding.tables import Alert, AlertEvent
from storage.jobs import enqueue_job

ALERT_MAIL = "alert_mail"
RECIPIENTS = ("lead", "deputy")
MAX_EXCERPT_CHARS = 4_000  # what a student may send in one message
_USUAL_HOURS = SchoolHours(time(8, 30), time(16, 0))  # until the school has said its own


def raise_alert(
    session: Session,
    *,
    chat_key: str,
    student_key: str | None,
    school_id: int | None,
    inbox_id: int,
    text: str,
    matches: Sequence[Match],
    found_by: FoundBy,
    now: datetime,
    confidence: float | None = None,
) -> tuple[str, ...]:
    """Keep an alert for the school's lead and return the fixed reply's messages.

    Once for an inbox row: a repeat changes nothing and returns the reply of the first time.
    A guest (`school_id` None) has no lead: nothing is kept, and the reply says so.
    Soon after another alert of the same chat the reply is one short message. Words about that
    alert ("i was joking", "do they tell my mum") are answered as such; where only the classifier
    saw a sign in them and they say nothing else, they become a note on it and no alert.
    `confidence` (0..1) is the classifier's, where it alone saw the sign.
    """
    if school_id is None:
        return concern_reply(session, school_id=None, now=now)
    alert = session.scalar(
        select(Alert).where(Alert.chat_key == chat_key, Alert.inbox_id == inbox_id)
    )
    if alert is None:
        beside = (
            None
            if matches
            else answered_beside(
                session, chat_key=chat_key, school_id=school_id, text=text, now=now
            )
        )
        if beside is not None:
            return beside
        alert = Alert(
            chat_key=chat_key,
            student_key=student_key,
            school_id=school_id,
            inbox_id=inbox_id,
            excerpt=text[:MAX_EXCERPT_CHARS],
            matched=_matched(matches, confidence),
            found_by=found_by,
            raised_at=now,
            due_at=_due_at(session, school_id, now),
        )
        _keep(session, alert)
    return _reply(session, alert)


def _reply(session: Session, alert: Alert) -> tuple[str, ...]:
    count = place_in_run(session, alert)
    if not count:
        return concern_reply(session, school_id=alert.school_id, now=alert.raised_at)
    about_it = said_after(session, alert, count=count)
    return about_it or further_reply(session, school_id=alert.school_id, count=count)


def _keep(session: Session, alert: Alert) -> None:
    alert.events.append(AlertEvent(kind=AlertEventKind.RAISED, at=alert.raised_at))
    session.add(alert)
    session.flush()
    _enqueue_mails(session, alert)


def _due_at(session: Session, school_id: int, now: datetime) -> datetime:
    contacts = contacts_of(session, school_id)
    return acknowledge_by(contacts.hours if contacts else _USUAL_HOURS, now)


def _enqueue_mails(session: Session, alert: Alert) -> None:
    """Tell lead and deputy at once, and again when it is overdue (see `safeguarding.mail`)."""
    for recipient in RECIPIENTS:
        for label, due_at in (("new", alert.raised_at), ("overdue", alert.due_at)):
            enqueue_job(
                session,
                ALERT_MAIL,
                {"alert_id": alert.id, "recipient": recipient},
                due_at=due_at,
                unique_key=f"alert:{alert.id}:{recipient}:{label}",
            )


def _matched(matches: Sequence[Match], confidence: float | None) -> list[dict[str, str | float]]:
    by_rules: list[dict[str, str | float]] = [_match_json(match) for match in matches]
    return by_rules if confidence is None else [*by_rules, {"confidence": confidence}]


def _match_json(match: Match) -> dict[str, str | float]:
    return {
        "sign": match.sign.value,
        "certainty": match.certainty.value,
        "phrase": match.phrase,
    }
