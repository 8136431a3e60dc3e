"""The dialogue core over HTTP: our own channel's protocol (see `bot/rasa/channel.py`)."""

from typing import Any, Literal

import httpx
from pydantic import BaseModel, ValidationError

from bot.gateway.using import use_of
from messages.domain.content import Choice, Say, picture_in
from messages.domain.text import typed_for_dialogue
from messages.services.turns import Answer, Entity, Understanding, Waiting
from messages.tables import InboxKind

TURN_TIMEOUT = httpx.Timeout(60.0, connect=2.0)  # seconds; a cold first turn takes several


class DialogueUnreachableError(Exception):
    """Rasa or its action server is not there (yet); trying again costs nothing."""


class TurnFailedError(Exception):
    """The dialogue failed on this message; `kind` says where, never what was said."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class _Button(BaseModel):
    title: str
    payload: str


class _Reply(BaseModel):
    text: str | None = None
    buttons: list[_Button] = []
    custom: Any = None


class _Intent(BaseModel):
    name: str | None = None
    confidence: float | None = None


class _Entity(BaseModel):
    entity: str
    value: str | int | float


class _Turn(BaseModel):
    ok: bool
    error: Literal["actions_unreachable", "action_failed", "tracker_store", "internal"] | None
    replies: list[_Reply]
    intent: _Intent | None = None
    intent_ranking: list[_Intent] = []
    entities: list[_Entity] = []


class RasaClient:
    """Asks Rasa for the answer to one message."""

    def __init__(self, url: str) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=TURN_TIMEOUT)

    async def answer(self, waiting: Waiting, text: str) -> Answer:
        """Return the dialogue's answer; asking again with the same turn starts the turn over.

        Raises:
            DialogueUnreachableError: Rasa, its action server or its tracker store is away.
            TurnFailedError: the dialogue failed on this message.
        """
        is_button = waiting.kind is InboxKind.BUTTON
        body = {
            "sender": waiting.chat_key,
            "turn_id": waiting.turn_id,
            "text": text if is_button else typed_for_dialogue(text),
        }
        return _answer(_parsed(await self._post(body)))

    async def _post(self, body: dict[str, str]) -> httpx.Response:
        try:
            response = await self._http.post("/webhooks/foothold/turn", json=body)
        except httpx.TimeoutException as error:
            if isinstance(error, httpx.ConnectTimeout):
                raise DialogueUnreachableError("rasa") from error
            raise TurnFailedError("timeout") from error
        except httpx.TransportError as error:
            raise DialogueUnreachableError("rasa") from error
        if response.status_code in {404, 502, 503, 504}:  # still loading its model
            raise DialogueUnreachableError("rasa")
        if response.status_code != 200:
            raise TurnFailedError(f"http_{response.status_code}")
        return response

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()


def _parsed(response: httpx.Response) -> _Turn:
    try:
        turn = _Turn.model_validate_json(response.content)
    except ValidationError as error:
        raise TurnFailedError("protocol") from error
    if turn.error in {"actions_unreachable", "tracker_store"}:
        raise DialogueUnreachableError(turn.error)
    if not turn.ok:
        raise TurnFailedError(turn.error or "internal")
    return turn


def _answer(turn: _Turn) -> Answer:
    says = [_say(reply) for reply in turn.replies if reply.text or reply.buttons]
    intent = turn.intent or _Intent()
    understanding = Understanding(
        intent=intent.name,
        confidence=intent.confidence,
        ranking=tuple(
            (i.name, i.confidence) for i in turn.intent_ranking if i.name and i.confidence
        ),
        entities=tuple(Entity(found.entity, str(found.value)) for found in turn.entities),
    )
    return Answer(says, understanding)


def _say(reply: _Reply) -> Say:
    choices = (Choice(each.title, each.payload, use_of(each.payload)) for each in reply.buttons)
    custom = reply.custom if isinstance(reply.custom, dict) else {}
    return Say(reply.text or "", tuple(choices), picture=picture_in(custom))
