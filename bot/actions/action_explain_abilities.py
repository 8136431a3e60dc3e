"""Say what is possible when no guess was right, and offer a person."""

from bot.actions.base import FootholdAction
from bot.actions.turn import Event, Turn, remember


class ActionExplainAbilities(FootholdAction):
    """The second stage of not understanding."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_explain_abilities"

    def answer(self, turn: Turn) -> list[Event]:
        """Say what is possible, never twice running in the same words."""
        turn.say(turn.freshest("utter_abilities", "utter_abilities_again"))
        return remember(pending=None)
