"""What was said in a chat, as the student sees it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from messages.domain.content import Picture, ShownButton, picture_in
from messages.tables import Button, Inbox, InboxState, Outbox
from storage.database import Database, reading

MOST_LINES = 200  # of each side; older ones are not shown


@dataclass(frozen=True)
class Line:
    """One message of a chat. `id` counts the bot's messages; None for the student's own."""

    id: int | None
    at: datetime
    from_student: bool
    text: str
    buttons: tuple[ShownButton, ...] = ()
    picture: Picture | None = None


def lines_of(db: Database, chat_key: str, *, after: int = 0) -> list[Line]:
    """Return a chat's messages in order.

    With `after` only the bot's messages with a greater id: what a page that already shows the
    others still lacks.
    """
    with reading(db) as session:
        lines = _bot_lines(session, chat_key, after)
        if after == 0:
            lines = sorted(
                [*_own_lines(session, chat_key), *lines],
                key=lambda line: (line.at, not line.from_student, line.id or 0),
            )
        return lines


def has_unanswered(db: Database, chat_key: str) -> bool:
    """Return whether a message of this chat still waits for its answer."""
    with reading(db) as session:
        waiting = select(Inbox.id).where(
            Inbox.chat_key == chat_key, Inbox.state == InboxState.WAITING
        )
        return session.scalar(waiting.limit(1)) is not None


def newest_id(db: Database) -> int:
    """Return the greatest id of the bot's messages in all chats (0 when there are none)."""
    with reading(db) as session:
        return session.scalar(select(func.max(Outbox.id))) or 0


def _bot_lines(session: Session, chat_key: str, after: int) -> list[Line]:
    rows = session.scalars(
        select(Outbox)
        .where(Outbox.chat_key == chat_key, Outbox.id > after)
        .order_by(Outbox.id.desc())
        .limit(MOST_LINES)
    ).all()[::-1]
    buttons = _buttons(session, [row.id for row in rows])
    return [
        Line(
            id=row.id,
            at=row.created_at,
            from_student=False,
            text=str(row.content["text"]),
            buttons=tuple(buttons[row.id]),
            picture=picture_in(row.content),
        )
        for row in rows
    ]


def _own_lines(session: Session, chat_key: str) -> list[Line]:
    rows = session.scalars(
        select(Inbox)
        .where(Inbox.chat_key == chat_key, Inbox.shown.is_not(None))
        .options(undefer(Inbox.shown))
        .order_by(Inbox.id.desc())
        .limit(MOST_LINES)
    ).all()
    return [Line(None, row.received_at, True, row.shown or "") for row in rows[::-1]]


def _buttons(session: Session, outbox_ids: list[int]) -> dict[int, list[ShownButton]]:
    rows = session.scalars(
        select(Button)
        .where(Button.outbox_id.in_(outbox_ids))
        .order_by(Button.outbox_id, Button.position)
    )
    found: dict[int, list[ShownButton]] = defaultdict(list)
    for row in rows:
        found[row.outbox_id].append(ShownButton(row.title, row.token))
    return found
