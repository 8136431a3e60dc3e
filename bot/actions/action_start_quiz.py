"""Start the interest quiz, or do what one of its buttons says."""

from bot.actions.base import FootholdAction
from bot.actions.quiz_state import QuizState
from bot.actions.quizzing import answer_pressed, begin, go_on
from bot.actions.turn import Event, Turn


class ActionStartQuiz(FootholdAction):
    """Begin the quiz, or go on with the one that was begun; typed answers reach every action."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_start_quiz"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask the next question of the quiz, or tell its result."""
        if turn.entity("step") is not None:
            return answer_pressed(self.db, turn)
        state = QuizState.of(turn)
        if state is None or not state.answers:
            return begin(turn)
        turn.say("utter_quiz_goes_on")
        return go_on(turn, state)
