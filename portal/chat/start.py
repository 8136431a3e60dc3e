"""Starting a chat: with a join code, or as a guest."""

import secrets
from datetime import timedelta

from starlette.responses import Response

from messages.services.chats import open_chat
from messages.services.receive import begin_chat
from messages.tables import Channel
from portal.access import Rule
from portal.cookies import Cookie, drop_cookie, set_cookie
from portal.forms import FieldError
from portal.guard import Page
from portal.limits import TooOftenError
from portal.visit import Visit
from portal.words import WORDING
from students.services.identity import (
    CodeUsedError,
    JoinError,
    SchoolNotReadyError,
    TooManyTriesError,
    UnknownCodeError,
    join,
)

KEPT_S = int(timedelta(days=400).total_seconds())  # browsers keep no cookie for longer
MAX_CODE_CHARS = 40


class WrongStartError(Exception):
    """A chat could not be started; `key` names the words that say why."""

    def __init__(self, key: str, *, wait_s: int | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.wait_s = wait_s

    @property
    def message(self) -> str:
        """What to do now."""
        return WORDING.text(self.key, wait_s=self.wait_s)


def start_chat(visit: Visit, channel: Channel, code: str | None) -> str:
    """Open a new chat, joined by a code unless that is None; return its secret address.

    Raises:
        WrongStartError: the code does not work.
        TooOftenError: too many chats were opened from this network address.
    """
    limits = visit.portal.limits
    limits.openings.take(visit.address, at_s=visit.steady_s)
    secret = secrets.token_urlsafe(32)
    chat_key = open_chat(visit.db, channel=channel, address=secret, now=visit.now)
    if code is not None:
        _join(visit, chat_key, code)
    begin_chat(visit.db, channel=channel, address=secret, now=visit.now)
    visit.portal.gateway.wake()
    return secret


def _join(visit: Visit, chat_key: str, code: str) -> None:
    wrong_codes = visit.portal.limits.wrong_codes
    if not code.strip():
        raise WrongStartError("code_missing")
    try:
        wrong_codes.check(visit.address, at_s=visit.steady_s)
        join(visit.db, chat_key=chat_key, code=code[:MAX_CODE_CHARS], now=visit.now)
    except TooOftenError as error:
        raise WrongStartError("code_too_often", wait_s=error.wait_s) from error
    except JoinError as error:
        wrong_codes.take(visit.address, at_s=visit.steady_s)
        raise WrongStartError(_KEYS.get(type(error), "code_used")) from error


_KEYS: dict[type[JoinError], str] = {
    UnknownCodeError: "code_unknown",
    SchoolNotReadyError: "code_not_ready",
    CodeUsedError: "code_used",
    TooManyTriesError: "code_too_often_chat",
}


def show_start(visit: Visit) -> Response:
    """Ask for a join code, or let a guest carry on."""
    return visit.page("chat/start.html", has_chat=visit.open_chat is not None)


def start(visit: Visit) -> Response:
    """Start a chat and go to its room; a code that does not work is said beside the field."""
    code = None if visit.field("how") == "guest" else visit.field("code")
    try:
        secret = start_chat(visit, Channel.WEB, code)
    except WrongStartError as error:
        return visit.page(
            "chat/start.html",
            status=422,
            errors=[FieldError("code", error.message)],
            code=visit.field("code"),
            keep=visit.field("keep"),
            has_chat=visit.open_chat is not None,
        )
    response = visit.go("/chat/room?check=new")
    max_age_s = KEPT_S if visit.field("keep") else None
    set_cookie(response, visit.settings, Cookie.CHAT, secret, max_age_s=max_age_s)
    return response


def leave(visit: Visit) -> Response:
    """Take the chat off this device; what was said stays until it is deleted."""
    response = visit.go("/chat?done=left")
    drop_cookie(response, visit.settings, Cookie.CHAT)
    return response


PAGES = (
    Page("GET", "/chat", Rule.ANYONE, show_start),
    Page("POST", "/chat", Rule.ANYONE, start),
    Page("POST", "/chat/leave", Rule.ANYONE, leave),
)
