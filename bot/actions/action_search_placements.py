"""Find work experience that fits."""

from bot.actions.base import FootholdAction
from bot.actions.offers import search
from bot.actions.turn import Event, Turn
from bot.actions.wishing import asked_in


class ActionSearchPlacements(FootholdAction):
    """Offer up to three placements with reasons, best first."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_search_placements"

    def answer(self, turn: Turn) -> list[Event]:
        """Search for what the message asks, on top of what is known of the student."""
        return search(self.db, turn, self.student(turn), asked_in(turn))
