"""Ask before an application is taken back."""

import re

from bot.actions.base import FootholdAction
from bot.actions.dropping import only_drops
from bot.actions.outright import answered_outright
from bot.actions.turn import Event, Turn, payload, remember
from bot.actions.withdrawing import ask_about_withdrawal, live_applications
from bot.actions.words import WORDING
from messages.domain.content import Choice

# What somebody may take back; without one of these it was never about an application.
_TAKEN_BACK = re.compile(
    r"\b(?:withdr\w+|appl\w+|pull|cancel\w*|placements?|places?|back|drop|it|that|this|one|ones"
    r"|spot|visit|work|decline|remove|delete)\b",
    re.IGNORECASE,
)


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
        student = self.student(turn)
        caught = answered_outright(self.db, turn, student)
        if caught is not None:
            return caught
        if only_drops(turn):
            turn.say("utter_nothing_to_cancel")
            return []
        live = live_applications(self.db, student)
        if not live and not _names_what_is_taken_back(turn):
            person = Choice(WORDING.text("person_for_carer"), payload("talk_to_adviser"))
            turn.say("utter_card", text=WORDING.text("not_about_withdrawing"), choices=[person])
            return []
        if not live:
            turn.say("utter_nothing_to_withdraw")
            return []
        return ask_about_withdrawal(turn, live)


def _names_what_is_taken_back(turn: Turn) -> bool:
    return turn.is_button or _TAKEN_BACK.search(turn.text) is not None
