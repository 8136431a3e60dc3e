"""Say what a job is like."""

from bot.actions.base import FootholdAction
from bot.actions.occupations import answer_about, last_question
from bot.actions.profile import is_short_answer
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
        goes_on = is_follow_up(turn.text) or _is_a_bare_name(turn)
        return answer_about(turn, last_question(turn) if goes_on else Question.ABOUT)


def _is_a_bare_name(turn: Turn) -> bool:
    """Return whether a message is a job and nothing else: "plumbers?"."""
    return turn.entity("occupation") is not None and is_short_answer(turn, words=2)
