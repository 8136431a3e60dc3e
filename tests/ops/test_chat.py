"""The terminal chat against a portal that answers as the real one does."""

import json
from collections.abc import Callable
from io import StringIO

import httpx
import pytest
from rich.console import Console

from ops.chat import client as chat_client
from ops.chat.client import ChatClient, ChatError
from ops.chat.terminal import Terminal


class Portal:
    """Stands where the portal would; keeps every call."""

    def __init__(self) -> None:
        self.sent: list[dict[str, object]] = []
        self.tokens: list[str | None] = []
        self.outages = 0
        self._lines: list[dict[str, object]] = []
        self.reply("Hello! What do you like?", "Animals", "Computers")

    def reply(self, text: str, *buttons: str) -> None:
        tokens = [{"title": title, "token": f"token-{title}"} for title in buttons]
        self._lines.append({"id": len(self._lines) + 1, "text": text, "buttons": tokens})

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.outages:
            self.outages -= 1
            raise httpx.ConnectError("refused", request=request)
        self.tokens.append(request.headers.get("Authorization"))
        body = json.loads(request.content) if request.content else {}
        if request.url.path == "/api/chat":
            if body.get("code") == "WRONG":
                return httpx.Response(422, json={"error": "code", "message": "I do not know it."})
            self.sent.append(body)
            return httpx.Response(201, json={"token": "terminal.secret"})
        if request.method == "POST":
            self.sent.append(body)
            self.reply(f"You said {body.get('text') or body.get('button')}.")
            return httpx.Response(202, json={"received": True, "duplicate": False})
        after = int(request.url.params["after"])
        new = self._lines[after:]
        answer = {"messages": new, "after": len(self._lines), "waiting": False}
        return httpx.Response(200, json=answer)


@pytest.fixture
def portal() -> Portal:
    return Portal()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat_client, "PAUSE_S", 0.0)


def client_of(answer: Callable[[httpx.Request], httpx.Response]) -> ChatClient:
    return ChatClient("http://portal", transport=httpx.MockTransport(answer))


def chat(portal: Portal, typed: str, code: str | None = None) -> str:
    screen = StringIO()
    client = client_of(portal)
    client.start(code)
    Terminal(client, Console(file=screen, width=80), StringIO(typed)).run()
    client.close()
    return screen.getvalue()


def test_words_are_sent_and_the_answer_is_shown(portal: Portal) -> None:
    shown = chat(portal, "I like cats\n", code="DEMO-Y10")

    assert portal.sent[0] == {"code": "DEMO-Y10", "channel": "terminal"}
    assert portal.sent[1]["text"] == "I like cats"
    assert portal.tokens[1:] == ["Bearer terminal.secret"] * (len(portal.tokens) - 1)
    assert "Hello! What do you like?" in shown
    assert "You said I like cats." in shown


def test_a_number_presses_the_button_with_that_number(portal: Portal) -> None:
    shown = chat(portal, "2\n")

    assert portal.sent[0] == {"guest": True, "channel": "terminal"}
    assert portal.sent[1]["button"] == "token-Computers"
    assert "1  Animals" in shown
    assert "2  Computers" in shown


def test_the_buttons_of_one_answer_are_numbered_through(portal: Portal) -> None:
    portal.reply("More?", "Show more")

    shown = chat(portal, "3\n2\n")

    assert "3  Show more" in shown
    assert [sent["button"] for sent in portal.sent[1:]] == ["token-Show more", "token-Computers"]


def test_a_number_without_a_button_is_words(portal: Portal) -> None:
    chat(portal, "3\n")

    assert portal.sent[1]["text"] == "3"


@pytest.mark.parametrize("typed", ["/quit\nmore\n", "", "\n\n"])
def test_it_ends_at_quit_and_at_the_end_of_the_input(portal: Portal, typed: str) -> None:
    chat(portal, typed)

    assert len(portal.sent) == 1


def test_a_lost_connection_is_tried_again_with_the_same_message(portal: Portal) -> None:
    client = client_of(portal)
    client.start(None)
    portal.outages = chat_client.TRIES - 1

    client.send(text="hello")

    assert [sent.get("text") for sent in portal.sent[1:]] == ["hello"]
    client.close()


def test_without_a_portal_it_says_what_to_start(portal: Portal) -> None:
    portal.outages = chat_client.TRIES

    with pytest.raises(ChatError, match="start Foothold with `make run`"):
        chat(portal, "")


def test_an_unknown_code_is_said_in_the_portals_words(portal: Portal) -> None:
    with pytest.raises(ChatError, match=r"I do not know it\."):
        chat(portal, "", code="WRONG")


def test_another_program_on_the_port_is_recognised() -> None:
    client = client_of(lambda _request: httpx.Response(200, text="<html>"))

    with pytest.raises(ChatError, match="is not Foothold's portal"):
        client.start(None)
    client.close()
