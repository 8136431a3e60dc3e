"""Say how to get ready for a placement."""

from bot.actions.base import FootholdAction
from bot.actions.coming import placement_meant
from bot.actions.telling import say_unless_told, tell_topic
from bot.actions.turn import Event, Turn
from employers.services.details import SlotDetails


class ActionAskPlacementPrep(FootholdAction):
    """Start from the student's own placement, if there is one, then say what always helps."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_placement_prep"

    def answer(self, turn: Turn) -> list[Event]:
        """Say what this placement asks for, then the part of the topic that is meant."""
        student = self.student(turn)
        details = placement_meant(self.db, turn, student)
        if details is not None:
            say_unless_told(turn, _what_it_asks(turn, details))
        tell_topic(self.db, turn, student)
        return []


def _what_it_asks(turn: Turn, details: SlotDetails) -> str:
    return turn.words(
        "utter_prep_needs" if details.needs else "utter_prep_needs_unknown",
        title=details.title,
        employer=details.employer,
        dates=details.dates,
        start=f"{details.daily_from:%H:%M}",
        end=f"{details.daily_to:%H:%M}",
        needs=details.needs,
    )
