"""Say hello: who this is on first contact, afterwards just hello."""

from bot.actions.base import FootholdAction
from bot.actions.plain_speaking import learns_english
from bot.actions.profile import profile_slots
from bot.actions.turn import Event, Turn, remember
from bot.actions.waiting import mention_what_waits
from messages.services.turns import written_before


class ActionGreet(FootholdAction):
    """Greet; first with what a student must know, later with what waits for them."""

    hears_first = False

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_greet"

    def answer(self, turn: Turn) -> list[Event]:
        """Greet, and say whether the profile questions come next."""
        student = self.student(turn)
        if not turn.slot("welcomed"):
            turn.say("utter_welcome_who")
            turn.say("utter_welcome_keeps")
            turn.say("utter_welcome_guest" if student.is_guest else "utter_welcome_joined")
            pending = "join" if student.is_guest else None
            return [*profile_slots(student), *remember(welcomed=True, pending=pending)]
        is_first = self._is_first(turn)
        if learns_english(turn.text) and not turn.slot("plain_english"):
            turn.say("utter_greet_learner")
        elif student.is_guest:
            turn.say("utter_hello_guest" if is_first else "utter_greet_guest")
        else:
            greeting = "utter_hello_joined" if is_first else "utter_greet_joined"
            turn.say(greeting, name=student.first_name)
            mention_what_waits(self.db, turn, student)
        return profile_slots(student)

    def _is_first(self, turn: Turn) -> bool:
        """Return whether nothing was typed in this chat before; a join code does not count."""
        codes = int(turn.has_been_said("utter_joined"))
        return written_before(self.db, turn.turn_id) <= codes
