"""Ask what the student likes: the form's second question."""

from bot.actions.base import FootholdAction
from bot.actions.profile import ask_or_let_go
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, remember


class ActionAskProfileInterests(FootholdAction):
    """Ask for interests, never twice in the same words."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_profile_interests"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask; after an answer that did not work, say so and ask with buttons."""
        if turn.screen.kind is Kind.NOT_KNOWN:
            turn.say(turn.freshest("utter_interests_unknown", "utter_interests_unknown_again"))
            return remember(screen=Screen())
        return ask_or_let_go(
            turn, "utter_ask_profile_interests", "utter_ask_profile_interests_again"
        )
