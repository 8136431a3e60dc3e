"""New lines pushed to the open page as server-sent events, resumed where they broke off."""

import contextlib
import json
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from messages.services.history import Line, has_unanswered, lines_of
from portal.access import Rule
from portal.chat.lines import bubble, replies
from portal.guard import Page
from portal.rendering import day
from portal.visit import Visit
from storage.database import StoreUnavailableError

HEARTBEAT_S = 15.0  # below the idle limits of usual proxies (60 s) and phones' networks
RETRY_MS = 1_000
MOST_LISTENERS = 4_000


async def events(visit: Visit) -> Response:
    """Stream the chat's new lines until the browser leaves or the portal stops."""
    if visit.portal.pulse.listeners >= MOST_LISTENERS:
        raise HTTPException(503)
    return StreamingResponse(
        _stream(visit, after=_resume_from(visit)),
        media_type="text/event-stream",
        headers={"x-accel-buffering": "no"},
    )


async def _stream(visit: Visit, *, after: int) -> AsyncIterator[str]:
    pulse = visit.portal.pulse
    yield f"retry: {RETRY_MS}\n\n"
    with pulse.listen(visit.chat.view.key) as bell, contextlib.suppress(StoreUnavailableError):
        while not pulse.is_stopping:
            news = await run_in_threadpool(_news, visit, after)
            if news is None:
                return
            is_waiting, lines = news
            for line in lines:
                after = line.id or after
                yield _event(line)
            yield f"event: waiting\ndata: {json.dumps(is_waiting)}\n\n"
            await bell.wait(HEARTBEAT_S)


def _news(visit: Visit, after: int) -> tuple[bool, list[Line]] | None:
    """Return whether an answer is still to come, and the bot's lines that the page lacks.

    None: this browser has the chat no more. One that has another instead comes back for it.
    """
    if not visit.is_chat_still_open():
        return None
    chat_key = visit.chat.view.key
    is_waiting = has_unanswered(visit.db, chat_key)  # first: then no line can slip between
    lines = [line for line in lines_of(visit.db, chat_key, after=after) if not line.from_student]
    return is_waiting, lines


def _event(line: Line) -> str:
    data = {"day": day(line.at), "html": bubble(line), "replies": replies(line.buttons)}
    return f"id: {line.id}\nevent: line\ndata: {json.dumps(data)}\n\n"


def _resume_from(visit: Visit) -> int:
    """Return the last line that the page has; the browser's own memory of it counts first."""
    asked = visit.request.query_params.get("after", "")
    last = visit.request.headers.get("last-event-id", asked)
    return int(last) if last.isascii() and last.isdecimal() and len(last) < 19 else 0


PAGES = (Page("GET", "/chat/events", Rule.CHAT, events),)
