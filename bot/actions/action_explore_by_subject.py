"""Say which jobs use a school subject."""

from bot.actions.base import FootholdAction
from bot.actions.exploring import answer_exploring
from bot.actions.turn import Event, Turn
from careers.explore import subjects_used
from careers.library import load_library
from careers.phrases import and_list


class ActionExploreBySubject(FootholdAction):
    """List jobs that use the subjects named; an unknown one gets the list of those known."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_explore_by_subject"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer with the jobs that fit and why."""
        answered = answer_exploring(turn, self.student(turn).interests)
        if answered is not None:
            return answered
        subjects = and_list(subjects_used(load_library()))
        turn.say("utter_unknown_subject", subjects=subjects)
        return []
