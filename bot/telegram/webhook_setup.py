"""Telling Telegram where our webhook is: its secret path and token, setting and keeping it."""

import asyncio
import logging
from dataclasses import dataclass, field

from telegram.error import TelegramError

from bot.telegram.backoff import Backoff
from bot.telegram.client import ALLOWED_UPDATES, Client, TelegramOffError, failure_of
from bot.telegram.menu import introduce
from storage.database import Database, StoreUnavailableError, transaction
from storage.secrets import keyed_hash
from storage.settings import Settings

logger = logging.getLogger(__name__)

PREFIX = "/telegram"
# Updates of one chat that come side by side are put in order (`ordering`); SQLite has one writer.
CONNECTIONS = 10
_PATH_CHARS = 32  # 128 bits
_LONGEST_PAUSE_S = 60.0


class NoWebhookUrlError(Exception):
    """TELEGRAM_WEBHOOK_URL is not set: nobody knows where Telegram could reach us."""


@dataclass(frozen=True)
class Secrets:
    """What only Telegram and we know: the end of the path, and the token in the header."""

    path: str
    token: str


def secrets_of(db: Database, settings: Settings) -> Secrets:
    """Return the secrets, the same ones as long as the bot's token and the database are.

    Raises:
        TelegramOffError: no token is set.
        StoreUnavailableError: the database could not be reached.
    """
    if settings.telegram_token is None:
        raise TelegramOffError("TELEGRAM_BOT_TOKEN is not set")
    token = settings.telegram_token.get_secret_value()
    with transaction(db) as session:
        return Secrets(
            path=keyed_hash(session, "telegram_path", token)[:_PATH_CHARS],
            token=keyed_hash(session, "telegram_secret", token),
        )


async def set_webhook(client: Client, db: Database, settings: Settings) -> None:
    """Have Telegram send updates to us; those that wait already come too.

    Raises:
        NoWebhookUrlError: the public address is not set.
        TelegramError: as for every call.
        StoreUnavailableError: the database could not be reached.
    """
    if settings.telegram_webhook_url is None:
        raise NoWebhookUrlError("TELEGRAM_WEBHOOK_URL is not set")
    secrets = await asyncio.to_thread(secrets_of, db, settings)
    base = settings.telegram_webhook_url.rstrip("/")
    await client.bot.set_webhook(
        f"{base}{PREFIX}/{secrets.path}",
        secret_token=secrets.token,
        max_connections=CONNECTIONS,
        allowed_updates=ALLOWED_UPDATES,
        drop_pending_updates=False,
    )


@dataclass
class WebhookKeeper:
    """Sets the webhook when the gateway starts, trying until it works."""

    client: Client
    db: Database
    settings: Settings
    backoff: Backoff = field(default_factory=lambda: Backoff(longest_s=_LONGEST_PAUSE_S))

    async def run(self) -> None:
        """Set it, then wait until cancelled."""
        while not await self._is_set():  # noqa: ASYNC110  # nobody tells when it is back
            await asyncio.sleep(self.backoff.next_s())
        logger.info("webhook set")
        await asyncio.Event().wait()

    async def _is_set(self) -> bool:
        try:
            await set_webhook(self.client, self.db, self.settings)
            await introduce(self.client.bot, self.db)
        except NoWebhookUrlError:
            logger.error("TELEGRAM_WEBHOOK_URL is not set: updates come only if set elsewhere")  # noqa: TRY400
            return True
        except TelegramError as error:
            logger.warning("webhook not set yet: why=%s", failure_of(error).fate.value)
            return False
        except StoreUnavailableError:
            logger.exception("webhook not set yet")
            return False
        return True
