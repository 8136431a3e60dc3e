"""A whole bot of python-telegram-bot's own, polling this server while calls go wrong."""

import pytest
from telegram import Update
from telegram.error import NetworkError
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from tests.telegram_server.clients import client_of
from tests.telegram_server.control import Control
from tests.telegram_server.server import TelegramServer


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same, once more where the network failed."""
    assert update.message is not None
    try:
        await update.message.reply_text(update.message.text or "")
    except NetworkError:
        await update.message.reply_text(update.message.text or "")


@pytest.mark.filterwarnings("ignore:.*PTBUserWarning.*")
async def test_an_echo_bot_answers_in_order_through_faults(
    server: TelegramServer, control: Control
) -> None:
    app = ApplicationBuilder().bot(client_of(server)).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    control.fault("bad_gateway", method="getUpdates")
    control.fault("lost", method="getUpdates", applied=True)
    control.fault("server_error", method="sendMessage")
    user_id = control.make_user()
    async with app:
        assert app.updater is not None
        await app.updater.start_polling(poll_interval=0, timeout=5)
        await app.start()
        for number in range(5):
            control.text(user_id, str(number))
        await control.wait_sent(5)
        await app.updater.stop()
        await app.stop()

    assert control.texts() == ["0", "1", "2", "3", "4"]
    assert control.pending() == []
