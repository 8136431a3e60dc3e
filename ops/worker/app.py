"""The worker's process: its loops, with health and metrics on a loopback port."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette

from messages.mailer import Mailer
from messages.wake import WakeSender
from ops.retention import Periods
from ops.worker.kinds import Tools
from ops.worker.loops import Clock, Jobs, lapse_loop, retention_loop, tell_late_loop
from storage.database import Database
from storage.health import health_routes
from storage.settings import Settings

FINISH_WITHIN_S = 4.0


def create_app(settings: Settings, db: Database, *, clock: Clock) -> Starlette:
    """Return the worker; its loops run as long as the application does."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        portal = WakeSender(settings.portal_port)
        jobs = Jobs(Tools(settings, db, Mailer(settings)), clock)
        loops = [
            asyncio.create_task(jobs.run()),
            asyncio.create_task(tell_late_loop(db, portal, clock)),
            asyncio.create_task(lapse_loop(db, portal, clock)),
            asyncio.create_task(retention_loop(db, Periods(), clock)),
        ]
        app.state.loops = loops
        try:
            yield
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            await jobs.finish(within_s=FINISH_WITHIN_S)
            portal.close()

    app = Starlette(routes=health_routes(), lifespan=lifespan)
    app.state.db = db
    return app
