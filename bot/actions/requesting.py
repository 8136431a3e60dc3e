"""Putting something on the list of a school's staff, as a student asks for it."""

from advisers.domain.kinds import RequestKind
from advisers.services.requests import ask_for_adviser
from bot.actions.turn import Turn
from storage.database import Database
from students.services.views import StudentView


def ask_staff(
    db: Database,
    turn: Turn,
    student: StudentView,
    kind: RequestKind,
    *,
    application_id: int | None = None,
) -> bool | None:
    """Keep the request for the staff of the student's school.

    Returns:
        Whether it is new there; None for a guest, who has no school to ask.
    """
    if student.school_id is None:
        return None
    asked = ask_for_adviser(
        db,
        chat_key=turn.chat_key,
        student_key=student.key,
        school_id=student.school_id,
        turn_id=turn.turn_id,
        now=turn.now,
        kind=kind,
        application_id=application_id,
    )
    return asked.is_new
