"""What is said about a concern after it, where the dialogue's own answer cannot know of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from messages.domain.content import Say
from messages.tables import Chat, Inbox, Turn
from safeguarding.domain.aftermath import (
    Aftermath,
    aftermath_of,
    is_still_about,
    rest_of,
    says_nothing_else,
)
from safeguarding.domain.alerts import DISCLOSE_INTENT, classifier_vote
from safeguarding.services.aftermath import (
    answered_beside,
    answers_within,
    answers_without_alert,
    keep_taking_back,
    noted_as_caring,
)
from storage.database import Database, reading

# Answered by a response of the domain alone; every action looks for an alert itself.
_WITHOUT_ACTION = frozenset({"help", "thank", "goodbye", "bot_challenge", "feedback_positive"})
_LOOKED_BACK = timedelta(days=1)


def since_concern(db: Database, turn_id: str, *, now: datetime) -> timedelta | None:
    """Return how long before this turn its chat was answered as to a concern; None if not lately.

    For a guest, of whom no alert is kept.
    """
    with reading(db) as session:
        row = session.scalar(select(Inbox).where(Inbox.turn_id == turn_id))
        return None if row is None else _since_concern(session, row, now)


def beside_concern(
    session: Session,
    chat: Chat,
    row: Inbox,
    *,
    intent: str | None,
    confidence: float | None,
    says: Sequence[Say],
    now: datetime,
) -> Sequence[Say] | None:
    """Return the replies to words that only the classifier took for a sign, about an earlier one.

    None where they may tell of new harm. What else a message asks keeps its own answer, which the
    action gave behind that about the concern.
    """
    text = row.text or ""
    if noted_as_caring(session, chat_key=chat.key, text=text, confidence=confidence, now=now):
        return says
    if chat.school_id is None:
        answers = _answers_to_guest(session, chat, row, now)
    else:
        noted = answered_beside(
            session, chat_key=chat.key, school_id=chat.school_id, text=text, now=now
        )
        answers = noted or ()
    if not answers:
        return None
    return says if intent != DISCLOSE_INTENT and rest_of(text) else [Say(answers[0])]


def about_concern(
    session: Session, chat: Chat, row: Inbox, intent: str | None, says: Sequence[Say], now: datetime
) -> Sequence[Say]:
    """Return the replies to a message that shows no sign of harm; what is taken back is kept."""
    text = row.text or ""
    kind = aftermath_of(text)
    if kind is None:
        return says
    keep_taking_back(session, chat_key=chat.key, text=text, now=now)
    if intent not in _WITHOUT_ACTION:
        return says
    answers = _answers(session, chat, row, kind, now)
    return [Say(answers[0])] if answers else says


def _answers(
    session: Session, chat: Chat, row: Inbox, kind: Aftermath, now: datetime
) -> tuple[str, ...]:
    if chat.school_id is not None:
        return answers_within(session, chat_key=chat.key, kind=kind, now=now)
    since = _since_concern(session, row, now)
    is_meant = since is not None and is_still_about(kind, after=since)
    return answers_without_alert(kind, is_guest=True) if is_meant else ()


def _answers_to_guest(session: Session, chat: Chat, row: Inbox, now: datetime) -> tuple[str, ...]:
    text = row.text or ""
    kind = aftermath_of(text)
    if kind is None or not says_nothing_else(text):
        return ()
    return _answers(session, chat, row, kind, now)


def _since_concern(session: Session, row: Inbox, now: datetime) -> timedelta | None:
    """Return how long ago the chat was last answered as to a concern; None if not in a day."""
    earlier = session.scalars(
        select(Turn)
        .where(
            Turn.chat_key == row.chat_key,
            Turn.inbox_id < row.id,
            Turn.created_at >= now - _LOOKED_BACK,
        )
        .order_by(Turn.inbox_id.desc())
    )
    return next((now - turn.created_at for turn in earlier if _was_concern(turn)), None)


def _was_concern(turn: Turn) -> bool:
    ranking = (turn.understanding or {}).get("ranking", [])
    return classifier_vote(turn.intent, [(str(name), float(score)) for name, score in ranking])
