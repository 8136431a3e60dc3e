"""Answer a concern with people who can help.

For typed words the gateway raises the alert and says the fixed reply of `safeguarding` in place
of this one. This one says only what is true without an alert, for a pressed button.
"""

from bot.actions.base import FootholdAction
from bot.actions.concerns import say_who_helps
from bot.actions.turn import Event, Turn


class ActionConcern(FootholdAction):
    """Say who can help now; ask nothing, promise no secrecy."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_concern"

    def answer(self, turn: Turn) -> list[Event]:
        """Say whom to call, and that nobody at school has been told."""
        say_who_helps(turn, is_school_told=False)
        return []
