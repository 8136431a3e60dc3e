"""Put a student in touch with a careers adviser of their school."""

from advisers.services.requests import ask_for_adviser
from bot.actions.base import FootholdAction
from bot.actions.concerns import follows_concern, school_was_told
from bot.actions.turn import Event, Turn


class ActionTalkToAdviser(FootholdAction):
    """Keep the wish where the school's advisers see it, and say honestly who reads it when."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_talk_to_adviser"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask the school's advisers; a guest has none here and is told whom to ask."""
        student = self.student(turn)
        if student.school_id is None:
            turn.say("utter_adviser_of_guest")
            return []
        request = ask_for_adviser(
            self.db,
            chat_key=turn.chat_key,
            student_key=student.key,
            school_id=student.school_id,
            turn_id=turn.turn_id,
            now=turn.now,
        )
        turn.say("utter_adviser_asked" if request.is_new else "utter_adviser_asked_already")
        if follows_concern(self.db, turn) and school_was_told(self.db, turn):
            turn.say("utter_concern_school_has")
        return []
