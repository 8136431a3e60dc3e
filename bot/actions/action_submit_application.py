"""Send an application, after the student's yes."""

from bot.actions.applying import ask_to_apply
from bot.actions.base import FootholdAction
from bot.actions.pressed import is_old_yes, say_old_button
from bot.actions.turn import Event, Turn, remember
from employers.services.applications import (
    AlreadyAppliedError,
    NotAllowedError,
    SlotFullError,
    apply,
)
from employers.services.slots import SlotNotFoundError


class ActionSubmitApplication(FootholdAction):
    """Apply; a yes that does not follow the question at once is asked for again."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_submit_application"

    def answer(self, turn: Turn) -> list[Event]:
        """Apply and say what happens next, or say what stands against it."""
        if is_old_yes(turn, "apply", slot=turn.screen.focus):
            return say_old_button(turn)
        student = self.student(turn)
        slot_id = int(turn.screen.focus or 0)
        if not turn.asked_just_now():
            return ask_to_apply(self.db, turn, student, slot_id)
        try:
            application = apply(
                self.db,
                student_key=student.key,
                slot_id=slot_id,
                turn_id=turn.turn_id,
                now=turn.now,
            )
        except NotAllowedError as error:
            turn.say("utter_refused", text=" ".join(reason.text for reason in error.reasons))
        except AlreadyAppliedError:
            turn.say("utter_already_applied_for_it")
        except SlotFullError:
            turn.say("utter_placement_full")
        except SlotNotFoundError:
            turn.say("utter_placement_gone")
        else:
            turn.say("utter_applied", title=application.title, employer=application.employer)
        return remember(pending=None)
