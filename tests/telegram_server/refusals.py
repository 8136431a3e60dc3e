"""Expects refusals, as a client library shows them and as they go over the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, TelegramError

from tests.telegram_server.server import TelegramServer


@contextmanager
def refused(words: str, kind: type[TelegramError] = BadRequest) -> Iterator[None]:
    """Expect a refusal that begins with these words, as python-telegram-bot shows them."""
    with pytest.raises(kind) as error:
        yield
    assert str(error.value).startswith(words)


def call(server: TelegramServer, method: str, **arguments: Any) -> dict[str, Any]:
    """Call a method with JSON as no client library would."""
    answer = httpx.post(f"{server.base_url}{server.token}/{method}", json=arguments)
    body: dict[str, Any] = answer.json()
    assert answer.status_code == body.get("error_code", 200)
    return body
