"""Send an application, after the student's yes."""

from bot.actions.applying import ask_to_apply, send_application
from bot.actions.base import FootholdAction
from bot.actions.pressed import is_old_yes, say_old_button
from bot.actions.turn import Event, Turn


class ActionSubmitApplication(FootholdAction):
    """Apply; a yes that does not follow the question at once is asked for again."""

    hears_first = False

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_submit_application"

    def answer(self, turn: Turn) -> list[Event]:
        """Apply and say what happens next, or say what stands against it."""
        if is_old_yes(turn, "apply", slot=turn.screen.focus):
            return say_old_button(turn)
        student = self.student(turn)
        slot_id = int(turn.screen.focus or 0)
        if not self.is_asked_just_now(turn):
            return ask_to_apply(self.db, turn, student, slot_id)
        return send_application(self.db, turn, student, slot_id)
