"""Begin again from a clean screen."""

from bot.actions.base import FootholdAction
from bot.actions.turn import Event, Turn, remember


class ActionStartOver(FootholdAction):
    """Forget what was talked about; what is known of the student stays."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_start_over"

    def answer(self, turn: Turn) -> list[Event]:
        """Clear the dialogue's own memory."""
        turn.say("utter_started_over")
        return remember(
            screen=None,
            wish=None,
            occupation=None,
            question=None,
            pending=None,
            quiz=None,
            profile_place=None,
            profile_interests=None,
            profile_due=False,
        )
