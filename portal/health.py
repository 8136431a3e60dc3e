"""For the supervisor and for Prometheus: alive, ready, counts."""

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.responses import JSONResponse, PlainTextResponse, Response

from portal.access import Rule
from portal.guard import Page
from portal.visit import Visit
from storage.database import StoreUnavailableError, reading


async def healthz(_visit: Visit) -> Response:
    """Answer 200 while the process runs."""
    return PlainTextResponse("ok")


def readyz(visit: Visit) -> Response:
    """Answer 200 when the database can be reached."""
    try:
        with reading(visit.db) as session:
            session.execute(text("SELECT 1"))
    except StoreUnavailableError:
        return JSONResponse({"database": "unreachable"}, status_code=503)
    return JSONResponse({"database": "ok"})


async def metrics(visit: Visit) -> Response:
    """Answer with Prometheus metrics."""
    portal = visit.portal
    portal.metrics.listeners.set(portal.pulse.listeners)
    return Response(generate_latest(portal.metrics.registry), media_type=CONTENT_TYPE_LATEST)


PAGES = (
    Page("GET", "/healthz", Rule.ANYONE, healthz, is_api=True),
    Page("GET", "/readyz", Rule.ANYONE, readyz, is_api=True),
    Page("GET", "/metrics", Rule.NEARBY, metrics, is_api=True),
)
