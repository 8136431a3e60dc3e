"""A fresh code for a student: for a lost slip, another device, or a lost phone."""

from datetime import datetime

from sqlalchemy import select

from messages.services.addresses import end_addresses
from messages.services.chats import chats_of_student
from schools.services.roster import fresh_code
from storage.database import Database, transaction
from students.services.links import end_links
from students.tables import Student


def renew_code(
    db: Database, entry_id: int, *, school_id: int, now: datetime, is_phone_lost: bool = False
) -> str:
    """Return a fresh code for a student; unused old ones stop working.

    The student's Telegram account, if there is one, is a stranger's from now on: nothing more is
    sent to it, and it reads nothing more. With `is_phone_lost` the chat closes in every browser,
    too. The conversation stays, and goes on where the new code is used.

    Raises:
        RosterEntryNotFoundError: the student is not on this school's roster.
    """
    with transaction(db) as session:
        code = fresh_code(session, entry_id, school_id=school_id, now=now)
        owner = session.scalar(select(Student.key).where(Student.roster_entry_id == entry_id))
        for chat_key in [] if owner is None else chats_of_student(session, owner):
            end_addresses(session, chat_key, now=now, only_telegram=not is_phone_lost)
            end_links(session, chat_key)
    return code
