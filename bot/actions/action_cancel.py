"""Stop what is under way."""

from bot.actions.base import FootholdAction
from bot.actions.dropping import only_drops
from bot.actions.on_screen import settle
from bot.actions.outright import answered_outright
from bot.actions.turn import Event, Turn, remember
from bot.actions.withdrawing import (
    ask_about_withdrawal,
    live_applications,
    speaks_of_application,
)


class ActionCancel(FootholdAction):
    """Drop the pending question; nothing that was done is undone without a yes."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_cancel"

    def answer(self, turn: Turn) -> list[Event]:
        """Say that it is dropped; where an application was just shown, ask about that one."""
        is_pending = turn.slot("pending") not in (None, "join", "meaning")
        student = self.student(turn)
        caught = answered_outright(self.db, turn, student)
        if caught is not None:
            return caught
        step_back = None if is_pending else settle(self.db, turn, student)
        if step_back is not None:
            return step_back
        if not is_pending and speaks_of_application(turn) and not only_drops(turn):
            live = live_applications(self.db, student)
            if live:
                return ask_about_withdrawal(turn, live)
        turn.say("utter_cancelled" if is_pending else "utter_nothing_to_cancel")
        return remember(pending=None)
