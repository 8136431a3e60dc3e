"""Schools' quiet hours: kept, looked up, and which messages they hold back."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from messages.domain.quiet import USUAL, QuietHours
from messages.tables import Chat, DeliveryState, QuietTime, TelegramDelivery


def keep_quiet_hours(session: Session, school_id: int, hours: QuietHours) -> None:
    """Set a school's quiet hours, in the caller's transaction."""
    session.merge(
        QuietTime(school_id=school_id, quiet_from=hours.quiet_from, quiet_to=hours.quiet_to)
    )


def quiet_hours_of(session: Session, school_id: int) -> QuietHours:
    """Return a school's quiet hours, the usual ones where it has set none."""
    row = session.get(QuietTime, school_id)
    return USUAL if row is None else QuietHours(row.quiet_from, row.quiet_to)


def may_be_sent(session: Session, now: datetime) -> ColumnElement[bool]:
    """Return the condition for deliveries that wait and need not wait for the morning."""
    waits = TelegramDelivery.state == DeliveryState.WAITING
    at_once = TelegramDelivery.is_reminder.is_(False)
    return and_(waits, or_(at_once, TelegramDelivery.chat_key.in_(_awake(session, now))))


def _awake(session: Session, now: datetime) -> Select[str]:
    """Return the chats that may be disturbed now: a subquery of their keys."""
    own = {
        row.school_id: QuietHours(row.quiet_from, row.quiet_to).are_on(now)
        for row in session.scalars(select(QuietTime))
    }
    awake: ColumnElement[bool]
    if USUAL.are_on(now):
        awake = Chat.school_id.in_([school for school, is_on in own.items() if not is_on])
    else:
        asleep = Chat.school_id.in_([school for school, is_on in own.items() if is_on])
        awake = or_(Chat.school_id.is_(None), ~asleep)
    return select(Chat.key).where(awake)
