"""Words about an alert that was raised: answered truly; what is taken back is kept beside it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.domain.aftermath import (
    Aftermath,
    aftermath_of,
    is_still_about,
    says_nothing_else,
)
from safeguarding.domain.alerts import CARER_VOTE, TAKEN_BACK_LASTS, AlertEventKind
from safeguarding.domain.carers import tells_only_of_caring
from safeguarding.services.reply import when_read, who_reads, with_numbers
from safeguarding.tables import Alert, AlertEvent
from safeguarding.words import WORDING
from storage.database import Database, reading

_FOR_ANYBODY = frozenset({Aftermath.GET_OUT, Aftermath.WHAT_TO_DO})  # these tell of no school
_FOR_GUESTS = frozenset({Aftermath.TAKES_BACK, Aftermath.WHY, Aftermath.EMPLOYER})
_CORRECTS = frozenset({Aftermath.TAKES_BACK, Aftermath.WHY})  # says that it was meant otherwise
_LONGEST_NOTE = 4_000  # characters, what a student may send in one message


def answers_about_alert(
    db: Database, *, chat_key: str, text: str, now: datetime
) -> tuple[str, ...]:
    """Return the answer in several wordings; empty where it is about no alert of the chat."""
    kind = aftermath_of(text)
    if kind is None:
        return ()
    with reading(db) as session:
        return answers_within(session, chat_key=chat_key, kind=kind, now=now)


def answers_within(
    session: Session, *, chat_key: str, kind: Aftermath, now: datetime
) -> tuple[str, ...]:
    """Return the answer in several wordings; empty where the chat has no alert that is meant."""
    alert = _alert_meant(session, chat_key, kind, now)
    return () if alert is None else _answers(session, kind, alert.school_id, now)


def answers_without_alert(kind: Aftermath, *, is_guest: bool) -> tuple[str, ...]:
    """Return the answer in several wordings where a concern was answered and nobody was told."""
    if not is_guest and kind not in _FOR_ANYBODY:
        return (WORDING.text("after_not_told"),)
    if kind in _FOR_ANYBODY:
        return (with_numbers(f"after_{kind.value}"), with_numbers(f"after_{kind.value}_again"))
    if kind in _FOR_GUESTS:
        return (WORDING.text(f"after_guest_{kind.value}"),)
    return (with_numbers("after_guest"), with_numbers("after_guest_again"))


def keep_taking_back(session: Session, *, chat_key: str, text: str, now: datetime) -> None:
    """Put words that take back what was written beside its alert, for the lead to see."""
    kind = aftermath_of(text)
    if kind in _CORRECTS:
        alert = _alert_meant(session, chat_key, kind, now)
        if alert is not None:
            _note(alert, text, now)


def noted_as_caring(
    session: Session, *, chat_key: str, text: str, confidence: float | None, now: datetime
) -> bool:
    """Note a carer's ordinary words on the last alert, which was taken back within the hour.

    Returns whether they are that; else nothing is noted, and they may tell of new harm. Only for
    words in which the rules saw nothing. `confidence` (0..1) is the classifier's in a concern.
    """
    if confidence is None or confidence >= CARER_VOTE or not tells_only_of_caring(text):
        return False
    alert = _latest(session, chat_key)
    if alert is None or not _was_taken_back(alert, now):
        return False
    _note(alert, text, now)
    return True


def answered_beside(
    session: Session, *, chat_key: str, school_id: int, text: str, now: datetime
) -> tuple[str, ...] | None:
    """Note words that are only about the last alert on it and return their answer.

    None where they may tell of new harm, or are about something else.
    """
    kind = aftermath_of(text)
    if kind is None or not says_nothing_else(text):
        return None
    alert = _alert_meant(session, chat_key, kind, now)
    if alert is None:
        return None
    answers = _answers(session, kind, school_id, now)
    count = sum(event.kind is AlertEventKind.NOTED for event in alert.events)
    _note(alert, text, now)
    return (answers[count % len(answers)],)


def said_after(session: Session, alert: Alert, *, count: int) -> tuple[str, ...] | None:
    """Return the answer to an alert's own words where they are about the alert before it.

    With the help lines, as such words show a sign of harm again. `count` chooses the wording.
    """
    kind = aftermath_of(alert.excerpt)
    if kind is None:
        return None
    answers = _answers(session, kind, alert.school_id, alert.raised_at)
    return (answers[(count - 1) % len(answers)], with_numbers("lines_again"))


def _alert_meant(session: Session, chat_key: str, kind: Aftermath, now: datetime) -> Alert | None:
    latest = _latest(session, chat_key)
    if latest is None or now - latest.raised_at < timedelta(0):
        return None
    return latest if is_still_about(kind, after=now - latest.raised_at) else None


def _latest(session: Session, chat_key: str) -> Alert | None:
    return session.scalar(
        select(Alert).where(Alert.chat_key == chat_key).order_by(Alert.id.desc()).limit(1)
    )


def _was_taken_back(alert: Alert, now: datetime) -> bool:
    """Return whether the student wrote lately that the alert's words were meant otherwise."""
    return any(
        event.kind is AlertEventKind.NOTED
        and event.staff_id is None
        and timedelta(0) <= now - event.at <= TAKEN_BACK_LASTS
        and aftermath_of(event.text or "") in _CORRECTS
        for event in alert.events
    )


def _answers(session: Session, kind: Aftermath, school_id: int, now: datetime) -> tuple[str, ...]:
    values = {
        "who": who_reads(session, school_id),
        "when": when_read(session, school_id, now),
    }
    keys = (f"after_{kind.value}", f"after_{kind.value}_again")
    return tuple(with_numbers(key, **values) for key in keys)


def _note(alert: Alert, text: str, now: datetime) -> None:
    words = WORDING.text("student_wrote", text=text[:_LONGEST_NOTE])
    alert.events.append(AlertEvent(kind=AlertEventKind.NOTED, at=now, text=words))
