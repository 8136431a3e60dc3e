"""Answer one who is not happy with an answer."""

from bot.actions.base import FootholdAction
from bot.actions.outright import answered_outright
from bot.actions.turn import Event, Turn


class ActionFeedbackNegative(FootholdAction):
    """Ask what went wrong, unless the words were about something else."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_feedback_negative"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer."""
        caught = answered_outright(self.db, turn, self.student(turn))
        if caught is not None:
            return caught
        turn.say("utter_feedback_negative")
        return []
