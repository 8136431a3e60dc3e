"""Say what a job is like."""

from bot.actions.base import FootholdAction
from bot.actions.occupations import answer_about, last_question
from bot.actions.reading import is_follow_up
from bot.actions.turn import Event, Turn
from careers.cards import Question


class ActionAskOccupation(FootholdAction):
    """Say what a job is like: the one named, or the one talked about."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_occupation"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer with the card of the job that is meant."""
        question = last_question(turn) if is_follow_up(turn.text) else Question.ABOUT
        return answer_about(turn, question)
