"""The gateway's process: its loops, with health and metrics on a loopback port.

The port is also the guard that only one gateway runs on a machine.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.gateway.rasa_client import RasaClient
from bot.gateway.turns import LateTeller, TurnWorker
from messages.wake import WakeListener, WakeSender
from storage.clock import utc_now
from storage.database import Database, StoreUnavailableError, reading
from storage.settings import Settings


def create_app(settings: Settings, db: Database) -> Starlette:
    """Return the gateway; its loops run as long as the application does."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        rasa = RasaClient(settings.rasa_url)
        listener = await WakeListener.listen(settings.gateway_port)
        portal = WakeSender(settings.portal_port)
        loops = [
            asyncio.create_task(TurnWorker(db, rasa, listener, portal, utc_now).run()),
            asyncio.create_task(LateTeller(db, portal, utc_now).run()),
        ]
        app.state.loops = loops
        try:
            yield
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            listener.close()
            portal.close()
            await rasa.close()

    app = Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
        ],
        lifespan=lifespan,
    )
    app.state.db = db
    return app


async def healthz(request: Request) -> Response:
    """Answer 200 while both loops run, else 500: the supervisor then starts us anew."""
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


def _ping(db: Database) -> None:
    with reading(db) as session:
        session.execute(text("SELECT 1"))
