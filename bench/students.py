"""Students who chat through the portal's API: they retry what was not acknowledged."""

import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field

import httpx
from pydantic import BaseModel

RETRY_S = 0.25
ANSWER_S = 60.0


class Button(BaseModel):
    """A button of the bot's message."""

    title: str
    token: str


class Reply(BaseModel):
    """One message of the bot."""

    id: int
    text: str
    buttons: tuple[Button, ...]


class _News(BaseModel):
    messages: list[Reply]
    waiting: bool


@dataclass
class Student:
    """One chat. `send` returns once the portal acknowledged; `replies_after` waits for answers."""

    http: httpx.AsyncClient
    token: str
    newest: int = 0
    said: list[str] = field(default_factory=list)
    _ids: "itertools.count[int]" = field(default_factory=itertools.count)

    @classmethod
    async def start(cls, http: httpx.AsyncClient, code: str | None = None) -> "Student":
        """Open a chat, as a guest unless a join code is given, and read the greeting."""
        body = {"code": code} if code else {"guest": True}
        response = await http.post("/api/chat", json=body)
        response.raise_for_status()
        student = cls(http, response.json()["token"])
        await student.replies()
        return student

    async def ask(self, text: str) -> list[Reply]:
        """Send a message and return the bot's answer to it."""
        await self.send(text=text)
        return await self.replies()

    async def press(self, token: str) -> list[Reply]:
        """Press a button and return the bot's answer."""
        await self.send(button=token)
        return await self.replies()

    async def send(self, **content: str) -> None:
        """Send a message until the portal acknowledges it; always with the same id.

        Raises:
            httpx.HTTPStatusError: the portal refused it.
        """
        response = await self.post(**content)
        while response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            await asyncio.sleep(int(response.headers.get("Retry-After", "1")))
            response = await self.post(**content)
        response.raise_for_status()
        self.said.append(content.get("text", "(button)"))

    async def post(self, **content: str) -> httpx.Response:
        """Return the portal's answer to a message, trying again while it is away."""
        body = json.dumps({"id": f"m{next(self._ids)}", **content})  # pure ASCII: any text goes
        headers = {**self._headers, "Content-Type": "application/json"}
        while True:
            try:
                response = await self.http.post("/api/chat/messages", content=body, headers=headers)
            except httpx.TransportError:
                await asyncio.sleep(RETRY_S)
                continue
            if response.status_code < 500:
                return response
            await asyncio.sleep(RETRY_S)

    async def replies(self, timeout_s: float = ANSWER_S) -> list[Reply]:
        """Return the bot's new messages once no message of ours waits for its answer.

        Raises:
            TimeoutError: a message was not answered in time.
        """
        found = await self.settle(timeout_s)
        deadline = time.monotonic() + timeout_s
        while not found and time.monotonic() < deadline:
            found = (await self._poll(wait_s=5)).messages
        if not found:
            raise TimeoutError("the bot said nothing")
        return found

    async def settle(self, timeout_s: float = ANSWER_S) -> list[Reply]:
        """Return what the bot said until nothing of ours waited any more (perhaps nothing).

        Raises:
            TimeoutError: a message was not answered in time.
        """
        deadline = time.monotonic() + timeout_s
        found: list[Reply] = []
        while time.monotonic() < deadline:
            news = await self._poll(wait_s=0 if found else 1)
            found += news.messages
            if not news.waiting:
                return found
            if found and not news.messages:
                await asyncio.sleep(0.05)
        raise TimeoutError("a message was not answered")

    async def _poll(self, *, wait_s: int) -> _News:
        query = {"after": self.newest, "wait": wait_s}
        while True:
            try:
                response = await self.http.get(
                    "/api/chat/messages", params=query, headers=self._headers
                )
            except httpx.TransportError:
                await asyncio.sleep(RETRY_S)
                continue
            if response.status_code < 500:
                break
            await asyncio.sleep(RETRY_S)
        response.raise_for_status()
        news = _News.model_validate_json(response.content)
        self.newest = max([self.newest, *(reply.id for reply in news.messages)])
        return news

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}
