"""Ask before an application is taken back."""

from bot.actions.base import FootholdAction
from bot.actions.turn import Event, Turn, remember
from bot.actions.withdrawing import ask_about_withdrawal, live_applications


class ActionWithdrawApplication(FootholdAction):
    """Ask whether to take back the application that is meant; ask which of several."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_withdraw_application"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask; nothing is taken back without a yes. Before it is sent, it is a no to sending."""
        if turn.slot("pending") == "apply" and turn.entity("application") is None:
            turn.say("utter_not_applied")
            return remember(pending=None)
        live = live_applications(self.db, self.student(turn))
        if not live:
            turn.say("utter_nothing_to_withdraw")
            return []
        return ask_about_withdrawal(turn, live)
