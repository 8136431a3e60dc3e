"""The question before an application is sent, and sending it."""

from bot.actions.placements import details_of
from bot.actions.screen import Kind
from bot.actions.turn import Event, Turn, remember
from employers.domain.kinds import HOLDS_SEAT
from employers.services.applications import (
    AlreadyAppliedError,
    NotAllowedError,
    SlotFullError,
    SlotNotFoundError,
    apply,
)
from storage.database import Database
from students.services.views import StudentView


def ask_to_apply(db: Database, turn: Turn, student: StudentView, slot_id: int) -> list[Event]:
    """Say what would be applied for and ask for a yes; or say what stands against it."""
    details = details_of(db, turn, student, slot_id)
    if details is None:
        return []
    screen = turn.screen.focused_on(Kind.SLOTS, str(slot_id), details.title)
    if details.refusals:
        turn.say("utter_refused", text=" ".join(reason.text for reason in details.refusals))
    elif details.application in HOLDS_SEAT:
        turn.say("utter_already_applied", title=details.title)
    elif details.seats_left < 1:
        turn.say("utter_placement_full")
    else:
        turn.say(
            "utter_confirm_apply",
            title=details.title,
            employer=details.employer,
            dates=details.dates,
            slot=slot_id,
        )
        return remember(screen=screen, pending="apply")
    return remember(screen=screen)


def send_application(db: Database, turn: Turn, student: StudentView, slot_id: int) -> list[Event]:
    """Apply, after the student's yes, and say so; or say what stands against it."""
    try:
        sent = apply(
            db, student_key=student.key, slot_id=slot_id, turn_id=turn.turn_id, now=turn.now
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
        turn.say("utter_applied", title=sent.title, employer=sent.employer)
    return remember(pending=None)
