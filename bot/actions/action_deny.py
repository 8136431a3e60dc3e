"""Answer a no: to the question on the screen, or with a correction in the same breath."""

from bot.actions.base import FootholdAction
from bot.actions.keeping import keep_place
from bot.actions.occupations import last_question, tell
from bot.actions.turn import Event, Turn

_AS_IT_WAS = {
    "join": "utter_guest",
    "apply": "utter_not_applied",
    "withdraw": "utter_not_withdrawn",
    "delete": "utter_not_deleted",
}


class ActionDeny(FootholdAction):
    """Take a correction, or leave everything as it was and say so."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_deny"

    def answer(self, turn: Turn) -> list[Event]:
        """Say what a no means here."""
        occupation = turn.entity("occupation")
        if occupation is not None:
            return tell(turn, occupation, last_question(turn))
        if turn.entity("place") is not None:
            return keep_place(self.db, turn, self.student(turn))
        refused = _AS_IT_WAS.get(str(turn.slot("pending")))
        if refused is not None:
            turn.say(refused)
        else:
            turn.say(turn.freshest("utter_no_to_what", "utter_no_to_what_again"))
        return []
