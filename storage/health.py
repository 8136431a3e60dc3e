"""Health and metrics of a process that lives in loops: routes for its small application.

The application puts its tasks into `app.state.loops` and its database into `app.state.db`.
"""

import asyncio

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from storage.database import Database, StoreUnavailableError, reading


async def healthz(request: Request) -> Response:
    """Answer 200 while every loop runs, else 500: the supervisor then starts the process anew."""
    if any(loop.done() for loop in request.app.state.loops):
        return PlainTextResponse("a loop has stopped", status_code=500)
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """Answer 200 when the loops run and the database can be reached."""
    try:
        await asyncio.to_thread(_ping, request.app.state.db)
    except StoreUnavailableError:
        return JSONResponse({"database": "unreachable"}, status_code=503)
    return await healthz(request)


async def metrics(_request: Request) -> Response:
    """Answer with Prometheus metrics."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def health_routes() -> list[Route]:
    """Return the three routes."""
    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
    ]


def _ping(db: Database) -> None:
    with reading(db) as session:
        session.execute(text("SELECT 1"))
