"""One way to talk with the product, whatever the channel: on the web, and on Telegram."""

from dataclasses import dataclass
from typing import Protocol

import httpx

from bench.students import Reply, Student
from messages.services.addresses import ChatNotFoundError
from messages.services.chats import find_chat
from messages.tables import Channel
from storage.database import Database, reading


class Talker(Protocol):
    """Somebody in a chat. Each method waits until nothing more is to come.

    Raises:
        TimeoutError: an answer did not come.
    """

    async def replies(self) -> list[Reply]:
        """Return what Foothold says first."""

    async def ask(self, text: str) -> list[Reply]:
        """Type a text and return the answer to it."""

    async def press(self, token: str) -> list[Reply]:
        """Press a button and return the answer to it."""

    def chat_key(self) -> str | None:
        """Return the key of the chat, None where there is none (any more)."""


class Way(Protocol):
    """A channel on which chats are opened."""

    async def open_chat(self, code: str | None) -> Talker:
        """Come in with a join code, or as a guest."""


@dataclass
class WebTalker:
    """A student who chats through the portal."""

    student: Student
    db: Database

    async def replies(self) -> list[Reply]:
        """Return what Foothold says first."""
        return await self.student.replies()

    async def ask(self, text: str) -> list[Reply]:
        """Type a text."""
        return await self.student.ask(text)

    async def press(self, token: str) -> list[Reply]:
        """Press a button."""
        return await self.student.press(token)

    def chat_key(self) -> str | None:
        """Return the key of the chat, which stays when all in it was deleted."""
        channel, _, secret = self.student.token.partition(".")
        return key_at(self.db, Channel(channel), secret)


@dataclass
class OnTheWeb:
    """The web chat, through the portal's interface for programs."""

    http: httpx.AsyncClient
    db: Database

    async def open_chat(self, code: str | None) -> WebTalker:
        """Open a chat; its greeting is still to be read."""
        said = {"code": code} if code else {"guest": True}
        response = await self.http.post("/api/chat", json=said)
        response.raise_for_status()
        return WebTalker(Student(self.http, response.json()["token"]), self.db)


def key_at(db: Database, channel: Channel, address: str) -> str | None:
    """Return the key of the chat at an address, None where there is none."""
    try:
        with reading(db) as session:
            return find_chat(session, channel=channel, address=address).key
    except ChatNotFoundError:
        return None
