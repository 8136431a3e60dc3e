"""The one place where an error becomes an answer: a page for people, JSON for programs."""

import logging
from dataclasses import dataclass
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from advisers.services.requests import RequestNotFoundError
from employers.services.applications import ApplicationNotFoundError
from messages.services.parked import ParkedTurnNotFoundError
from portal.access import NoChatError, NotSignedInError, WrongRoleError
from portal.csrf import ForgedFormError
from portal.limits import TooOftenError
from portal.rendering import render
from portal.words import WORDING
from safeguarding.services.alerts import AlertNotFoundError
from schools.services.roster import RosterEntryNotFoundError
from storage.database import StoreUnavailableError

logger = logging.getLogger(__name__)

# Also said where the thing is there but another school's: nobody learns what others have.
NOT_FOUND = (
    AlertNotFoundError,
    ApplicationNotFoundError,
    ParkedTurnNotFoundError,
    RequestNotFoundError,
    RosterEntryNotFoundError,
)


@dataclass(frozen=True)
class Problem:
    """What is said about an error: `key` names the words."""

    status: int
    key: str
    wait_s: int | None = None


_BY_STATUS = {
    400: "bad_request",
    403: "not_yours",
    404: "no_page",
    405: "bad_method",
    413: "too_big",
}


def problem_of(error: Exception) -> Problem:
    """Return what an error means for the visitor; an unknown one is ours (500)."""
    match error:
        case HTTPException(status_code=status):
            return Problem(status, _BY_STATUS.get(status, "bad_request"))
        case WrongRoleError():
            return Problem(403, "not_yours")
        case _ if isinstance(error, NOT_FOUND):
            return Problem(404, "no_page")
        case ForgedFormError():
            return Problem(403, "forged")
        case TooOftenError(wait_s=wait_s):
            return Problem(429, "too_often", wait_s)
        case StoreUnavailableError():
            return Problem(503, "store_away", 5)
        case NoChatError():
            return Problem(401, "api_no_chat")
        case NotSignedInError():
            return Problem(401, "not_yours")
        case _:
            return Problem(500, "broken")


def answer_error(request: Request, error: Exception) -> Response:
    """Return the answer to a request that failed."""
    problem = problem_of(error)
    if problem.status >= 500:
        logger.error("request failed: status=%d", problem.status, exc_info=error)
    if wants_json(request):
        return json_problem(problem)
    if isinstance(error, NotSignedInError):
        return RedirectResponse(_sign_in_path(request), status_code=303)
    if isinstance(error, NoChatError):
        return RedirectResponse("/chat", status_code=303)
    values = {
        "title": WORDING.text(f"{problem.key}_title"),
        "advice": WORDING.text(problem.key, wait_s=problem.wait_s),
        "path": request.url.path,
    }
    return Response(
        render("problem.html", values),
        status_code=problem.status,
        media_type="text/html",
        headers=_retry_header(problem),
    )


def json_problem(problem: Problem) -> JSONResponse:
    """Return a problem for a program: a code that stays, and what to do."""
    message = WORDING.text(problem.key, wait_s=problem.wait_s)
    return json_error(problem.status, problem.key, message, headers=_retry_header(problem))


def json_error(
    status: int, code: str, message: str, *, headers: dict[str, str] | None = None
) -> JSONResponse:
    """Return an error in the form that all our JSON errors have."""
    body = {"error": code, "message": message}
    return JSONResponse(body, status_code=status, headers=headers)


def wants_json(request: Request) -> bool:
    """Return whether a program asks: our own script, or the JSON interface."""
    accepts = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or accepts.startswith("application/json")


def _sign_in_path(request: Request) -> str:
    """Return the sign-in page that leads back to where somebody wanted to go, as by a mail."""
    path = request.url.path
    if request.method != "GET" or path == "/staff":
        return "/staff/sign-in"
    return f"/staff/sign-in?next={quote(path)}"


def _retry_header(problem: Problem) -> dict[str, str] | None:
    return None if problem.wait_s is None else {"retry-after": str(problem.wait_s)}
