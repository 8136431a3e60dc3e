"""Answer a yes that no pending question asked for."""

from dataclasses import replace

from bot.actions.advising import put_on_list
from bot.actions.applying import ask_to_apply
from bot.actions.base import FootholdAction
from bot.actions.exporting import ask_for_data
from bot.actions.offers import search
from bot.actions.opening import open_item
from bot.actions.plain_speaking import speak_plainly
from bot.actions.pressed import is_old_yes, say_old_button
from bot.actions.reading import chosen_item
from bot.actions.screen import Item, Screen
from bot.actions.turn import Event, Turn
from bot.actions.wishing import Asked

_OFFERED_TO_LOOK = (
    "utter_no_placement_shown",
    "utter_placement_full",
    "utter_placement_gone",
    "utter_nothing_to_apply_for",
    "utter_not_applied",
    "utter_no_applications",
    "utter_nothing_to_accept",
    "utter_nothing_to_decline",
    "utter_progress_nothing",
)


class ActionAffirm(FootholdAction):
    """Do what the last answer offered, open what a yes can mean, or ask what is wanted."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_affirm"

    def answer(self, turn: Turn) -> list[Event]:
        """Say yes to what was offered last."""
        if is_old_yes(turn, None):
            return say_old_button(turn)
        if turn.slot("pending") == "join":
            turn.say("utter_type_code")
            return []
        student = self.student(turn)
        if turn.slot("pending") == "export":
            return ask_for_data(self.db, turn, student)
        if turn.slot("pending") == "adviser":
            return put_on_list(self.db, turn, student)
        if turn.said_in_last_answer("utter_offer_plain_english", "utter_greet_learner"):
            return speak_plainly(turn)
        item = chosen_item(turn) or _unopened(turn.screen)
        if item is not None:
            return open_item(self.db, turn, student, item)
        if turn.said_in_last_answer("utter_placement_open"):
            return ask_to_apply(self.db, turn, student, int(turn.screen.focus or 0))
        if turn.said_in_last_answer(*_OFFERED_TO_LOOK):
            asked = replace(Asked.from_json(turn.slot("wish")), offset=0)
            return search(self.db, turn, student, asked)
        turn.say(turn.freshest("utter_yes_to_what", "utter_yes_to_what_again"))
        return []


def _unopened(screen: Screen) -> Item | None:
    """Return the only thing on the screen, if it was not opened yet."""
    return screen.items[0] if len(screen.items) == 1 and screen.focus is None else None
