"""What students asked of the staff, and closing a request once it is done."""

from starlette.responses import Response

from advisers.services.requests import close_request, open_requests
from portal.access import Rule
from portal.guard import Page
from portal.visit import Visit


def requests(visit: Visit) -> Response:
    """List what students asked for, the longest waiting first."""
    found = open_requests(visit.db, school_id=visit.staff.school_id)
    return visit.page("staff/requests.html", requests=found)


def close(visit: Visit) -> Response:
    """Note that somebody did what was asked."""
    close_request(
        visit.db,
        visit.number("request_id"),
        school_id=visit.staff.school_id,
        staff_id=visit.staff.id,
        now=visit.now,
    )
    return visit.go("/staff/requests?done=request_closed")


PAGES = (
    Page("GET", "/staff/requests", Rule.ADVISER, requests),
    Page("POST", "/staff/requests/{request_id:row}/close", Rule.ADVISER, close),
)
