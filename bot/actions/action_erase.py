"""Forget the student, after their yes."""

from rasa_sdk.events import Restarted

from advisers.services.erase import forget_everything
from bot.actions.base import FootholdAction
from bot.actions.deleting import ask_to_delete
from bot.actions.pressed import is_old_yes, say_old_button
from bot.actions.turn import Event, Turn


class ActionErase(FootholdAction):
    """Erase everything; a yes that does not follow the question at once is asked for again."""

    hears_first = False

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_erase"

    def answer(self, turn: Turn) -> list[Event]:
        """Erase, which also says so in the chat; the dialogue's own memory goes with it."""
        if is_old_yes(turn, "delete"):
            return say_old_button(turn)
        student = self.student(turn)
        if not self.is_asked_just_now(turn):
            return ask_to_delete(turn, student)
        forget_everything(self.db, student_key=student.key, now=turn.now)
        return [Restarted()]
