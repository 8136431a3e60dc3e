"""Looking a placement up for the student who asks."""

from bot.actions.turn import Turn
from employers.services.details import SlotDetails, slot_details
from employers.services.search import seeker_of
from employers.services.slots import SlotNotFoundError
from storage.database import Database
from students.services.views import StudentView


def details_of(db: Database, turn: Turn, student: StudentView, slot_id: int) -> SlotDetails | None:
    """Return a placement, or None after saying that it is gone."""
    try:
        seeker = seeker_of(db, student.key, today=turn.today)
        return slot_details(db, slot_id, seeker, today=turn.today)
    except SlotNotFoundError:
        turn.say("utter_placement_gone")
        return None
