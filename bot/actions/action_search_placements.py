"""Find work experience that fits."""

from bot.actions.base import FootholdAction
from bot.actions.details import say_what_is_written
from bot.actions.early_years import answer_early_years
from bot.actions.offers import search
from bot.actions.refining import asks_about_open, item_recalled, take_up
from bot.actions.turn import Event, Turn
from bot.actions.wishing import asked_in


class ActionSearchPlacements(FootholdAction):
    """Offer up to three placements with reasons, best first."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_search_placements"

    def answer(self, turn: Turn) -> list[Event]:
        """Search for what the message asks, on top of what is known of the student."""
        student = self.student(turn)
        if asks_about_open(turn):
            return say_what_is_written(self.db, turn, student, int(turn.screen.focus or 0))
        item = item_recalled(turn)
        if item is not None and not student.is_guest:
            return take_up(self.db, turn, student, item)
        early = None if turn.is_button else answer_early_years(self.db, turn, student)
        if early is not None:
            return early
        return search(self.db, turn, student, asked_in(turn))
