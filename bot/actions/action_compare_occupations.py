"""Set jobs side by side."""

from bot.actions.base import FootholdAction
from bot.actions.comparing import compare
from bot.actions.turn import Event, Turn


class ActionCompareOccupations(FootholdAction):
    """Compare two or three jobs; ask for the other one where only one is known."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_compare_occupations"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer with the jobs side by side; who earns more comes first where it was asked."""
        return compare(turn)
