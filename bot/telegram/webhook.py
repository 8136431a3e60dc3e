"""The webhook: Telegram's requests to us, answered with 200 only once they are kept."""

import asyncio
import hmac
import json
import logging
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.telegram.handling import Intake
from bot.telegram.metrics import METRICS
from bot.telegram.ordering import EarlierFirstError, InOrder
from bot.telegram.raw import chat_id_of, update_id_of
from bot.telegram.webhook_setup import PREFIX, Secrets, secrets_of
from storage.database import Database, StoreUnavailableError
from storage.settings import Settings

logger = logging.getLogger(__name__)

MOST_BYTES = 1024 * 1024  # Telegram's own updates have some kilobytes
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # its name


class RefusedError(Exception):
    """A request is not taken; `status` says why to the sender, `why` to us."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass
class Webhook:
    """Takes updates that Telegram sends."""

    db: Database
    settings: Settings
    intake: Intake
    order: InOrder = field(default_factory=InOrder)
    _secrets: Secrets | None = None

    @property
    def route(self) -> Route:
        """Where it listens: the path's last part is a secret of its own."""
        return Route(f"{PREFIX}/{{path}}", self.answer, methods=["POST"])

    async def answer(self, request: Request) -> Response:
        """Answer one request: 200 kept or never to be kept, 503 try again, 4xx not Telegram."""
        try:
            _check_sender(request, await self._known_secrets())
            body = await _body(request)
            await self._take(body)
        except RefusedError as error:
            METRICS.webhook_refused.labels(why=error.why).inc()
            # Closed: whoever it is must not go on sending what nobody reads.
            return Response(status_code=error.status, headers={"connection": "close"})
        except StoreUnavailableError:
            logger.exception("update not kept: telegram will send it again")
            return Response(status_code=503, headers={"retry-after": "1"})
        except EarlierFirstError:
            return Response(status_code=503, headers={"retry-after": "1"})
        return Response(status_code=200)

    async def _take(self, body: bytes) -> None:
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict):  # sent again it would be no better
            METRICS.broken.inc()
            logger.error("a webhook request holds no update")
            return
        update_id, chat_id = update_id_of(update), chat_id_of(update)
        if update_id is None or chat_id is None:
            await self.intake.take(update)
            return
        async with self.order.turn(chat_id, update_id):
            await self.intake.take(update)

    async def _known_secrets(self) -> Secrets:
        if self._secrets is None:
            self._secrets = await asyncio.to_thread(secrets_of, self.db, self.settings)
        return self._secrets


def _check_sender(request: Request, secrets: Secrets) -> None:
    """Compare path and secret without telling by the time it takes how much of them fits.

    Raises:
        RefusedError: it is not Telegram who asks, or not with JSON.
    """
    if not _is_same(request.path_params["path"], secrets.path):
        raise RefusedError(404, "path")
    if not _is_same(request.headers.get(SECRET_HEADER, ""), secrets.token):
        raise RefusedError(401, "secret")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise RefusedError(415, "content_type")


async def _body(request: Request) -> bytes:
    """Return the body, read no further than the limit.

    Raises:
        RefusedError: it is too long, or broke off.
    """
    found = bytearray()
    try:
        async for chunk in request.stream():
            found += chunk
            if len(found) > MOST_BYTES:
                raise RefusedError(413, "size")
    except ClientDisconnect as error:
        raise RefusedError(400, "broken_off") from error
    return bytes(found)


def _is_same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), wanted.encode())
