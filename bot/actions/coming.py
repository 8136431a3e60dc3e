"""Which placement a question about getting ready or getting there is about."""

from bot.actions.reading import chosen_item
from bot.actions.screen import Kind
from bot.actions.turn import Turn
from employers.domain.kinds import ApplicationState
from employers.services.applications import ApplicationView, applications_of
from employers.services.details import SlotDetails, slot_details
from employers.services.search import seeker_of
from employers.services.slots import SlotNotFoundError
from storage.database import Database
from students.services.views import StudentView

_OPENED = ("utter_placement_open", "utter_placement_applied", "utter_placement_closed")


def placement_meant(db: Database, turn: Turn, student: StudentView) -> SlotDetails | None:
    """Return the placement that is meant, or None where no question can be about one.

    It is the one pointed at or just opened, else the next approved one, else the one that was
    opened last. A button to a further part of the topic is about none.
    """
    if turn.entity("part") is not None:
        return None
    slot_id = _pointed_at(turn) or _next_approved(db, turn, student) or _open(turn)
    if slot_id is None:
        return None
    try:
        seeker = seeker_of(db, student.key, today=turn.today)
        return slot_details(db, slot_id, seeker, today=turn.today)
    except SlotNotFoundError:
        return None


def _pointed_at(turn: Turn) -> int | None:
    """Return the placement on the screen that the words name, or that was opened just now."""
    if turn.screen.kind is not Kind.SLOTS:
        return None
    item = chosen_item(turn)
    if item is not None:
        return int(item.id)
    return _open(turn) if turn.said_in_last_answer(*_OPENED) else None


def _open(turn: Turn) -> int | None:
    screen = turn.screen
    is_open = screen.kind is Kind.SLOTS and screen.focus is not None
    return int(screen.focus or 0) if is_open else None


def _next_approved(db: Database, turn: Turn, student: StudentView) -> int | None:
    """Return the approved placement that runs now or comes next."""

    def comes(one: ApplicationView) -> bool:
        return one.state is ApplicationState.APPROVED and one.ends_on >= turn.today

    coming = [one for one in applications_of(db, student.key) if comes(one)]
    return min(coming, key=lambda one: one.starts_on).slot_id if coming else None
