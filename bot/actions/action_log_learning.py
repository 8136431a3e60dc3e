"""Say honestly that what was learned cannot be recorded here yet, and what to keep until then."""

from bot.actions.base import FootholdAction
from bot.actions.turn import Event, Turn


class ActionLogLearning(FootholdAction):
    """Nothing is kept, and that is said."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_log_learning"

    def answer(self, turn: Turn) -> list[Event]:
        """Say what to write down now, and who helps."""
        turn.say("utter_log_learning")
        return []
