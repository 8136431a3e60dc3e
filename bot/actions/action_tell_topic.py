"""Say what there is to say about a topic: exams, routes, money, rights, this service."""

from bot.actions.aftermath import answer_about_alert
from bot.actions.base import FootholdAction
from bot.actions.telling import tell_topic
from bot.actions.turn import Event, Turn


class ActionTellTopic(FootholdAction):
    """Answer from the topic file of the message's intent."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_tell_topic"

    def answer(self, turn: Turn) -> list[Event]:
        """Say the part that is meant."""
        student = self.student(turn)
        caught = None if turn.is_button else answer_about_alert(self.db, turn, student)
        if caught is not None:
            return caught
        tell_topic(self.db, turn, student)
        return []
