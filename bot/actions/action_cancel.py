"""Stop what is under way."""

from bot.actions.base import FootholdAction
from bot.actions.turn import Event, Turn, remember


class ActionCancel(FootholdAction):
    """Drop the pending question; nothing that was done is undone."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_cancel"

    def answer(self, turn: Turn) -> list[Event]:
        """Say that it is dropped."""
        is_pending = turn.slot("pending") not in (None, "join", "meaning")
        turn.say("utter_cancelled" if is_pending else "utter_nothing_to_cancel")
        return remember(pending=None)
