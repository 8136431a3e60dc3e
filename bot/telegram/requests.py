"""Our calls over HTTP: only what Telegram itself says counts as its answer.

School networks have proxies and filters that answer in its place, with pages of their own.
"""

import json
import ssl
from functools import cache
from typing import Any

import httpx
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

_DOWN = 500


class NoAnswerError(NetworkError):
    """What came back is not Telegram's answer to a call; `status` is the one of HTTP."""

    def __init__(self, status: int) -> None:
        super().__init__(f"no answer of Telegram's: status {status}")
        self.status = status


class TelegramRequest(HTTPXRequest):
    """The library's own requests, with answers looked at before they are believed."""

    def __init__(self, connections: int, *, connect_s: float, answer_s: float) -> None:
        super().__init__(
            connection_pool_size=connections,
            connect_timeout=connect_s,
            read_timeout=answer_s,
            write_timeout=answer_s,
            media_write_timeout=answer_s,
            pool_timeout=answer_s,
            httpx_kwargs={"verify": _tls()},
        )

    async def do_request(self, url: str, method: str, *args: Any, **more: Any) -> tuple[int, bytes]:
        """Do as the library does; what is fetched with GET is a file, and no answer to a call.

        Raises:
            NoAnswerError: the answer is none of Telegram's, or says that a server failed.
            TelegramError: as the library's.
        """
        status, body = await super().do_request(url, method, *args, **more)
        if method != "GET" and (status >= _DOWN or not _is_answer(status, body)):
            raise NoAnswerError(status)
        return status, body


def _is_answer(status: int, body: bytes) -> bool:
    """Return whether a body is what core.telegram.org/bots/api#making-requests says."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(answer, dict):
        return False
    if httpx.codes.is_success(status):
        return answer.get("ok") is True and "result" in answer
    return answer.get("ok") is False and isinstance(answer.get("error_code"), int)


@cache
def _tls() -> ssl.SSLContext:
    """Return what certificates are checked against: reading them takes a while, so once."""
    return httpx.create_ssl_context()
