"""Ask where the student lives: the form's first question."""

from bot.actions.aftermath import is_about_alert
from bot.actions.base import FootholdAction
from bot.actions.profile import ask_or_let_go, let_go, place_choices
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, payload, remember
from messages.domain.content import Choice


class ActionAskProfilePlace(FootholdAction):
    """Ask for a town or the first part of a postcode, never twice in the same words."""

    hears_first = False

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_profile_place"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask, though not on after an alert; of an answer that did not work, ask about that."""
        if is_about_alert(self.db, turn):
            return let_go()
        screen = turn.screen
        skip = Choice(turn.words("utter_button_skip"), payload("deny"))
        if screen.kind is Kind.PLACES:
            turn.say(
                turn.freshest("utter_which_place", "utter_which_place_again"),
                choices=[*place_choices([item.id for item in screen.items]), skip],
            )
            return []
        if screen.kind is Kind.NOT_KNOWN:
            if screen.focus is None:
                turn.say("utter_which_town", choices=[skip])
                return remember(screen=Screen())
            response = turn.freshest("utter_place_unknown", "utter_place_unknown_again")
            turn.say(response, place=screen.focus, choices=[skip])
            return remember(screen=Screen())
        return ask_or_let_go(turn, "utter_ask_profile_place", "utter_ask_profile_place_again")
