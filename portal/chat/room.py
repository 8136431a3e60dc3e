"""The chat's room: what was said, a field to write in; works without a script."""

import secrets
import time

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from messages.domain.content import MAX_TEXT_CHARS
from messages.services.history import has_unanswered, lines_of
from portal.access import Rule
from portal.chat.lines import SHOWN, by_day, newest_of, quick_replies
from portal.chat.sending import WrongMessageError, send_message
from portal.errors import json_error, wants_json
from portal.forms import FieldError
from portal.guard import Page
from portal.visit import Visit
from portal.words import WORDING

CHECK_WAIT_S = 6.0  # when somebody asks for the answer by hand


async def room(visit: Visit) -> Response:
    """Show the chat; asked to check for an answer, wait for it a moment."""
    check = visit.request.query_params.get("check")
    if check is not None:
        is_new = check == "new"  # the greeting is on its way: better one page than an empty one
        await _answer_or_timeout(visit, visit.portal.answer_wait_s if is_new else CHECK_WAIT_S)
        return visit.go("/chat/room#newest")
    return await run_in_threadpool(_show, visit)


async def say(visit: Visit) -> Response:
    """Keep a message and answer: to our script at once, to a plain form with the next page."""
    button = visit.form.get("button")
    try:
        sent = await run_in_threadpool(
            send_message,
            visit,
            update_id=visit.field("id"),
            text=visit.field("text"),
            button=button if isinstance(button, str) else None,
        )
    except WrongMessageError as error:
        return await run_in_threadpool(_refuse, visit, error)
    if wants_json(visit.request):
        return JSONResponse({"received": True, "moved": sent.has_moved}, status_code=202)
    await _answer_or_timeout(visit, visit.portal.answer_wait_s)
    return visit.go("/chat/room#newest")


def _refuse(visit: Visit, error: WrongMessageError) -> Response:
    message = WORDING.text("chat_empty" if error.key == "chat_empty" else "chat_unreadable")
    if wants_json(visit.request):
        return json_error(422, error.key, message)
    return _show(visit, status=422, errors=[FieldError("text", message)])


def _show(visit: Visit, *, status: int = 200, errors: list[FieldError] | None = None) -> Response:
    chat_key = visit.chat.view.key
    is_waiting = has_unanswered(visit.db, chat_key)
    lines = lines_of(visit.db, chat_key)
    shown = lines if "earlier" in visit.request.query_params else lines[-SHOWN:]
    return visit.page(
        "chat/room.html",
        status=status,
        days=by_day(shown),
        has_earlier=len(shown) < len(lines),
        buttons=quick_replies(lines),
        newest=newest_of(lines),
        is_waiting=is_waiting,
        update_id=secrets.token_urlsafe(16),
        most_chars=MAX_TEXT_CHARS,
        errors=errors or [],
        text=visit.field("text"),
    )


async def _answer_or_timeout(visit: Visit, most_s: float) -> None:
    """Return when nothing of the chat waits for an answer, or after `most_s` seconds."""
    chat_key = visit.chat.view.key
    ends_at_s = time.monotonic() + most_s
    with visit.portal.pulse.listen(chat_key) as bell:
        while await run_in_threadpool(has_unanswered, visit.db, chat_key):
            left_s = ends_at_s - time.monotonic()
            if left_s <= 0 or visit.portal.pulse.is_stopping:
                return
            await bell.wait(min(left_s, 1.0))


PAGES = (
    Page("GET", "/chat/room", Rule.CHAT, room),
    Page("POST", "/chat/room", Rule.CHAT, say),
)
