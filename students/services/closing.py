"""Changing a school's gate: whom it closes Telegram to is told so, and leaves."""

from datetime import datetime

from sqlalchemy.orm import Session

from messages.services.chats import chats_on_telegram
from messages.services.leaving import leave_telegram
from schools.services.schools import set_telegram_age
from storage.clock import SCHOOL_TIME
from storage.database import Database, transaction
from students.services.gate import Gate, gate_of_chat
from students.services.links import LAST_LINK_LIFE, give_link
from students.services.telling import told_at_last


def change_gate(
    db: Database, school_id: int, *, from_age: int | None, public_url: str, now: datetime
) -> int:
    """Set from which age a school's students may use Telegram (None: not at all).

    Whoever is on Telegram and now too young gets a last message with a link to the web chat,
    outside quiet hours; from now on the account is a stranger's. Setting the same again changes
    nothing.

    Returns:
        How many students left Telegram.

    Raises:
        SchoolNotFoundError: there is no such school.
        ValueError: the age is below 13.
    """
    today = now.astimezone(SCHOOL_TIME).date()
    left = 0
    with transaction(db) as session:
        set_telegram_age(session, school_id, from_age)
        for chat_key in chats_on_telegram(session, school_id):
            gate = gate_of_chat(session, chat_key, today=today)
            if gate is not None:
                _leave(session, chat_key, gate, public_url, now)
                left += 1
    return left


def _leave(session: Session, chat_key: str, gate: Gate, public_url: str, now: datetime) -> None:
    key = f"closed:{chat_key}:{now.isoformat()}"
    token = give_link(session, key, chat_key=chat_key, now=now, life=LAST_LINK_LIFE)
    until = (now + LAST_LINK_LIFE).astimezone(SCHOOL_TIME).date()
    says = told_at_last(gate, token, public_url=public_url, until=until)
    leave_telegram(
        session, chat_key, says, now=now, unique_key=key, is_unasked=True, even_stopped=True
    )
