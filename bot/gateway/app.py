"""The gateway's process: its loops, with health and metrics on a loopback port.

The port is also the guard that only one gateway runs on a machine.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette

from bot.gateway.rasa_client import RasaClient
from bot.gateway.turns import LateTeller, TurnWorker
from bot.telegram.side import make_side
from messages.wake import WakeListener, WakeSender
from storage.clock import utc_now
from storage.database import Database
from storage.health import health_routes
from storage.settings import Settings


def create_app(settings: Settings, db: Database) -> Starlette:
    """Return the gateway; its loops run as long as the application does.

    Telegram's side is part of it where a token is set.
    """
    telegram = make_side(settings, db, utc_now)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        rasa = RasaClient(settings.rasa_url)
        listener = await WakeListener.listen(settings.gateway_port)
        portal = WakeSender(settings.portal_port)
        loops = [
            asyncio.create_task(TurnWorker(db, rasa, listener, portal, utc_now).run()),
            asyncio.create_task(LateTeller(db, portal, utc_now).run()),
            *(telegram.start(listener) if telegram else ()),
        ]
        app.state.loops = loops
        try:
            yield
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            if telegram:
                await telegram.close()
            listener.close()
            portal.close()
            await rasa.close()

    app = Starlette(
        routes=[*health_routes(), *(telegram.routes if telegram else ())], lifespan=lifespan
    )
    app.state.db = db
    return app
