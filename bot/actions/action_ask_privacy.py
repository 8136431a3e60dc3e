"""Say who reads what a student writes."""

from bot.actions.base import FootholdAction
from bot.actions.outright import answered_outright
from bot.actions.turn import Event, Turn


class ActionAskPrivacy(FootholdAction):
    """Say the rules; after an alert, who was told."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_privacy"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer."""
        caught = answered_outright(self.db, turn, self.student(turn))
        if caught is not None:
            return caught
        turn.say("utter_ask_privacy")
        return []
