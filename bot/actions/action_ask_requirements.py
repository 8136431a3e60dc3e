"""Say what a job asks on paper."""

from bot.actions.base import FootholdAction
from bot.actions.exploring import answer_subjects
from bot.actions.occupations import answer_about, job_named
from bot.actions.turn import Event, Turn
from careers.cards import Question


class ActionAskRequirements(FootholdAction):
    """Say what a job asks on paper: the one named, or the one talked about."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_requirements"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer with the card of the job, or with the subjects that go with a liking or field."""
        if job_named(turn) is None:
            subjects = answer_subjects(turn)
            if subjects is not None:
                return subjects
        return answer_about(turn, Question.REQUIREMENTS)
