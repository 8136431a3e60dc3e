"""The one gate before every page: limits the body, finds out who is there, applies the rule."""

import inspect
import ipaddress
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from messages.services.addresses import ChatNotFoundError
from messages.services.chats import find_chat
from messages.tables import Channel
from portal.access import NoChatError, NotSignedInError, Rule, WrongRoleError
from portal.cookies import Cookie, read_cookie, set_cookie
from portal.csrf import TOKEN_FIELD, FormKey, check_origin
from portal.errors import answer_error
from portal.visit import OpenChat, Portal, Visit
from schools.services.staff import NotSignedInError as NoSessionError
from schools.services.staff import StaffView, staff_of_session
from storage.clock import utc_now
from storage.database import reading

MAX_BODY_BYTES = 1024 * 1024
MAX_SECRET_CHARS = 128

Answer = Callable[[Visit], Response] | Callable[[Visit], Awaitable[Response]]


@dataclass(frozen=True)
class Page:
    """A page: where it is, who may use it, and the function that answers.

    `is_api`: for programs; sends JSON, and its token in a header stands for the form token.
    """

    method: Literal["GET", "POST"]
    path: str
    rule: Rule
    answer: Answer
    is_api: bool = False
    max_body_bytes: int = MAX_BODY_BYTES


class Guarded:
    """An ASGI endpoint that lets a page answer once its rule is kept."""

    def __init__(self, page: Page, portal: Portal) -> None:
        if page.rule not in set(Rule):
            raise TypeError(f"{page.method} {page.path} declares no access rule")
        self.page = page
        self._portal = portal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, _capped(receive, self.page.max_body_bytes), send)
        settings = self._portal.settings
        visit = Visit(
            request=request,
            portal=self._portal,
            now=utc_now(),
            form_key=FormKey(read_cookie(request, settings, Cookie.FORM)),
        )
        try:
            response = await self._answer(visit)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - the rim: whatever it is becomes an answer
            response = answer_error(request, error)
        keep_form_key(visit, response)
        await response(scope, receive, send)
        await request.close()

    async def _answer(self, visit: Visit) -> Response:
        _check_size(visit.request, self.page.max_body_bytes)
        await self._identify(visit)
        if self.page.method == "POST":
            await self._read_body(visit)
        if inspect.iscoroutinefunction(self.page.answer):
            answered = await self.page.answer(visit)
        else:
            answered = await run_in_threadpool(self.page.answer, visit)
        if not isinstance(answered, Response):
            raise TypeError(f"{self.page.path} did not answer with a response")
        return answered

    async def _identify(self, visit: Visit) -> None:
        rule = self.page.rule
        if rule is Rule.NEARBY and not _is_nearby(visit.address):
            raise HTTPException(404)
        if rule is Rule.TOKEN:
            visit.open_chat = await run_in_threadpool(_chat_of_token, visit)
        elif rule in (Rule.CHAT, Rule.ANYONE) and not self.page.is_api:
            visit.open_chat = await run_in_threadpool(_chat_of_cookie, visit)
        if rule is Rule.CHAT and visit.open_chat is None:
            raise NoChatError
        if not self.page.is_api:
            visit.signed_in = await run_in_threadpool(_staff_of_cookie, visit)
        _check_roles(rule, visit)

    async def _read_body(self, visit: Visit) -> None:
        if self.page.is_api:
            visit.body = await visit.request.body()
            return
        check_origin(visit.request, visit.settings)
        visit.form = _without_nulls(
            await visit.request.form(
                max_files=1, max_fields=100, max_part_size=self.page.max_body_bytes
            )
        )
        visit.form_key.check(visit.form.get(TOKEN_FIELD))


def keep_form_key(visit: Visit, response: Response) -> None:
    """Give the browser the secret of its form tokens if a page just used a new one."""
    if visit.form_key.is_new and visit.form_key.is_used:
        set_cookie(response, visit.settings, Cookie.FORM, visit.form_key.secret)


def _capped(receive: Receive, most_bytes: int) -> Receive:
    taken = 0

    async def receive_some() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most_bytes:
            raise HTTPException(413)
        return message

    return receive_some


def _without_nulls(form: FormData) -> FormData:
    """Return the form without null characters: PostgreSQL cannot keep them, nobody types them."""
    return FormData(
        [
            (name, value.replace("\0", "") if isinstance(value, str) else value)
            for name, value in form.multi_items()
        ]
    )


def _check_size(request: Request, most_bytes: int) -> None:
    length = request.headers.get("content-length", "0")
    if not length.isdecimal():
        raise HTTPException(400)
    if int(length) > most_bytes:
        raise HTTPException(413)


def _is_nearby(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False


def _check_roles(rule: Rule, visit: Visit) -> None:
    if rule.roles is None:
        return
    if visit.signed_in is None:
        raise NotSignedInError
    if not rule.roles & set(visit.signed_in.roles):
        raise WrongRoleError


def _chat_of_cookie(visit: Visit) -> OpenChat | None:
    secret = read_cookie(visit.request, visit.settings, Cookie.CHAT)
    return _chat_at(visit, Channel.WEB, secret) if secret else None


def _chat_of_token(visit: Visit) -> OpenChat:
    """Read ``Authorization: Bearer <channel>.<secret>``."""
    scheme, _, token = visit.request.headers.get("authorization", "").partition(" ")
    name, _, secret = token.strip().partition(".")
    if scheme.lower() != "bearer" or name not in ("web", "terminal") or not secret:
        raise NoChatError
    chat = _chat_at(visit, Channel(name), secret)
    if chat is None:
        raise NoChatError
    return chat


def _chat_at(visit: Visit, channel: Channel, secret: str) -> OpenChat | None:
    if len(secret) > MAX_SECRET_CHARS:
        return None
    try:
        with reading(visit.db) as session:
            return OpenChat(channel, secret, find_chat(session, channel=channel, address=secret))
    except ChatNotFoundError:
        return None


def _staff_of_cookie(visit: Visit) -> StaffView | None:
    token = read_cookie(visit.request, visit.settings, Cookie.STAFF)
    if token is None:
        return None
    try:
        return staff_of_session(visit.db, token, now=visit.now)
    except NoSessionError:
        return None
