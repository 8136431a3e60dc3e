"""Say what is known of a student's record, and what is not counted yet."""

from dataclasses import asdict

from bot.actions.base import FootholdAction
from bot.actions.turn import Event, Turn
from employers.services.progress import progress_of
from messages.domain.content import Picture


class ActionAskProgress(FootholdAction):
    """Count what the database truly knows: applications, approved places, employers."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_progress"

    def answer(self, turn: Turn) -> list[Event]:
        """Say the counts, then their limits."""
        student = self.student(turn)
        if student.is_guest:
            turn.say("utter_progress_guest")
            return []
        progress = progress_of(self.db, student.key, today=turn.today)
        if progress.is_empty:
            turn.say("utter_progress_nothing")
            return []
        counts = asdict(progress)
        turn.show("utter_progress", Picture("progress", counts), **counts)
        turn.say("utter_progress_limits")
        return []
