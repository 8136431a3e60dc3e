"""The chat for programs: JSON in and out, a bearer token, a long poll for the answers."""

import json
import time

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from messages.services.history import Line, has_unanswered, lines_of
from messages.services.pictures import words_for
from messages.tables import Channel
from portal.access import Rule
from portal.chat.sending import WrongMessageError, send_message
from portal.chat.start import WrongStartError, start_chat
from portal.errors import json_error
from portal.guard import Page
from portal.visit import Visit
from portal.words import WORDING

LONGEST_WAIT_S = 25.0
_CHANNELS = {"web": Channel.WEB, "terminal": Channel.TERMINAL}


class WrongBodyError(Exception):
    """The JSON is not what the interface takes; its text says what to send."""


def start(visit: Visit) -> Response:
    """Start a chat: ``{"code": "..."}`` or ``{"guest": true}``, and ``"channel"``."""
    try:
        sent = _object(visit)
        channel = _CHANNELS[_choice(sent, "channel", tuple(_CHANNELS), "terminal")]
        secret = start_chat(visit, channel, _code(sent))
    except WrongBodyError as error:
        return json_error(422, "wrong_body", str(error))
    except WrongStartError as error:
        status = 429 if error.wait_s else 422
        return json_error(status, error.key, error.message)
    return JSONResponse({"token": f"{channel.value}.{secret}"}, status_code=201)


def send(visit: Visit) -> Response:
    """Keep a message: ``{"id": "...", "text": "..."}`` or ``{"id": "...", "button": "..."}``."""
    try:
        asked = _object(visit)
        text, button = _content(asked)
        sent = send_message(visit, update_id=_text(asked, "id") or "", text=text, button=button)
    except WrongBodyError as error:
        return json_error(422, "wrong_body", str(error))
    except WrongMessageError as error:
        return json_error(422, error.key, WORDING.text(error.key))
    return JSONResponse({"received": True, "duplicate": sent.is_duplicate}, status_code=202)


async def messages(visit: Visit) -> Response:
    """Answer with the bot's messages after ``after``, waiting up to ``wait`` s for the first.

    Without ``after`` the whole chat, the student's own messages too. ``waiting`` says whether an
    answer is still to come.
    """
    asked = visit.request.query_params
    try:
        after = _number(asked.get("after"), "after")
        wait_s = min(float(_number(asked.get("wait"), "wait") or 0), LONGEST_WAIT_S)
    except WrongBodyError as error:
        return json_error(422, "wrong_query", str(error))
    is_waiting, lines = await _news(visit, after, wait_s)
    newest = max((line.id or 0 for line in lines), default=after or 0)
    return JSONResponse(
        {"messages": [_shown(line) for line in lines], "after": newest, "waiting": is_waiting}
    )


async def _news(visit: Visit, after: int | None, wait_s: float) -> tuple[bool, list[Line]]:
    pulse = visit.portal.pulse
    ends_at_s = time.monotonic() + wait_s
    with pulse.listen(visit.chat.view.key) as bell:
        while True:
            looked = await run_in_threadpool(_look, visit, after)
            if looked is None:  # the token leads elsewhere now, or nowhere: asked again, it shows
                return False, []
            is_waiting, lines = looked
            left_s = ends_at_s - time.monotonic()
            if lines or left_s <= 0 or pulse.is_stopping:
                return is_waiting, lines
            await bell.wait(left_s)


def _look(visit: Visit, after: int | None) -> tuple[bool, list[Line]] | None:
    if not visit.is_chat_still_open():
        return None
    chat_key = visit.chat.view.key
    is_waiting = has_unanswered(visit.db, chat_key)
    lines = lines_of(visit.db, chat_key, after=after or 0)
    return is_waiting, [line for line in lines if after is None or not line.from_student]


def _shown(line: Line) -> dict[str, object]:
    return {
        "id": line.id,
        "at": line.at.isoformat(),
        "from": "student" if line.from_student else "foothold",
        "text": line.text,
        "buttons": [{"title": button.title, "token": button.token} for button in line.buttons],
        **_picture(line),
    }


def _picture(line: Line) -> dict[str, object]:
    """Return where a line's picture is, and what it shows in words; nothing where it has none."""
    words = "" if line.picture is None else words_for(line.picture)
    at = f"/api/chat/pictures/{line.id}"
    return {"picture": {"address": at, "alt": words}} if words else {}


def _object(visit: Visit) -> dict[str, object]:
    kind = visit.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        sent = json.loads(visit.body.decode("utf-8")) if kind == "application/json" else None
    except (ValueError, RecursionError) as error:
        raise WrongBodyError(WORDING.text("api_not_json")) from error
    if not isinstance(sent, dict):
        raise WrongBodyError(WORDING.text("api_not_json"))
    return sent


def _content(sent: dict[str, object]) -> tuple[str, str | None]:
    """Return the text, or the token of a button; exactly one of them was sent."""
    text, button = _text(sent, "text"), _text(sent, "button")
    if (text is None) == (button is None):
        raise WrongBodyError(WORDING.text("api_one_of"))
    return text or "", button


def _text(sent: dict[str, object], field: str) -> str | None:
    value = sent.get(field)
    if value is not None and not isinstance(value, str):
        raise WrongBodyError(WORDING.text("api_wrong_type", field=field, wanted="a text"))
    return value


def _choice(sent: dict[str, object], field: str, known: tuple[str, ...], usual: str) -> str:
    value = _text(sent, field) or usual
    if value not in known:
        wanted = " or ".join(f'"{name}"' for name in known)
        raise WrongBodyError(WORDING.text("api_wrong_type", field=field, wanted=wanted))
    return value


def _code(sent: dict[str, object]) -> str | None:
    code = _text(sent, "code")
    if code is None and sent.get("guest") is not True:
        raise WrongBodyError(WORDING.text("api_start"))
    return code


def _number(value: str | None, field: str) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise WrongBodyError(WORDING.text("api_wrong_type", field=field, wanted="a whole number"))
    return int(value)


PAGES = (
    Page("POST", "/api/chat", Rule.ANYONE, start, is_api=True),
    Page("POST", "/api/chat/messages", Rule.TOKEN, send, is_api=True),
    Page("GET", "/api/chat/messages", Rule.TOKEN, messages, is_api=True),
)
