"""Our Rasa channel: one turn in; replies, understanding and an explicit `ok` out; logs no text."""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from bot.rasa.metrics import PARSE_SECONDS, REGISTRY, TURN_SECONDS, TURNS
from bot.rasa.nearest import NEAREST_OCCUPATIONS, NEAREST_PARTS
from bot.rasa.payloads import obeyable
from bot.rasa.remembered import Remembered
from bot.rasa.spoken import Spoken, as_replies
from bot.rasa.turns import TurnError, TurnFailedError, begin_turn
from bot.rasa.understanding import Reader, Understood
from bot.rasa.variants import EXPLAINS

CHANNEL_NAME = "foothold"
RANKING_LENGTH = 5  # what "did you mean" and the turn log need
PARTS_LENGTH = 3  # of other topics; the one of the message's own is always told
_NEAREST = frozenset({NEAREST_OCCUPATIONS, NEAREST_PARTS})
_MAX_ID_CHARS = 64  # as in the database

Handler = Callable[[UserMessage], Awaitable[Any]]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class TurnRequest:
    """One message of one chat, with the id under which its effects are remembered."""

    chat_key: str
    turn_id: str
    text: str


class TurnReplies(OutputChannel):
    """Collects what is said during a turn, one entry a message, in order."""

    def __init__(self) -> None:
        self._spoken: list[Spoken] = []

    @property
    def replies(self) -> list[dict[str, Any]]:
        """The messages, in simpler English those of one idea each."""
        return as_replies(self._spoken)

    @classmethod
    def name(cls) -> str:
        """Return the name by which channel-specific responses are chosen."""
        return CHANNEL_NAME

    async def send_response(
        self,
        recipient_id: str,  # noqa: ARG002
        message: dict[str, Any],
    ) -> None:
        """Keep a message with its buttons and data together (stock Rasa takes them apart)."""
        buttons = [
            {"title": button["title"], "payload": button.get("payload", "")}
            for button in message.get("buttons") or []
        ]
        text, custom = message.get("text") or "", message.get("custom") or None
        if text or buttons or custom:
            self._spoken.append(Spoken(text, buttons, custom, message.get(EXPLAINS)))


class FootholdChannel(InputChannel):
    """The one way into Rasa: ``POST /webhooks/foothold/turn`` and the health pages beside it."""

    @classmethod
    def name(cls) -> str:
        """Return the name in the address."""
        return CHANNEL_NAME

    def blueprint(self, on_new_message: Handler) -> Blueprint:  # noqa: ARG002
        """Return the routes; messages go to the app's agent directly, whose parts we need."""
        pages = Blueprint("foothold_turns")
        pages.add_route(_turn, "/turn", methods=["POST"])
        pages.add_route(_healthz, "/healthz", methods=["GET"])
        pages.add_route(_readyz, "/readyz", methods=["GET"])
        pages.add_route(_metrics, "/metrics", methods=["GET"])
        return pages


async def _turn(request: Request) -> HTTPResponse:
    turn = _read(request)
    if turn is None:
        return json({"ok": False, "error": "bad_request"}, status=400)
    started = time.perf_counter()
    answer = await _answer(_agent_of(request), turn)
    TURN_SECONDS.observe(time.perf_counter() - started)
    TURNS.labels(answer["error"] or "ok").inc()
    return json(answer)


async def _healthz(_request: Request) -> HTTPResponse:
    return json({"ok": True})


async def _readyz(request: Request) -> HTTPResponse:
    agent = _agent_of(request)
    is_ready = agent.is_ready()
    return json({"ok": is_ready, "model": agent.model_id}, status=200 if is_ready else 503)


async def _metrics(_request: Request) -> HTTPResponse:
    return raw(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _agent_of(request: Request) -> Agent:
    agent: Agent = request.app.ctx.agent
    return agent


def _read(request: Request) -> TurnRequest | None:
    """Return the turn of a request, or None where it is not one."""
    try:
        body = request.json
    except SanicException:
        return None
    if not isinstance(body, dict):
        return None
    chat_key, turn_id, text = body.get("sender"), body.get("turn_id"), body.get("text")
    if not (isinstance(chat_key, str) and isinstance(turn_id, str) and isinstance(text, str)):
        return None
    if not (0 < len(chat_key) <= _MAX_ID_CHARS and 0 < len(turn_id) <= _MAX_ID_CHARS):
        return None
    return TurnRequest(chat_key, turn_id, text)


async def _answer(agent: Agent, turn: TurnRequest) -> dict[str, Any]:
    """Run the turn and return what the gateway is told; never raises."""
    replies, parsed, error = TurnReplies(), _nothing_understood(), TurnError.INTERNAL
    begin_turn(turn.turn_id)
    try:
        understood = await _understand(agent, turn)
        parsed = understood.parsed
        await agent.handle_message(_message(turn, understood, replies))
    except TurnFailedError as failure:
        error = failure.error
        logger.warning(
            "turn failed: turn=%s error=%s class=%s", turn.turn_id, error.value, failure.cause_name
        )
    except Exception as failure:  # noqa: BLE001  (whatever it was, the gateway must be told)
        # The class only: Rasa's exceptions can hold what the student wrote.
        name = type(failure).__name__
        logger.error("turn failed: turn=%s class=%s", turn.turn_id, name)  # noqa: TRY400
    else:
        return {"ok": True, "error": None, **_said(replies, parsed)}
    return {"ok": False, "error": error.value, **_said(replies, parsed)}


async def _understand(agent: Agent, turn: TurnRequest) -> Understood:
    """Return what the text means after the answer before it."""
    domain = agent.domain

    async def recall() -> Remembered:
        return Remembered.of(await agent.tracker_store.retrieve(turn.chat_key))

    async def parse(text: str) -> dict[str, Any]:
        return await _parse(agent, text)

    text = obeyable(turn.text, intents=set(domain.intents), entities=set(domain.entities))
    understood = await Reader(parse, recall, frozenset(domain.entities)).understand(text)
    ranking = understood.parsed["intent_ranking"][:RANKING_LENGTH]
    return replace(understood, parsed={**understood.parsed, "intent_ranking": ranking})


async def _parse(agent: Agent, text: str) -> dict[str, Any]:
    """Return Rasa's parse of a text, without what nobody here needs."""
    with PARSE_SECONDS.time():
        parsed = await agent.processor.parse_message(UserMessage(text))
    return {
        "text": text,
        "intent": {key: parsed["intent"][key] for key in ("name", "confidence")},
        "intent_ranking": [
            {"name": guess["name"], "confidence": guess["confidence"]}
            for guess in parsed.get("intent_ranking", [])
        ],
        "entities": parsed["entities"],
        NEAREST_OCCUPATIONS: parsed.get(NEAREST_OCCUPATIONS, []),
        NEAREST_PARTS: parsed.get(NEAREST_PARTS, []),
    }


def _message(turn: TurnRequest, understood: Understood, replies: TurnReplies) -> UserMessage:
    near = _near(understood.parsed)
    parsed = {name: value for name, value in understood.parsed.items() if name not in _NEAREST}
    return UserMessage(
        parsed["text"],
        replies,
        turn.chat_key,
        parse_data=parsed,
        input_channel=CHANNEL_NAME,
        metadata={"turn_id": turn.turn_id, **near, **understood.told},
    )


def _near(parsed: dict[str, Any]) -> dict[str, Any]:
    """Return what the actions are told of meaning: jobs, some parts, and one of the own topic."""
    parts = parsed.get(NEAREST_PARTS, [])
    own = [part for part in parts[PARTS_LENGTH:] if part["topic"] == parsed["intent"]["name"]]
    near = {
        NEAREST_OCCUPATIONS: parsed.get(NEAREST_OCCUPATIONS, []),
        NEAREST_PARTS: [*parts[:PARTS_LENGTH], *own],
    }
    return {name: found for name, found in near.items() if found}


def _nothing_understood() -> dict[str, Any]:
    return {"intent": {"name": None, "confidence": 0.0}, "intent_ranking": [], "entities": []}


def _said(replies: TurnReplies, parsed: dict[str, Any]) -> dict[str, Any]:
    return {
        "replies": replies.replies,
        "intent": parsed["intent"],
        "intent_ranking": parsed["intent_ranking"],
        "entities": [
            {key: entity.get(key) for key in ("entity", "value", "start", "end")}
            for entity in parsed["entities"]
        ],
    }
