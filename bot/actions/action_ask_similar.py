"""Say which jobs are like another one."""

from bot.actions.base import FootholdAction
from bot.actions.exploring import answer_wish_without
from bot.actions.occupations import answer_described, job_meant, say_no_job
from bot.actions.suggesting import say_similar
from bot.actions.turn import Event, Turn
from careers.cards import Question


class ActionAskSimilar(FootholdAction):
    """List jobs like the one named, or like the one talked about."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_similar"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer with up to three jobs and what they share with it."""
        wished = answer_wish_without(turn, self.student(turn).interests)
        if wished is not None:
            return wished
        job = job_meant(turn)
        if job is None:
            return answer_described(turn, Question.ABOUT) or say_no_job(turn, Question.ABOUT)
        return say_similar(turn, job)
