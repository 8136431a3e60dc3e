"""Say what there is to say about a topic: exams, routes, money, rights, this service."""

from bot.actions.base import FootholdAction
from bot.actions.calculating import work_out
from bot.actions.early_years import answer_early_years
from bot.actions.job_in_question import answer_job_in_question
from bot.actions.telling import tell_topic
from bot.actions.turn import Event, Turn


class ActionTellTopic(FootholdAction):
    """Answer from the topic file of the message's intent."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_tell_topic"

    def answer(self, turn: Turn) -> list[Event]:
        """Work out what the message asks with figures, else say the part that is meant."""
        student = self.student(turn)
        early = None if turn.is_button else answer_early_years(self.db, turn, student)
        if early is not None:
            return early
        about_job = answer_job_in_question(turn)
        if about_job is not None:
            return about_job
        worked = work_out(self.db, turn, student)
        if worked is not None:
            return worked
        tell_topic(self.db, turn, student)
        return []
