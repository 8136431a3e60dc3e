"""Say what this service is not for, unless the words name something it can tell."""

from bot.actions.base import FootholdAction
from bot.actions.described_jobs import says_so
from bot.actions.job_in_question import likely_question
from bot.actions.occupations import answer_described, tell
from bot.actions.outright import answered_outright
from bot.actions.telling import tell_by_words
from bot.actions.turn import Event, Turn
from careers.cards import Question


class ActionOutOfScope(FootholdAction):
    """Answer by what the message names or describes, else say what the service is for."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_out_of_scope"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer what is named outright; all else is outside."""
        student = self.student(turn)
        caught = answered_outright(self.db, turn, student)
        if caught is not None:
            return caught
        if tell_by_words(self.db, turn, student):
            return []
        job, question = turn.entity("occupation"), likely_question(turn)
        if job is not None and question is not None:
            return tell(turn, job, question)
        described = answer_described(turn, Question.ABOUT) if says_so(turn) else None
        if described is None:
            turn.say("utter_out_of_scope")
        return described or []
