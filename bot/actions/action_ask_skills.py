"""Say what a job asks of a person."""

from bot.actions.base import FootholdAction
from bot.actions.occupations import answer_about
from bot.actions.turn import Event, Turn
from careers.cards import Question


class ActionAskSkills(FootholdAction):
    """Say what a job asks of a person: the one named, or the one talked about."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_skills"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer with the card of the job that is meant."""
        return answer_about(turn, Question.SKILLS)
