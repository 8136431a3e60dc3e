"""The menu of commands that Telegram shows beside the text field."""

from telegram import Bot, BotCommand

from bot.telegram.commands import MENU
from bot.telegram.words import WORDING


async def set_menu(bot: Bot) -> None:
    """Tell Telegram the commands and what they do.

    Raises:
        TelegramError: as for every call.
    """
    await bot.set_my_commands([BotCommand(name, WORDING.text(f"menu_{name}")) for name in MENU])
