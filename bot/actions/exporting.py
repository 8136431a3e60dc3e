"""Asking a school's staff for a copy of what is kept about a student."""

from advisers.domain.kinds import RequestKind
from bot.actions.requesting import ask_staff
from bot.actions.turn import Event, Turn
from storage.database import Database
from students.services.views import StudentView


def ask_for_data(db: Database, turn: Turn, student: StudentView) -> list[Event]:
    """Put the wish on the staff's list; a guest has no school to ask."""
    is_new = ask_staff(db, turn, student, RequestKind.EXPORT)
    if is_new is None:
        turn.say("utter_export_guest")
    else:
        turn.say("utter_export_asked" if is_new else "utter_export_asked_already")
    return []
