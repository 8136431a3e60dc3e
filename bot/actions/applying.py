"""The question before an application is sent."""

from bot.actions.placements import details_of
from bot.actions.screen import Kind
from bot.actions.turn import Event, Turn, remember
from employers.domain.kinds import HOLDS_SEAT
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
