"""Forgetting a student: everything this room and the rooms below hold about them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from messages.domain.content import Say
from messages.services.chats import chat_of, chats_of_student, drop_waiting, erase_chat
from schools.services.roster import restart_codes
from schools.tables import RosterEntry
from students.tables import DoorLink, JoinAttempt, Student


def erase_student(
    session: Session,
    student_key: str,
    *,
    now: datetime,
    is_unasked: bool = False,
    says: Sequence[Say] = (),
) -> None:
    """Erase identity, profile, links and chats, in the caller's transaction.

    Chats take Rasa's tracker and the remembered effects of their turns with them, and say so,
    with `says` after it; `is_unasked`: time did it, not the student. The roster entry is the
    school's and stays, with a fresh code so that the student may come back. Whoever erases scrubs
    the database's log after the commit.
    """
    for chat_key in chats_of_student(session, student_key):
        _erase_in_chat(session, chat_key)
        erase_chat(session, chat_key, now=now, is_unasked=is_unasked, says=says)
    student = session.scalar(select(Student).where(Student.key == student_key))
    if student is None:
        return
    entry_id = student.roster_entry_id
    session.delete(student)
    session.flush()
    if entry_id is not None:
        # Links for its codes go with them.
        restart_codes(session, session.get_one(RosterEntry, entry_id), now=now)


def erase_guest(
    session: Session, chat_key: str, *, now: datetime, says: Sequence[Say] = ()
) -> None:
    """Erase whoever is a guest in this chat, with what still waits for an answer there."""
    guest = chat_of(session, chat_key).student_key
    chats = [chat_key] if guest is None else chats_of_student(session, guest)
    if guest is None:
        _erase_in_chat(session, chat_key)
        erase_chat(session, chat_key, now=now, says=says)
    else:
        erase_student(session, guest, now=now, says=says)
    for each in chats:
        drop_waiting(session, each)


def _erase_in_chat(session: Session, chat_key: str) -> None:
    session.execute(delete(JoinAttempt).where(JoinAttempt.chat_key == chat_key))
    session.execute(delete(DoorLink).where(DoorLink.chat_key == chat_key))
