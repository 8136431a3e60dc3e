"""Ask what the student likes: the form's second question."""

from bot.actions.aftermath import is_about_alert
from bot.actions.base import FootholdAction
from bot.actions.profile import ask_or_let_go, asks_for_jobs, let_go
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, remember


class ActionAskProfileInterests(FootholdAction):
    """Ask for interests, never twice in the same words."""

    hears_first = False

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_profile_interests"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask, unless an alert was asked about or a question told it; say what was no answer."""
        if is_about_alert(self.db, turn):
            return let_go()
        if asks_for_jobs(turn) and self.student(turn).interests:
            return let_go()
        if turn.screen.kind is Kind.NOT_KNOWN:
            turn.say(turn.freshest("utter_interests_unknown", "utter_interests_unknown_again"))
            return remember(screen=Screen())
        return ask_or_let_go(
            turn, "utter_ask_profile_interests", "utter_ask_profile_interests_again"
        )
