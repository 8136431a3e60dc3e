"""Forgetting a student: everything this room and the rooms below hold about them."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from messages.services.chats import chats_of_student, erase_chat
from schools.services.roster import add_code
from schools.tables import RosterEntry
from students.tables import JoinAttempt, Student


def erase_student(session: Session, student_key: str, *, now: datetime) -> None:
    """Erase identity, profile and chats, in the caller's transaction.

    Chats take Rasa's tracker and the remembered effects of their turns with them. The roster
    entry is the school's and stays, with a fresh code so that the student may come back.
    """
    for chat_key in chats_of_student(session, student_key):
        session.execute(delete(JoinAttempt).where(JoinAttempt.chat_key == chat_key))
        erase_chat(session, chat_key, now=now)
    student = session.scalar(select(Student).where(Student.key == student_key))
    if student is None:
        return
    entry_id = student.roster_entry_id
    session.delete(student)
    session.flush()
    if entry_id is not None:
        add_code(session, session.get_one(RosterEntry, entry_id), now=now)
