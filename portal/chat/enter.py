"""Coming over from Telegram: a link that works once opens the web chat, after a press."""

import secrets

from starlette.responses import Response

from messages.services.receive import begin_chat
from messages.tables import Channel
from portal.access import Rule
from portal.cookies import Cookie, set_cookie
from portal.guard import Page
from portal.visit import Visit
from portal.words import WORDING
from students.services.identity import JoinError, SchoolNotReadyError
from students.services.links import LinkGoneError, is_link_open, use_link

PATH = "/chat/enter/{token}"


def show_door(visit: Visit) -> Response:
    """Ask for the press that uses the link: whoever only looks at links must not use it up."""
    if not is_link_open(visit.db, _token(visit), now=visit.now):
        return _refused(visit, "link_gone", status=404)
    return visit.page("chat/enter.html")


def enter(visit: Visit) -> Response:
    """Use the link and go to the chat's room."""
    limits = visit.portal.limits
    limits.openings.take(visit.address, at_s=visit.steady_s)
    secret = secrets.token_urlsafe(32)
    try:
        use_link(visit.db, _token(visit), address=secret, now=visit.now)
    except LinkGoneError:
        return _refused(visit, "link_gone", status=404)
    except SchoolNotReadyError:
        return _refused(visit, "code_not_ready")
    except JoinError:
        return _refused(visit, "code_used")
    begin_chat(visit.db, channel=Channel.WEB, address=secret, now=visit.now)
    visit.portal.gateway.wake()
    response = visit.go("/chat/room?check=new")
    set_cookie(response, visit.settings, Cookie.CHAT, secret)
    return response


def _refused(visit: Visit, key: str, *, status: int = 422) -> Response:
    return visit.page("chat/enter.html", status=status, why_not=WORDING.text(key))


def _token(visit: Visit) -> str:
    return str(visit.request.path_params["token"])


PAGES = (
    Page("GET", PATH, Rule.ANYONE, show_door),
    Page("POST", PATH, Rule.ANYONE, enter),
)
