"""Say more about one of the things on the screen."""

from bot.actions.base import FootholdAction
from bot.actions.details import say_what_is_written, show_placement
from bot.actions.limits import limits_in
from bot.actions.on_screen import settle
from bot.actions.opening import open_item
from bot.actions.reading import chosen_item, meant_item
from bot.actions.refining import asks_about_open, refine
from bot.actions.screen import Kind
from bot.actions.turn import Event, Turn, payload
from messages.domain.content import Choice


class ActionPlacementDetails(FootholdAction):
    """Open the placement that is meant; ask which, where several are on the screen."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_placement_details"

    def answer(self, turn: Turn) -> list[Event]:
        """Open what the button or the words mean."""
        student = self.student(turn)
        slot = turn.entity("slot")
        if slot is not None:
            return show_placement(self.db, turn, student, int(slot))
        settled = settle(self.db, turn, student)
        if settled is not None:
            return settled
        if turn.bare is not None:
            turn.say(turn.freshest("utter_nothing_on_screen", "utter_nothing_on_screen_again"))
            return []
        is_named = limits_in(turn).how is None and chosen_item(turn) is not None
        refined = None if is_named else refine(self.db, turn, student)
        if refined is not None:
            return refined
        if asks_about_open(turn):
            return say_what_is_written(self.db, turn, student, int(turn.screen.focus or 0))
        item = meant_item(turn)
        if item is not None:
            return open_item(self.db, turn, student, item)
        screen = turn.screen
        if screen.kind is not Kind.SLOTS or not screen.items:
            turn.say("utter_no_placement_shown")
            return []
        choices = [
            Choice(item.title, payload("placement_details", slot=item.id)) for item in screen.items
        ]
        turn.say(
            turn.freshest("utter_which_placement", "utter_which_placement_again"), choices=choices
        )
        return []
