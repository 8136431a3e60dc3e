"""Ask before an application is taken back."""

from bot.actions.base import FootholdAction
from bot.actions.reading import chosen_item
from bot.actions.screen import Kind, Screen, cut
from bot.actions.turn import Event, Turn, payload, remember
from bot.actions.withdrawing import ask_to_withdraw, label_of, live_applications
from employers.services.applications import ApplicationView
from messages.domain.content import Choice


class ActionWithdrawApplication(FootholdAction):
    """Ask whether to take back the application that is meant; ask which of several."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_withdraw_application"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask; nothing is taken back without a yes."""
        live = live_applications(self.db, self.student(turn))
        if not live:
            turn.say("utter_nothing_to_withdraw")
            return []
        meant = _meant(turn, live)
        if meant is not None:
            return ask_to_withdraw(turn, meant)
        choices = [
            Choice(cut(label_of(one)), payload("withdraw_application", application=str(one.id)))
            for one in live
        ]
        turn.say(
            turn.freshest("utter_withdraw_which", "utter_withdraw_which_again"), choices=choices
        )
        shown = [(str(one.id), label_of(one)) for one in live]
        return remember(screen=Screen.of(Kind.APPLICATIONS, shown))


def _meant(turn: Turn, live: list[ApplicationView]) -> ApplicationView | None:
    """Return the application that the button or the words mean, or the only one."""
    item = chosen_item(turn) if turn.screen.kind is Kind.APPLICATIONS else None
    wanted = turn.entity("application") or (item.id if item is not None else None)
    if wanted is None:
        return live[0] if len(live) == 1 else None
    return next((one for one in live if str(one.id) == wanted), None)
