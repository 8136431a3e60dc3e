"""The chat's HTTP side: start, send, press, fetch; a lost answer is asked for again."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from ops.installation import OpsError

TRIES = 3
PAUSE_S = 1.0
ANSWER_TIMEOUT_S = 30.0


class ChatError(OpsError):
    """The chat cannot go on; the message says why in words for whoever sits there."""


@dataclass(frozen=True)
class Button:
    """A button: what it says, and the token that pressing it sends."""

    title: str
    token: str


@dataclass(frozen=True)
class Message:
    """A message from Foothold."""

    text: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class News:
    """What came since the last look, and whether an answer is still to come."""

    messages: tuple[Message, ...]
    is_waiting: bool


class ChatClient:
    """One chat with a running portal."""

    def __init__(self, url: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self._url = url
        self._http = httpx.Client(
            base_url=url, timeout=ANSWER_TIMEOUT_S, trust_env=False, transport=transport
        )
        self._after = 0

    def start(self, code: str | None) -> None:
        """Open a chat with a join code, or as a guest.

        Raises:
            ChatError: the portal is not there, or does not know the code.
        """
        who: dict[str, object] = {"code": code} if code else {"guest": True}
        answer = self._ask("POST", "/api/chat", {**who, "channel": "terminal"})
        self._http.headers["Authorization"] = f"Bearer {answer['token']}"

    def send(self, *, text: str | None = None, button: Button | None = None) -> None:
        """Send typed words or press a button; it arrives once, also where this asks twice.

        Raises:
            ChatError: the portal is not there or does not take it.
        """
        said = {"button": button.token} if button else {"text": text or ""}
        self._ask("POST", "/api/chat/messages", {"id": secrets.token_hex(16), **said})

    def news(self, *, wait_s: int = 0) -> News:
        """Return what is new, waiting up to `wait_s` seconds for the first of it.

        Raises:
            ChatError: the portal is not there.
        """
        path = f"/api/chat/messages?after={self._after}&wait={wait_s}"
        answer = self._ask("GET", path)
        self._after = _number(answer.get("after"))
        messages = answer.get("messages")
        found = [_message(each) for each in messages] if isinstance(messages, list) else []
        return News(tuple(found), bool(answer.get("waiting")))

    def close(self) -> None:
        """Give the connection back."""
        self._http.close()

    def _ask(
        self, method: str, path: str, body: Mapping[str, object] | None = None
    ) -> dict[str, object]:
        for left in reversed(range(TRIES)):
            response = self._try(method, path, body)
            if response is not None and not response.is_server_error:
                return _answer(response)
            if left:
                time.sleep(PAUSE_S)
        raise ChatError(
            f"nothing answers at {self._url}: start Foothold with `make run` in another window"
        )

    def _try(
        self, method: str, path: str, body: Mapping[str, object] | None
    ) -> httpx.Response | None:
        try:
            return self._http.request(method, path, json=body)
        except httpx.TransportError:
            return None


def _answer(response: httpx.Response) -> dict[str, object]:
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise ChatError(f"what answers at {response.url.host} is not Foothold's portal")
    if response.is_success:
        return answer
    said = answer.get("message") or answer.get("error") or f"status {response.status_code}"
    raise ChatError(str(said))


def _message(sent: dict[str, object]) -> Message:
    buttons = sent.get("buttons")
    return Message(
        str(sent.get("text", "")),
        tuple(
            Button(str(each["title"]), str(each["token"]))
            for each in (buttons if isinstance(buttons, list) else [])
        ),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
