"""Explain what forgetting means, and ask for a yes."""

from bot.actions.base import FootholdAction
from bot.actions.deleting import ask_to_delete
from bot.actions.dropping import only_drops
from bot.actions.outright import answered_outright
from bot.actions.turn import Event, Turn


class ActionDeleteData(FootholdAction):
    """Ask before anything is erased; "forget it" is no wish to be forgotten."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_delete_data"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask."""
        student = self.student(turn)
        caught = answered_outright(self.db, turn, student)
        if caught is not None:
            return caught
        if only_drops(turn):
            turn.say("utter_nothing_to_cancel")
            return []
        return ask_to_delete(turn, student)
