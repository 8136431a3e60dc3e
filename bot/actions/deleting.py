"""The question before anything is erased."""

from bot.actions.turn import Event, Turn, remember
from students.services.views import StudentView


def ask_to_delete(turn: Turn, student: StudentView) -> list[Event]:
    """Say what goes and what stays, and ask for a yes."""
    turn.say("utter_ask_delete_guest" if student.is_guest else "utter_ask_delete")
    return remember(pending="delete")
