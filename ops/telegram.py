"""What `foothold telegram` does: the webhook, and how things stand with Telegram."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import urlsplit

from rich.console import Console
from rich.text import Text
from telegram import User, WebhookInfo
from telegram.error import TelegramError

from bot.telegram.client import Client, Fate, TelegramOffError, failure_of, make_client
from bot.telegram.webhook_setup import NoWebhookUrlError
from bot.telegram.webhook_setup import set_webhook as set_our_webhook
from messages.services.deliveries import delivery_counts
from messages.services.updates import broken_updates
from ops.installation import OpsError
from storage.database import Database, open_database
from storage.settings import Settings

T = TypeVar("T")

# Plain words, and what to do; the library's own could hold the token.
_SAYS = {
    Fate.AWAY: "Telegram cannot be reached: is there a network, and is TELEGRAM_API_URL right?",
    Fate.DOWN: "Telegram's server, or a proxy before it, fails: try again in a minute",
    Fate.UNKNOWN: "Telegram did not answer in time: try again",
    Fate.FLOOD: "Telegram asks to wait a little: try again in a minute",
    Fate.LOCKED_OUT: "Telegram does not know TELEGRAM_BOT_TOKEN: is it as BotFather gave it?",
    Fate.REFUSED: (
        "Telegram refuses that: TELEGRAM_WEBHOOK_URL must begin with https:// and a port, if there"
        " is one, be 443, 80, 88 or 8443"
    ),
}


def set_webhook(settings: Settings, console: Console) -> None:
    """Have Telegram send updates to this installation."""
    with _opened(settings) as db:
        _ask(settings, lambda client: set_our_webhook(client, db, settings))
    base = settings.telegram_webhook_url or ""
    console.print(
        Text(f"Telegram sends updates to {urlsplit(base).hostname}. Nothing was dropped.")
    )
    if settings.telegram_mode != "webhook":
        console.print("Set TELEGRAM_MODE=webhook too: a gateway that polls switches it off again.")


def delete_webhook(settings: Settings, console: Console) -> None:
    """Have Telegram keep updates until they are asked for."""
    _ask(settings, lambda client: client.bot.delete_webhook(drop_pending_updates=False))
    console.print("Telegram keeps updates until they are asked for. Nothing was dropped.")
    if settings.telegram_mode == "webhook":
        console.print("Set TELEGRAM_MODE=polling too: a gateway with a webhook sets it again.")


def status(settings: Settings, console: Console) -> None:
    """Show who the bot is, how updates come, what waits and what failed."""
    me, info = _ask(settings, _who_and_how)
    console.print(Text(f"Bot       @{me.username}"))
    console.print(Text(f"Updates   {_incoming(info)}; TELEGRAM_MODE is {settings.telegram_mode}"))
    console.print(f"Waiting   {info.pending_update_count} updates at Telegram")
    if info.last_error_message:
        console.print(Text(f"Error     {info.last_error_date}: {info.last_error_message}"))
    with _opened(settings) as db:
        counts, broken = delivery_counts(db), broken_updates(db)
    console.print(f"To send   {counts.waiting} messages wait")
    for failure, count in sorted(counts.failed.items()):
        console.print(f"Given up  {count} messages: {failure}")
    if broken:
        console.print(f"Broken    {broken} updates in the last days: see the gateway's log")


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    db = open_database(settings)
    try:
        yield db
    finally:
        db.dispose()


def _incoming(info: WebhookInfo) -> str:
    return f"are sent to {urlsplit(info.url).hostname}" if info.url else "are asked for"


async def _who_and_how(client: Client) -> tuple[User, WebhookInfo]:
    return await client.bot.get_me(), await client.bot.get_webhook_info()


def _ask(settings: Settings, question: Callable[[Client], Awaitable[T]]) -> T:
    """Return Telegram's answer.

    Raises:
        OpsError: there is no token or address, or Telegram does not do it; says what to do.
    """

    async def ask() -> T:
        client = make_client(settings)
        try:
            return await question(client)
        finally:
            await client.close()

    try:
        return asyncio.run(ask())
    except TelegramOffError as error:
        raise OpsError("set TELEGRAM_BOT_TOKEN to what BotFather gave you") from error
    except NoWebhookUrlError as error:
        raise OpsError("set TELEGRAM_WEBHOOK_URL to where Telegram can reach us") from error
    except TelegramError as error:
        fate = failure_of(error).fate
        raise OpsError(_SAYS.get(fate, _SAYS[Fate.REFUSED])) from error
