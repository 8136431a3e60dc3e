"""Ask before an application is sent."""

from bot.actions.applying import ask_to_apply
from bot.actions.base import FootholdAction
from bot.actions.reading import meant_item
from bot.actions.refining import item_recalled, other_meant, wants_another
from bot.actions.screen import Kind
from bot.actions.turn import Event, Turn, payload
from messages.domain.content import Choice


class ActionApplyPlacement(FootholdAction):
    """Ask whether to apply for the placement that is meant."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_apply_placement"

    def answer(self, turn: Turn) -> list[Event]:
        """Ask; say what to do first where no placement is meant."""
        student = self.student(turn)
        if student.is_guest:
            turn.say("utter_apply_guest")
            return []
        screen = turn.screen
        item = item_recalled(turn) or other_meant(turn)
        if item is None and wants_another(turn):
            return self._ask_which(turn)
        item = item or (meant_item(turn) if screen.kind is Kind.SLOTS else None)
        slot = turn.entity("slot") or (item.id if item is not None else None)
        if slot is not None:
            return ask_to_apply(self.db, turn, student, int(slot))
        if screen.kind is not Kind.SLOTS or not screen.items:
            turn.say("utter_nothing_to_apply_for")
            return []
        return self._ask_which(turn)

    def _ask_which(self, turn: Turn) -> list[Event]:
        choices = [
            Choice(item.title, payload("apply_placement", slot=item.id))
            for item in turn.screen.items
        ]
        turn.say(turn.freshest("utter_apply_which", "utter_apply_which_again"), choices=choices)
        return []
