"""The portal's application: every page with its rule, the middleware, and what runs beside."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from functools import partial

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from messages.wake import WakeListener, WakeSender
from portal import health, public
from portal.chat import api, enter, events, pictures, room, start
from portal.errors import answer_error
from portal.guard import Guarded, Page
from portal.limits import Limits
from portal.middleware import AccessLog, Metrics, SecurityHeaders
from portal.pulse import Pulse
from portal.row_ids import read_row_ids
from portal.staff import (
    alerts,
    applications,
    dashboard,
    parked,
    requests,
    sessions,
    settings_page,
    students,
)
from portal.static_files import StaticFiles
from portal.visit import Portal
from storage.database import Database
from storage.settings import Settings

ANSWER_WAIT_S = 2.0  # without a script: most answers are there for the very next page
THREADS = 24  # fewer than the connections that the database pool gives out

PAGES: tuple[Page, ...] = (
    *health.PAGES,
    *public.PAGES,
    *start.PAGES,
    *enter.PAGES,
    *room.PAGES,
    *events.PAGES,
    *api.PAGES,
    *pictures.PAGES,
    *sessions.PAGES,
    *dashboard.PAGES,
    *applications.PAGES,
    *requests.PAGES,
    *parked.PAGES,
    *alerts.PAGES,
    *students.PAGES,
    *settings_page.PAGES,
)


def create_app(
    settings: Settings,
    db: Database,
    *,
    limits: Limits | None = None,
    answer_wait_s: float = ANSWER_WAIT_S,
) -> Starlette:
    """Return the portal; its look-out for new messages runs as long as the application does."""
    portal = Portal(
        settings=settings,
        db=db,
        pulse=Pulse(db),
        gateway=WakeSender(settings.gateway_port),
        metrics=Metrics(),
        limits=limits or Limits(),
        answer_wait_s=answer_wait_s,
    )

    app = Starlette(
        routes=routes_of(PAGES, portal),
        middleware=[
            Middleware(SecurityHeaders, settings=settings),
            Middleware(AccessLog, metrics=portal.metrics),
        ],
        exception_handlers={HTTPException: answer_error},  # of the router: no such page, method
        lifespan=partial(_running, portal),
    )
    app.state.portal = portal
    return app


def routes_of(pages: Sequence[Page], portal: Portal) -> list[BaseRoute]:
    """Return the routes of the pages; each goes through the guard with its declared rule."""
    read_row_ids()
    routes: list[BaseRoute] = [
        Route(
            page.path,
            Guarded(page, portal),
            methods=[page.method],
            name=f"{page.method} {page.path}",
        )
        for page in pages
    ]
    return [*routes, Mount("/static", StaticFiles(), name="static")]


@contextlib.asynccontextmanager
async def _running(portal: Portal, _app: Starlette) -> AsyncIterator[None]:
    """Look out for new messages while the application runs."""
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    wake = await _wake_listener(portal.settings)
    lookout = asyncio.create_task(portal.pulse.run(wake))
    try:
        yield
    finally:
        portal.pulse.stop()
        lookout.cancel()
        await asyncio.gather(lookout, return_exceptions=True)
        wake.close()
        portal.gateway.close()


async def _wake_listener(settings: Settings) -> WakeListener:
    """Return a listener on the portal's port, or where that is taken one that only this uses."""
    try:
        return await WakeListener.listen(settings.portal_port)
    except OSError:
        return WakeListener()
