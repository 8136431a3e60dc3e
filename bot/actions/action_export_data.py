"""Say how a student gets a copy of their data, and ask the school's staff for it."""

from bot.actions.base import FootholdAction
from bot.actions.exporting import ask_for_data
from bot.actions.turn import Event, Turn, remember

TO_SCHOOL = "school"  # what the button asks


class ActionExportData(FootholdAction):
    """This chat cannot send it yet; people at the school can be asked."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_export_data"

    def answer(self, turn: Turn) -> list[Event]:
        """Say what is kept, and offer to ask; or ask, where the button says so."""
        student = self.student(turn)
        if student.is_guest or turn.entity("to") == TO_SCHOOL:
            return ask_for_data(self.db, turn, student)
        turn.say("utter_export")
        return remember(pending="export")
