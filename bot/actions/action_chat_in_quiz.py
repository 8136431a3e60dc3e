"""Answer small talk in the middle of the quiz, which goes on where it was."""

from bot.actions.base import FootholdAction
from bot.actions.turn import Event, Turn

_ANSWERS = {
    "thank": "utter_thank",
    "goodbye": "utter_goodbye",
    "help": "utter_help",
    "bot_challenge": "utter_bot_challenge",
    "feedback_positive": "utter_feedback_positive",
}


class ActionChatInQuiz(FootholdAction):
    """Say what answers small talk at any other time; the base offers to go on with the quiz.

    Outside the quiz these responses need no action; within it a word such as "kinda" that was
    taken for one of these intents must reach the quiz.
    """

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_chat_in_quiz"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer as the intent's own rule would."""
        turn.say(_ANSWERS[str(turn.intent)])
        return []
