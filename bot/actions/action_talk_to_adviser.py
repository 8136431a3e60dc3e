"""Put a student in touch with a careers adviser of their school."""

from bot.actions.advising import put_on_list, settle_wish
from bot.actions.base import FootholdAction
from bot.actions.outright import answered_outright
from bot.actions.turn import Event, Turn


class ActionTalkToAdviser(FootholdAction):
    """A pressed button asks the school's advisers at once; typed words are asked about first."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_talk_to_adviser"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask the advisers or ask back; a guest has none here and is told whom to ask."""
        student = self.student(turn)
        caught = answered_outright(self.db, turn, student)
        if caught is not None:
            return caught
        if turn.is_button or student.school_id is None:
            return put_on_list(self.db, turn, student)
        return settle_wish(self.db, turn, student)
