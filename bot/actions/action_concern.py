"""Answer a concern with people who can help.

For typed words the gateway raises the alert and says the fixed reply of `safeguarding` in place
of this one. This one says only what is true without an alert, for a pressed button.
"""

from bot.actions.base import FootholdAction
from bot.actions.turn import Event, Turn
from safeguarding.helplines import HELP_LINES


class ActionConcern(FootholdAction):
    """Say who can help now; ask nothing, promise no secrecy."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_concern"

    def answer(self, turn: Turn) -> list[Event]:
        """Say whom to call, and that nobody at school has been told."""
        turn.say(
            "utter_concern_help",
            emergency=HELP_LINES["emergency"].number,
            childline=HELP_LINES["childline"].number,
            shout=HELP_LINES["shout"].number,
        )
        turn.say("utter_concern_adult")
        return []
