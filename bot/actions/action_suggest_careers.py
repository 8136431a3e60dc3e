"""Suggest jobs that fit what the student likes."""

from bot.actions.base import FootholdAction
from bot.actions.occupations import answer_about, answer_described, last_question
from bot.actions.outright import answered_outright
from bot.actions.profile import liked
from bot.actions.quizzing import begin, is_also_asked_for
from bot.actions.reading import is_follow_up
from bot.actions.suggesting import say_suggestions
from bot.actions.turn import Event, Turn
from careers.cards import Question


class ActionSuggestCareers(FootholdAction):
    """Suggest three jobs from several fields, each with its reason."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_suggest_careers"

    def answer(self, turn: Turn) -> list[Event]:
        """Suggest from what the message says, else from the profile."""
        if turn.entity("occupation") is not None and is_follow_up(turn.text):
            return answer_about(turn, last_question(turn))
        if is_also_asked_for(turn):
            return begin(turn)
        student = self.student(turn)
        caught = answered_outright(self.db, turn, student)
        if caught is not None:
            return caught
        liked_now = liked(turn)
        described = None if liked_now else answer_described(turn, Question.ABOUT)
        return described or say_suggestions(turn, liked_now or student.interests)
