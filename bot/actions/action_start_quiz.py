"""Ask the one question that there is so far in place of a quiz."""

from bot.actions.base import FootholdAction
from bot.actions.turn import Event, Turn


class ActionStartQuiz(FootholdAction):
    """Say that the full quiz is still to come, and start with what somebody likes."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_start_quiz"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask; each button leads to suggestions."""
        turn.say(turn.freshest("utter_start_quiz", "utter_start_quiz_again"))
        return []
