"""Say how to get to a placement, and whom to ask about the cost."""

from bot.actions.base import FootholdAction
from bot.actions.coming import placement_meant
from bot.actions.limits import asks_for_nearest
from bot.actions.offers import search
from bot.actions.telling import say_unless_told, tell_topic
from bot.actions.turn import Event, Turn
from bot.actions.wishing import asked_in
from employers.domain.kinds import SlotKind
from employers.services.details import SlotDetails


class ActionAskPlacementTravel(FootholdAction):
    """Start from where the student's own placement is, if there is one."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_placement_travel"

    def answer(self, turn: Turn) -> list[Event]:
        """Say where it is and how far, then the part of the topic; online there is no way to go."""
        student = self.student(turn)
        if asks_for_nearest(turn) and not student.is_guest:
            return search(self.db, turn, student, asked_in(turn))
        details = placement_meant(self.db, turn, student)
        if details is not None and details.kind is SlotKind.VIRTUAL:
            start, end = _hours(details)
            turn.say("utter_travel_online", title=details.title, start=start, end=end)
            return []
        if details is not None:
            say_unless_told(turn, _where_it_is(turn, details))
        tell_topic(self.db, turn, student)
        return []


def _where_it_is(turn: Turn, details: SlotDetails) -> str:
    """Return where it is and when to be there; how far only where the home is known."""
    start, end = _hours(details)
    return turn.words(
        "utter_travel_to" if details.distance is None else "utter_travel_to_far",
        title=details.title,
        site=details.site,
        town=details.town,
        distance=details.distance,
        start=start,
        end=end,
    )


def _hours(details: SlotDetails) -> tuple[str, str]:
    return f"{details.daily_from:%H:%M}", f"{details.daily_to:%H:%M}"
