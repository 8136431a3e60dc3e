"""Breaks a client's connection without an answer, which HTTP servers do not offer by themselves."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol


class NoAnswer(Response):
    """An answer that is never sent; its connection must have been dropped."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait until the server has noticed that the connection is gone."""
        while (await receive())["type"] != "http.disconnect":
            continue


class Connections:
    """The open connections by the client's address."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.BaseTransport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """Return a protocol for uvicorn that tells us of every connection."""
        known = self._open

        class Known(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                known[transport.get_extra_info("peername")[:2]] = transport
                super().connection_made(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                known.pop(self.client or ("", 0), None)
                super().connection_lost(exc)

        return Known

    def drop(self, request: Request) -> None:
        """Reset the connection that a request came on."""
        client = request.client
        transport = self._open.get((client.host, client.port)) if client else None
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()
