"""Say which jobs go with a liking, a field, a skill or a wish about the work."""

from bot.actions.base import FootholdAction
from bot.actions.described_jobs import describes_one
from bot.actions.exploring import answer_exploring
from bot.actions.occupations import answer_described
from bot.actions.refining import about_offers
from bot.actions.turn import Event, Turn
from careers.cards import Question


class ActionExploreByInterest(FootholdAction):
    """List jobs that fit what the message wants; where it names nothing known, ask."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_explore_by_interest"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer with the jobs that fit and why."""
        student = self.student(turn)
        about = about_offers(self.db, turn, student)
        if about is not None:
            return about
        answered = None if describes_one(turn) else answer_exploring(turn, student.interests)
        if answered is None:
            answered = answer_described(turn, Question.ABOUT)
        if answered is not None:
            return answered
        turn.say(turn.freshest("utter_explore_what", "utter_explore_what_again"))
        return []
