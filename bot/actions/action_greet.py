"""Say hello: who this is on first contact, afterwards just hello."""

from bot.actions.base import FootholdAction
from bot.actions.profile import profile_slots
from bot.actions.turn import Event, Turn, remember


class ActionGreet(FootholdAction):
    """Greet; the first time with what a student must know before the first question."""

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
        if student.is_guest:
            turn.say("utter_greet_guest")
        else:
            turn.say("utter_greet_joined", name=student.first_name)
        return profile_slots(student)
