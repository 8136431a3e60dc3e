"""What the chats of a crowd show: each answer, when it came, what is missing or there twice."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.chaos.crowd import Crowd, Said
from bot.telegram.splitting import split_text
from messages.tables import DeliveryState, Inbox, InboxState, Outbox, TelegramDelivery
from tests.telegram_server.reading import Sent

_LATE, _GAP = "late:", "undelivered:"  # how the unique keys of notices begin


@dataclass
class Answered:
    """What became of one message. Times are seconds after it was said, None for never."""

    said: Said
    inbox_id: int
    is_done: bool
    has_answer: bool = False
    after_s: float | None = None
    notice_s: float | None = None


@dataclass
class Seen:
    """What all chats of a crowd show together."""

    answers: dict[int, Answered] = field(default_factory=dict)  # by inbox id
    texts: list[str] = field(default_factory=list)
    missing: int = 0
    twice: int = 0
    unrepeatable_twice: int = 0
    reordered: int = 0
    told_twice: int = 0
    gaps_told: int = 0


_Row = tuple[Outbox, TelegramDelivery]


def seen_by(session: Session, crowd: Crowd) -> Seen:
    """Return what the crowd's chats show of what the database holds for them."""
    seen = Seen()
    said = {each.update_id: each for each in crowd.said}
    sent = _by_chat(crowd)
    for student in crowd.students:
        for row in session.scalars(select(Inbox).where(Inbox.chat_key == student.chat_key)):
            number = row.update_id.rpartition(":")[2]
            if number.isdigit() and int(number) in said:
                is_done = row.state is InboxState.DONE
                seen.answers[row.id] = Answered(said[int(number)], row.id, is_done)
        rows = _rows(session, student.chat_key)
        _note_chat(seen, rows, sent.get(student.user_id, []))
    return seen


def _by_chat(crowd: Crowd) -> dict[int, list[Sent]]:
    found: dict[int, list[Sent]] = {}
    for sent in crowd.control.sent():
        found.setdefault(sent.chat_id, []).append(sent)
    return found


def _rows(session: Session, chat_key: str) -> list[_Row]:
    query = (
        select(Outbox, TelegramDelivery)
        .join(TelegramDelivery, TelegramDelivery.outbox_id == Outbox.id)
        .where(Outbox.chat_key == chat_key)
        .order_by(Outbox.id)
    )
    return [(outbox, delivery) for outbox, delivery in session.execute(query)]


def _note_chat(seen: Seen, rows: list[_Row], sent: list[Sent]) -> None:
    at = {each.message_id: each.at for each in sent}
    shown = Counter(each.text for each in sent)
    arrived, written, unrepeatable = Counter[str](), Counter[str](), set[str]()
    for outbox, delivery in rows:
        parts = split_text(str(outbox.content["text"]))
        written.update(parts)
        if delivery.state is DeliveryState.SENT:
            arrived.update(parts)
        if not delivery.is_repeatable:
            unrepeatable.update(parts)
        _note_answer(seen, outbox, delivery, at)
    twice = shown - written
    seen.texts += [each.text for each in sent]
    seen.missing += (arrived - shown).total() + _given_up(rows)
    seen.twice += twice.total()
    seen.unrepeatable_twice += sum(twice[text] for text in unrepeatable)
    seen.reordered += _reordered(rows)
    seen.told_twice += _told_twice(rows)
    seen.gaps_told += sum(_begins(outbox, _GAP) for outbox, _ in rows)


def _note_answer(
    seen: Seen, outbox: Outbox, delivery: TelegramDelivery, at: dict[int, float]
) -> None:
    answer = seen.answers.get(outbox.inbox_id or 0)
    if answer is None:
        return
    answer.has_answer |= not _begins(outbox, _LATE)
    if delivery.message_id not in at:
        return
    after_s = at[delivery.message_id] - answer.said.at
    if _begins(outbox, _LATE):
        answer.notice_s = after_s
    elif answer.after_s is None:
        answer.after_s = after_s


def _given_up(rows: list[_Row]) -> int:
    """Count what was given up without the student being told that something may be missing."""
    failed = [outbox.id for outbox, delivery in rows if delivery.state is DeliveryState.FAILED]
    told = {outbox.unique_key for outbox, _ in rows}
    waiting = sum(delivery.state is DeliveryState.WAITING for _, delivery in rows)
    return waiting + sum(f"{_GAP}{number}" not in told for number in failed)


def _reordered(rows: list[_Row]) -> int:
    """Count messages that the chat shows above one that was written before them."""
    numbers = [delivery.message_id for _, delivery in rows if delivery.message_id is not None]
    return sum(later < earlier for earlier, later in pairwise(numbers))


def _told_twice(rows: list[_Row]) -> int:
    """Count notices that follow another one without an answer between them."""
    mine = [outbox for outbox, _ in rows if not _begins(outbox, _GAP)]
    return sum(
        _begins(earlier, _LATE) and _begins(later, _LATE) for earlier, later in pairwise(mine)
    )


def _begins(outbox: Outbox, beginning: str) -> bool:
    return (outbox.unique_key or "").startswith(beginning)
