"""The client library: a bot made from the settings, and what its errors mean for us."""

import json
import os
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any
from urllib.parse import urlencode

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.requests import NoAnswerError, TelegramRequest
from storage.settings import Settings

CONNECT_S = 5.0
ANSWER_S = 15.0  # then nobody knows whether Telegram took it
POLL_S = 25  # how long Telegram holds an empty getUpdates
CONNECTIONS = 64
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


class TelegramOffError(Exception):
    """There is no TELEGRAM_BOT_TOKEN."""


class Fate(Enum):
    """What became of a call that did not succeed."""

    FLOOD = "flood"  # refused for now: wait as long as Telegram says
    AWAY = "away"  # Telegram cannot be reached: it certainly took nothing
    DOWN = "down"  # a server failed on it: hardly taken, but that is not certain
    UNKNOWN = "unknown"  # it was handed over, and the answer is lost
    GONE = "gone"  # the student blocked us, or their account is no more
    BAD_HTML = "bad_html"
    REFUSED = "refused"  # this message, whenever it is sent
    LOCKED_OUT = "locked_out"  # the token is wrong


@dataclass(frozen=True)
class Failure:
    """A failed call; `retry_after_s` is Telegram's own word, 0 where it said nothing."""

    fate: Fate
    retry_after_s: float = 0.0


class Client:
    """The bot with its connections; nothing is sent until it is used.

    The library's own `Bot.initialize` is not called: it asks Telegram who we are, and fails where
    Telegram is away.
    """

    def __init__(self, token: str, api_url: str, *, answer_s: float = ANSWER_S) -> None:
        # Durations as timedelta, as from the library's next version on; else it warns.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        base = api_url.rstrip("/")
        self._requests = tuple(
            TelegramRequest(connections, connect_s=CONNECT_S, answer_s=answer_s)
            for connections in (1, CONNECTIONS)
        )
        self._updates, self._calls = self._requests
        self.bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            get_updates_request=self._updates,
            request=self._calls,
        )

    async def raw_updates(self, *, offset: int | None, wait_s: int) -> list[dict[str, Any]]:
        """Return the next updates as JSON, waiting for the first; all below `offset` are done.

        The library's own method reads them all at once: a single one that it cannot read would
        take the others with it, again and again.

        Raises:
            TelegramError: as for every call.
        """
        asked = {"timeout": str(wait_s), "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if offset is not None:
            asked["offset"] = str(offset)
        url = f"{self.bot.base_url}/getUpdates?{urlencode(asked)}"
        found = await self._updates.post(url, read_timeout=wait_s + ANSWER_S)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    async def close(self) -> None:
        """Close the connections."""
        for request in self._requests:
            await request.shutdown()


def make_client(settings: Settings) -> Client:
    """Return the client of the settings' bot.

    Raises:
        TelegramOffError: no token is set.
    """
    if settings.telegram_token is None:
        raise TelegramOffError("TELEGRAM_BOT_TOKEN is not set")
    return Client(settings.telegram_token.get_secret_value(), settings.telegram_api_url)


def failure_of(error: TelegramError) -> Failure:
    """Return what an error of the client library means."""
    match error:
        case NoAnswerError(status=status):
            return Failure(_fate_of_status(status))
        case RetryAfter():
            return Failure(Fate.FLOOD, _seconds(error))
        case Forbidden():
            return Failure(Fate.GONE)
        case InvalidToken():
            return Failure(Fate.LOCKED_OUT)
        case BadRequest():
            return Failure(_fate_of_bad_request(str(error).lower()))
        case ChatMigrated():
            return Failure(Fate.REFUSED)
        case TimedOut() | NetworkError():
            return Failure(_fate_of_network(error.__cause__))
        case _:  # an answer that is none: it may well have been taken
            return Failure(Fate.UNKNOWN)


def _fate_of_bad_request(says: str) -> Fate:
    if "can't parse entities" in says:
        return Fate.BAD_HTML
    return Fate.GONE if "chat not found" in says else Fate.REFUSED


def _fate_of_status(status: int) -> Fate:
    """Return what an answer means that is none of Telegram's own."""
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Fate.DOWN
    if httpx.codes.is_success(status):
        return Fate.UNKNOWN
    return Fate.AWAY  # a proxy or filter refuses, or sends us somewhere else


def _fate_of_network(cause: BaseException | None) -> Fate:
    """Return whether Telegram can have taken what was sent; without a cause it said no itself."""
    certain = (
        *(httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout),
        *(httpx.ProxyError, httpx.UnsupportedProtocol),
    )
    return Fate.AWAY if cause is None or isinstance(cause, certain) else Fate.UNKNOWN


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
