"""Turns: what waits to be answered, and how an answer (or its failure) is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from messages.domain.content import Say
from messages.domain.text import is_visible
from messages.services.afterwards import about_concern, beside_concern
from messages.services.buttons import give_back
from messages.services.late import take_back_notice
from messages.services.leaving import drop_if_left
from messages.services.outbox import enqueue
from messages.tables import Channel, Chat, Inbox, InboxKind, InboxState, Turn
from messages.words import WORDING
from safeguarding.domain.alerts import DISCLOSE_INTENT, FoundBy, classifier_vote
from safeguarding.services.alerts import raise_alert
from storage.database import Database, reading, scrub_log, transaction
from storage.sealing import SealError
from storage.tables import Effect, RasaTracker

MOST_TRIES = 5
FIRST_PAUSE = timedelta(seconds=1)  # doubles with every try: 1, 2, 4, 8 s


class SilentAnswerError(Exception):
    """The dialogue says that all is well, but it said nothing: the student would wait for ever."""


@dataclass(frozen=True)
class Waiting:
    """The oldest unanswered message of a chat; `text` is None where it does not open."""

    inbox_id: int
    turn_id: str
    chat_key: str
    kind: InboxKind
    text: str | None


@dataclass(frozen=True)
class Entity:
    """A thing found in a message; `value` is its canonical id."""

    entity: str
    value: str


@dataclass(frozen=True)
class Understanding:
    """What the dialogue core made of a message; confidences are 0..1."""

    intent: str | None
    confidence: float | None
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The dialogue's answer to one message."""

    says: Sequence[Say]
    understanding: Understanding = field(default_factory=lambda: Understanding(None, None))


def waiting_turns(
    db: Database, *, now: datetime, busy: Collection[str] = (), limit: int = 50
) -> list[Waiting]:
    """Return the oldest unanswered message of each chat that may be tried now.

    A chat whose oldest message must pause waits as a whole: order is kept. Chats in `busy` are
    left out.
    """
    heads = (
        select(func.min(Inbox.id).label("id"))
        .where(Inbox.state == InboxState.WAITING, Inbox.chat_key.not_in(busy))
        .group_by(Inbox.chat_key)
        .subquery()
    )
    due = (
        select(Inbox)
        .join(heads, Inbox.id == heads.c.id)
        .where(Inbox.not_before.is_(None) | (Inbox.not_before <= now))
        .order_by(Inbox.id)
        .limit(limit)
    )
    with reading(db) as session:
        return [
            Waiting(row.id, row.turn_id, row.chat_key, row.kind, _opened(row))
            for row in session.scalars(due)
        ]


def _opened(row: Inbox) -> str | None:
    try:
        return row.text or ""
    except SealError:  # its key is lost: this message fails, the others must not
        return None


def complete_turn(
    db: Database, inbox_id: int, answer: Answer, *, now: datetime, asked_as: str | None = None
) -> bool:
    """Keep an answer with its understanding and latency; return False if it already was kept.

    `asked_as` is the chat under whose key the dialogue was asked: it may have been merged with
    another, or deleted, meanwhile. Then what the dialogue remembers under that key goes.

    Raises:
        SilentAnswerError: there is nothing in the answer; nothing was kept.
    """
    with transaction(db) as session:
        if asked_as is not None and session.get(Chat, asked_as) is None:
            session.execute(delete(RasaTracker).where(RasaTracker.chat_key == asked_as))
        row = session.get(Inbox, inbox_id, with_for_update=True)
        if row is None or row.state is not InboxState.WAITING:
            return False
        chat = session.get_one(Chat, row.chat_key)
        is_forgotten = chat.forgotten_in == row.turn_id
        if is_forgotten:
            _end_forgotten(session, chat, row)
        else:
            _keep(session, chat, row, answer, now)
    if is_forgotten:
        scrub_log(db)
    return True


def understood_before(db: Database, turn_id: str) -> Understanding | None:
    """Return what was understood of the same chat's message before this one, None if nothing."""
    with reading(db) as session:
        this = session.scalar(select(Inbox).where(Inbox.turn_id == turn_id))
        if this is None:
            return None
        before = session.scalar(
            select(Turn)
            .where(Turn.chat_key == this.chat_key, Turn.inbox_id < this.id)
            .order_by(Turn.inbox_id.desc())
            .limit(1)
        )
        if before is None:
            return None
        ranking = (before.understanding or {}).get("ranking", [])
        pairs = tuple((str(name), float(score)) for name, score in ranking)
        return Understanding(before.intent, before.confidence, pairs)


def channel_of_turn(db: Database, turn_id: str) -> Channel | None:
    """Return where a turn's message came from, None if there is no such turn."""
    with reading(db) as session:
        return session.scalar(select(Inbox.channel).where(Inbox.turn_id == turn_id))


def written_before(db: Database, turn_id: str) -> int:
    """Return how many messages the same chat typed before this one; pressed buttons are none."""
    with reading(db) as session:
        this = session.scalar(select(Inbox).where(Inbox.turn_id == turn_id))
        if this is None:
            return 0
        earlier = select(func.count()).where(
            Inbox.chat_key == this.chat_key, Inbox.id < this.id, Inbox.kind == InboxKind.TEXT
        )
        return session.scalar(earlier) or 0


def fail_turn(db: Database, inbox_id: int, *, now: datetime) -> InboxState | None:
    """Count a failed try; the next waits longer, the fifth parks the message and says so.

    Returns:
        The message's state after this try, None if the message is gone.
    """
    with transaction(db) as session:
        row = session.get(Inbox, inbox_id, with_for_update=True)
        if row is None or row.state is not InboxState.WAITING:
            return None if row is None else row.state
        row.tries += 1
        if row.tries < MOST_TRIES:
            row.not_before = now + FIRST_PAUSE * 2 ** (row.tries - 1)
            return row.state
        chat = session.get_one(Chat, row.chat_key)
        is_forgotten = chat.forgotten_in == row.turn_id
        if is_forgotten:  # its words were to be erased with the rest
            _end_forgotten(session, chat, row)
        else:
            _park(session, chat, row, now)
    if is_forgotten:
        scrub_log(db)
    return None if is_forgotten else InboxState.PARKED


def _park(session: Session, chat: Chat, row: Inbox, now: datetime) -> None:
    row.state, row.finished_at = InboxState.PARKED, now
    give_back(session, row.id)
    key = "parked_guest" if chat.school_id is None else "parked_school"
    enqueue(
        session,
        row.chat_key,
        [Say(WORDING.text(key))],
        now=now,
        inbox_id=row.id,
        unique_key=f"parked:{row.id}",
    )


def _keep(session: Session, chat: Chat, row: Inbox, answer: Answer, now: datetime) -> None:
    says = _with_concern(session, chat, row, answer, now)
    if not any(is_visible(say.text) or say.choices or say.document for say in says):
        raise SilentAnswerError
    take_back_notice(session, chat.key)
    enqueue(
        session,
        chat.key,
        says,
        now=now,
        inbox_id=row.id,
        is_repeatable=not _has_effect(session, row.turn_id),
    )
    row.state, row.finished_at = InboxState.DONE, now
    session.add(_turn(chat, row, answer.understanding, now))


def _has_effect(session: Session, turn_id: str) -> bool:
    """Return whether the answer tells of something done: said twice, it would look done twice."""
    done = select(Effect.name).where(Effect.turn_id == turn_id).limit(1)
    return session.scalar(done) is not None


def _with_concern(
    session: Session, chat: Chat, row: Inbox, answer: Answer, now: datetime
) -> Sequence[Say]:
    """Return the replies; the fixed one instead where only the classifier saw signs of harm."""
    seen = answer.understanding
    is_voted = classifier_vote(seen.intent, seen.ranking)
    if row.kind is not InboxKind.TEXT:
        return answer.says
    if not is_voted:
        return about_concern(session, chat, row, seen.intent, answer.says, now)
    is_answered_so = seen.intent == DISCLOSE_INTENT
    confidence = seen.confidence if is_answered_so else dict(seen.ranking)[DISCLOSE_INTENT]
    beside = beside_concern(
        session,
        chat,
        row,
        intent=seen.intent,
        confidence=confidence,
        says=answer.says,
        now=now,
    )
    if beside is not None:
        return beside
    replies = raise_alert(
        session,
        chat_key=chat.key,
        student_key=chat.student_key,
        school_id=chat.school_id,
        inbox_id=row.id,
        text=row.text or "",
        matches=(),
        found_by=FoundBy.CLASSIFIER,
        now=now,
        confidence=confidence,
    )
    return [Say(reply) for reply in replies]


def _end_forgotten(session: Session, chat: Chat, row: Inbox) -> None:
    """Keep nothing of a turn in which the chat was erased: the erasure has had the last word.

    A guest whom this turn made after it is nobody either.
    """
    session.execute(delete(RasaTracker).where(RasaTracker.chat_key == chat.key))
    session.execute(delete(Effect).where(Effect.turn_id == row.turn_id))
    session.delete(row)
    chat.forgotten_in = chat.student_key = chat.school_id = None
    drop_if_left(session, chat.key)


def _turn(chat: Chat, row: Inbox, seen: Understanding, now: datetime) -> Turn:
    return Turn(
        inbox_id=row.id,
        chat_key=chat.key,
        school_id=chat.school_id,
        answered_by="bot",
        intent=seen.intent,
        confidence=seen.confidence,
        understanding={
            "ranking": [list(pair) for pair in seen.ranking],
            "entities": [[found.entity, found.value] for found in seen.entities],
        },
        latency_ms=max(0, round((now - row.received_at).total_seconds() * 1000)),
        created_at=now,
    )
