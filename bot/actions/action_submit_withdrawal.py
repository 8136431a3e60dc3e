"""Take an application back, after the student's yes."""

from bot.actions.base import FootholdAction
from bot.actions.pressed import is_old_yes, say_old_button
from bot.actions.turn import Event, Turn, remember
from bot.actions.withdrawing import ask_to_withdraw, live_applications
from employers.services.applications import (
    AlreadyDecidedError,
    ApplicationNotFoundError,
    withdraw,
)


class ActionSubmitWithdrawal(FootholdAction):
    """Withdraw; a yes that does not follow the question at once is asked for again."""

    hears_first = False

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_submit_withdrawal"

    def answer(self, turn: Turn) -> list[Event]:
        """Withdraw and say so."""
        if is_old_yes(turn, "withdraw", application=turn.screen.focus):
            return say_old_button(turn)
        student = self.student(turn)
        application_id = int(turn.screen.focus or 0)
        if not self.is_asked_just_now(turn):
            for one in live_applications(self.db, student):
                if one.id == application_id:
                    return ask_to_withdraw(turn, one)
        try:
            application = withdraw(
                self.db,
                student_key=student.key,
                application_id=application_id,
                turn_id=turn.turn_id,
                now=turn.now,
            )
        except (ApplicationNotFoundError, AlreadyDecidedError):
            turn.say("utter_nothing_to_withdraw")
        else:
            turn.say("utter_withdrawn", title=application.title, employer=application.employer)
        return remember(pending=None)
