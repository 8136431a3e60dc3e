"""What the bot and Telegram tell each other at the start: the menu of commands, the bot's name."""

import asyncio

from telegram import Bot, BotCommand

from bot.telegram.commands import MENU
from bot.telegram.words import WORDING
from messages.services.bots import keep_bot
from storage.database import Database, transaction


async def introduce(bot: Bot, db: Database) -> None:
    """Tell Telegram the commands and what they do, and keep what Telegram calls the bot.

    Raises:
        TelegramError: as for every call.
        StoreUnavailableError: the database could not be reached.
    """
    await bot.set_my_commands([BotCommand(name, WORDING.text(f"menu_{name}")) for name in MENU])
    user = await bot.get_me()
    await asyncio.to_thread(_keep, db, user.id, user.username or "")


def _keep(db: Database, bot_id: int, username: str) -> None:
    with transaction(db) as session:
        keep_bot(session, bot_id, username)
