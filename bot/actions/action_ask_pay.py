"""Say what a job pays, or which jobs pay most."""

from bot.actions.base import FootholdAction
from bot.actions.comparing import compare, compares, means_recent
from bot.actions.occupations import answer_about, job_named
from bot.actions.reading import compares_pay
from bot.actions.suggesting import say_found
from bot.actions.turn import Event, Turn
from bot.actions.wanted import wanted_in
from careers.cards import Question


class ActionAskPay(FootholdAction):
    """Say what a job pays: the one named, or the one talked about; several are compared."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_pay"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer with the card of the job that is meant, or with jobs in the order of pay."""
        if compares(turn):
            return compare(turn)
        if not turn.is_button and compares_pay(turn.text) and job_named(turn) is None:
            if means_recent(turn):
                return compare(turn)
            return say_found(turn, wanted_in(turn))
        return answer_about(turn, Question.PAY)
