"""Buttons: what pressing one means, and that those which act do so once."""

from datetime import datetime
from enum import Enum

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from messages.domain.content import Use
from messages.tables import Button


class Refusal(str, Enum):
    """Why a pressed button does nothing; the values are words of `wording.yml`."""

    OLD = "old_button"  # unknown, another chat's, or its time is over
    USED = "used_button"  # pressed before, it or another answer to the same question


def press(session: Session, token: str, *, chat_key: str, now: datetime) -> Button | Refusal:
    """Return the button that was pressed, locked with the others of its message, or why not."""
    outbox_id = select(Button.outbox_id).where(Button.token == token).scalar_subquery()
    together = select(Button).where(Button.outbox_id == outbox_id).order_by(Button.token)
    found = session.scalars(together.with_for_update()).all()
    button = next((each for each in found if each.token == token), None)
    if button is None or button.chat_key != chat_key or button.expires_at < now:
        return Refusal.OLD
    return button if button.used_in is None else Refusal.USED


def use_up(session: Session, button: Button, *, inbox_id: int) -> None:
    """Let a button that acts do so no more, nor any other answer to the same question."""
    if button.use is Use.ANY:
        return
    spent = Button.token == button.token
    if button.use is Use.ANSWER:
        spent = or_(spent, (Button.outbox_id == button.outbox_id) & (Button.use == Use.ANSWER))
    session.execute(update(Button).where(spent).values(used_in=inbox_id))


def give_back(session: Session, inbox_id: int) -> None:
    """Let buttons be pressed again whose press came to nothing, in the caller's transaction."""
    session.execute(update(Button).where(Button.used_in == inbox_id).values(used_in=None))
