"""The bot's name on Telegram: kept when the gateway starts, for links to it."""

from sqlalchemy.orm import Session

from messages.tables import TelegramBot
from storage.settings import Settings


def keep_bot(session: Session, bot_id: int, username: str) -> None:
    """Keep what Telegram calls a bot, in the caller's transaction."""
    session.merge(TelegramBot(bot_id=bot_id, username=username))


def bot_username(session: Session, settings: Settings) -> str | None:
    """Return the name of the settings' bot; None without a bot, or if it has not started yet."""
    if settings.telegram_token is None:
        return None
    bot_id = settings.telegram_token.get_secret_value().partition(":")[0]
    known = session.get(TelegramBot, int(bot_id)) if bot_id.isdecimal() else None
    return None if known is None else known.username or None


def start_link(username: str, code: str) -> str:
    """Return a link that opens the bot on Telegram and hands it a code when Start is pressed."""
    return f"https://t.me/{username}?start={code}"
