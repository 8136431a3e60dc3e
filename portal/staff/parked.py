"""Messages that could not be answered after several tries, and trying again."""

from starlette.responses import Response

from messages.services.parked import parked_turns, retry_parked
from portal.access import Rule
from portal.guard import Page
from portal.visit import Visit


def parked(visit: Visit) -> Response:
    """List the school's parked messages; their words stay hidden."""
    return visit.page(
        "staff/parked.html", turns=parked_turns(visit.db, school_id=visit.staff.school_id)
    )


def retry(visit: Visit) -> Response:
    """Put a message back in its chat's queue.

    Raises:
        ParkedTurnNotFoundError: it is not parked, or belongs to another school.
    """
    retry_parked(visit.db, visit.number("inbox_id"), school_id=visit.staff.school_id, now=visit.now)
    visit.portal.gateway.wake()
    return visit.go("/staff/parked?done=retried")


PAGES = (
    Page("GET", "/staff/parked", Rule.ADVISER, parked),
    Page("POST", "/staff/parked/{inbox_id:row}/retry", Rule.ADVISER, retry),
)
