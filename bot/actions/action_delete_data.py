"""Explain what forgetting means, and ask for a yes."""

from bot.actions.base import FootholdAction
from bot.actions.deleting import ask_to_delete
from bot.actions.turn import Event, Turn


class ActionDeleteData(FootholdAction):
    """Ask before anything is erased."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_delete_data"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask."""
        return ask_to_delete(turn, self.student(turn))
