"""Say how a student gets a copy of their data, and ask the school's staff for it."""

from bot.actions.base import FootholdAction
from bot.actions.exporting import ask_for_data
from bot.actions.turn import Event, Turn, remember
from bot.actions.words import WORDING
from messages.services.turns import channel_of_turn
from messages.tables import Channel

TO_SCHOOL = "school"  # what the button asks


class ActionExportData(FootholdAction):
    """On Telegram a command sends it; on the web people at the school can be asked."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_export_data"

    def answer(self, turn: Turn) -> list[Event]:
        """Say which command sends it; on the web offer to ask, or ask where the button says so."""
        if channel_of_turn(self.db, turn.turn_id) is Channel.TELEGRAM:
            turn.say("utter_card", text=WORDING.text("export_on_telegram"))
            return []
        student = self.student(turn)
        if student.is_guest or turn.entity("to") == TO_SCHOOL:
            return ask_for_data(self.db, turn, student)
        turn.say("utter_export")
        return remember(pending="export")
