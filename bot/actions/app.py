"""The action server's pages: Rasa's webhook, health and metrics; nothing a student wrote is logged.

`rasa_sdk` brings a sanic server, but that one answers an error with the whole tracker and logs it.
So its executor is served by Starlette, like our other processes.
"""

import asyncio
import json
import logging
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.actions.services import default_database
from bot.actions.words import responses
from careers.library import load_library
from careers.places import load_atlas
from storage.database import StoreUnavailableError, reading

logger = logging.getLogger(__name__)

PACKAGE = "bot.actions"
SECONDS = Histogram("foothold_action_seconds", "Time of an action", ["action"])
FAILED = Counter("foothold_actions_failed_total", "Actions that broke", ["kind"])


def create_app() -> Starlette:
    """Return the server with every action of the package registered."""
    executor = ActionExecutor()
    executor.register_package(PACKAGE)
    app = Starlette(
        routes=[
            Route("/webhook", webhook, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
        ],
        lifespan=_with_content,
    )
    app.state.executor = executor
    return app


async def webhook(request: Request) -> Response:
    """Run the action that Rasa asks for.

    400 hands the turn to another policy, 404 is an action of another version, 503 a database
    that is away, 500 a bug: Rasa then fails the turn, and the gateway tries it again.
    """
    call = await _call_of(request)
    name = str(call["next_action"])
    started = time.perf_counter()
    try:
        result = await request.app.state.executor.run(call)
    except ActionExecutionRejection as error:
        return JSONResponse({"error": error.message, "action_name": name}, status_code=400)
    except ActionNotFoundException:
        return _failure(name, "unknown", 404)
    except StoreUnavailableError:
        logger.exception("action without a database: action=%s", name)
        return _failure(name, "store", 503)
    except Exception as error:  # whatever it was, the answer holds no words of a student
        logger.exception("action broke: action=%s", name)
        return _failure(name, type(error).__name__, 500)
    SECONDS.labels(action=name).observe(time.perf_counter() - started)
    return JSONResponse(result.model_dump())


async def healthz(_request: Request) -> Response:
    """Answer 200 as long as the process answers at all."""
    return PlainTextResponse("ok")


async def readyz(_request: Request) -> Response:
    """Answer 200 when the database can be reached."""
    try:
        await asyncio.to_thread(_ping)
    except StoreUnavailableError:
        return JSONResponse({"database": "unreachable"}, status_code=503)
    return JSONResponse({"database": "ok"})


async def metrics(_request: Request) -> Response:
    """Answer with Prometheus metrics."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _call_of(request: Request) -> dict[str, Any]:
    """Return Rasa's call, with an empty domain, which it leaves out and the executor asks for."""
    body = await request.body()
    if request.headers.get("Content-Encoding") == "deflate":
        body = zlib.decompress(body)
    call: dict[str, Any] = json.loads(body)
    call.setdefault("domain", {})
    return call


def _failure(name: str, kind: str, status: int) -> Response:
    FAILED.labels(kind=kind).inc()
    return JSONResponse({"error": kind, "action_name": name}, status_code=status)


def _ping() -> None:
    with reading(default_database()) as session:
        session.execute(text("SELECT 1"))


@asynccontextmanager
async def _with_content(_app: Starlette) -> AsyncIterator[None]:
    """Read the content files before the first student waits for them."""
    await asyncio.to_thread(load_library)
    await asyncio.to_thread(load_atlas)
    await asyncio.to_thread(responses)
    yield
