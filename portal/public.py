"""The public pages: what Foothold is, and what it keeps."""

from starlette.responses import Response

from portal.access import Rule
from portal.guard import Page
from portal.visit import Visit


def home(visit: Visit) -> Response:
    """Show what Foothold is, in one screen."""
    return visit.page("home.html", has_chat=visit.open_chat is not None)


def privacy(visit: Visit) -> Response:
    """Show what is kept, for how long, and who sees it."""
    return visit.page("privacy.html")


PAGES = (
    Page("GET", "/", Rule.ANYONE, home),
    Page("GET", "/privacy", Rule.ANYONE, privacy),
)
