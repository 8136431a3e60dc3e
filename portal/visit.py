"""One request, as a page sees it: who is there, what they sent, and how to answer."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from messages.services.addresses import ChatNotFoundError
from messages.services.chats import ChatView, find_chat
from messages.tables import Channel
from messages.wake import WakeSender
from portal.access import NoChatError, NotSignedInError
from portal.csrf import TOKEN_FIELD, FormKey
from portal.forms import FieldError
from portal.limits import Limits
from portal.middleware import Metrics
from portal.pulse import Pulse
from portal.rendering import render
from portal.words import WORDING
from schools.services.staff import StaffView
from storage.database import Database, reading
from storage.settings import Settings


@dataclass(frozen=True)
class Portal:
    """What all pages share for the life of the process."""

    settings: Settings
    db: Database
    pulse: Pulse
    gateway: WakeSender
    metrics: Metrics
    limits: Limits
    answer_wait_s: float


@dataclass(frozen=True)
class OpenChat:
    """The chat that a browser or program proved to be its own."""

    channel: Channel
    address: str
    view: ChatView


@dataclass
class Visit:
    """A request with what the guard found out about it."""

    request: Request
    portal: Portal
    now: datetime
    form_key: FormKey
    form: FormData = field(default_factory=FormData)
    body: bytes = b""
    signed_in: StaffView | None = None
    open_chat: OpenChat | None = None

    @property
    def db(self) -> Database:
        """The installation's database."""
        return self.portal.db

    @property
    def settings(self) -> Settings:
        """The installation's settings."""
        return self.portal.settings

    @cached_property
    def staff(self) -> StaffView:
        """Who is signed in.

        Raises:
            NotSignedInError: nobody is.
        """
        if self.signed_in is None:
            raise NotSignedInError
        return self.signed_in

    @cached_property
    def chat(self) -> OpenChat:
        """The visitor's chat.

        Raises:
            NoChatError: there is none.
        """
        if self.open_chat is None:
            raise NoChatError
        return self.open_chat

    def is_chat_still_open(self) -> bool:
        """Return whether the visitor's address leads to the same chat as when they came.

        Staff can close it, and a join code can make it part of another conversation.

        Raises:
            NoChatError: there was none.
            StoreUnavailableError: the database could not be reached.
        """
        try:
            with reading(self.db) as session:
                found = find_chat(session, channel=self.chat.channel, address=self.chat.address)
        except ChatNotFoundError:
            return False
        return found.key == self.chat.view.key

    @property
    def address(self) -> str:
        """The network address that limits count by."""
        return self.request.client.host if self.request.client else "unknown"

    @property
    def steady_s(self) -> float:
        """A steady clock in seconds, for limits."""
        return time.monotonic()

    def field(self, name: str) -> str:
        """Return a sent field's text, or an empty text."""
        value = self.form.get(name, "")
        return "" if isinstance(value, UploadFile) else value

    def number(self, name: str) -> int:
        """Return a number from the path."""
        return int(self.request.path_params[name])

    def page(
        self,
        template: str,
        /,
        *,
        status: int = 200,
        errors: Sequence[FieldError] = (),
        **values: object,
    ) -> HTMLResponse:
        """Return a page made from a template and its values."""
        known: dict[str, object] = {
            "token_field": TOKEN_FIELD,
            "form_token": self.form_key.token,
            "staff": self.signed_in,
            "path": self.request.url.path,
            "done_text": _done(self.request.query_params.get("done")),
            "errors": errors,
            "error_at": {error.field: error.text for error in reversed(errors)}.get,
            "now": self.now,
        }
        return HTMLResponse(render(template, known | values), status_code=status)

    def go(self, path: str) -> RedirectResponse:
        """Return the way to another page after something was done."""
        return RedirectResponse(path, status_code=303)


def _done(key: str | None) -> str | None:
    """Return the words for what was just done; for an unknown key none."""
    try:
        return WORDING.text(f"done_{key}") if key else None
    except KeyError:
        return None
