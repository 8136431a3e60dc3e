"""Around every request: security headers, a line in the log, counts."""

import logging
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from storage.settings import Settings

logger = logging.getLogger(__name__)

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not `no-referrer`: browsers would then send the origin of our own forms as "null".
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Adds the headers that keep a page to itself; nothing but static files may be stored."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = dict(HEADERS)
        if settings.portal_https:
            self._headers["strict-transport-security"] = HSTS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)


class AccessLog:
    """Writes one line for each request, without its query or anything a person typed."""

    def __init__(self, app: ASGIApp, metrics: "Metrics") -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        began = time.perf_counter()

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._note(scope, status, time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, send_and_note)

    def _note(self, scope: Scope, status: int, took_s: float) -> None:
        page = getattr(getattr(scope.get("endpoint"), "page", None), "path", "other")
        self._metrics.requests.labels(scope["method"], page, str(status)).inc()
        self._metrics.seconds.labels(page).observe(took_s)
        if page not in ("/healthz", "/readyz", "/metrics", "other"):
            logger.info(
                "request: method=%s page=%s status=%d ms=%d",
                scope["method"],
                page,
                status,
                round(took_s * 1000),
            )


class Metrics:
    """What the portal counts, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "foothold_portal_requests_total",
            "Requests answered",
            ["method", "page", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "foothold_portal_seconds",
            "Time to the first byte of an answer",
            ["page"],
            registry=self.registry,
        )
        self.listeners = Gauge(
            "foothold_portal_listeners",
            "Chat pages and programs waiting for messages",
            registry=self.registry,
        )
