"""Answer a yes that no pending question asked for."""

from bot.actions.base import FootholdAction
from bot.actions.opening import open_item
from bot.actions.reading import meant_item
from bot.actions.turn import Event, Turn


class ActionAffirm(FootholdAction):
    """Open the one thing on the screen that a yes can mean, or ask what is wanted."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_affirm"

    def answer(self, turn: Turn) -> list[Event]:
        """Open what is meant; where nothing is, say what is possible."""
        if turn.slot("pending") == "join":
            turn.say("utter_type_code")
            return []
        item = meant_item(turn)
        if item is not None:
            return open_item(self.db, turn, self.student(turn), item)
        turn.say(turn.freshest("utter_yes_to_what", "utter_yes_to_what_again"))
        return []
