"""Telegram's side as a whole, wired for the gateway: the sender, and polling or the webhook."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.routing import Route

from bot.telegram.client import Client, make_client
from bot.telegram.delivering import Courier
from bot.telegram.doorway import Doorway
from bot.telegram.gestures import Gestures
from bot.telegram.handling import Intake
from bot.telegram.pace import Pace
from bot.telegram.polling import Poller
from bot.telegram.sender import Sender
from bot.telegram.webhook import Webhook
from bot.telegram.webhook_setup import WebhookKeeper
from messages.wake import WakeListener
from storage.database import Database
from storage.settings import Settings
from storage.sole import SoleRight

SENDING = "telegram"  # the name of the right to send


@dataclass
class TelegramSide:
    """All of Telegram in this process."""

    settings: Settings
    db: Database
    client: Client
    intake: Intake
    courier: Courier
    gestures: Gestures
    right: SoleRight
    clock: Callable[[], datetime]

    @property
    def routes(self) -> list[Route]:
        """The webhook's route; none where updates are asked for."""
        if self.settings.telegram_mode == "polling":
            return []
        return [Webhook(self.db, self.settings, self.intake).route]

    def start(self, listener: WakeListener) -> list[asyncio.Task[None]]:
        """Start the loops; each runs until cancelled."""
        self.intake.wake = listener.nudge
        bell = listener.bell()
        sender = Sender(self.db, self.courier, bell, self.right, self.clock)
        is_polling = self.settings.telegram_mode == "polling"
        incoming = (
            Poller(self.client, self.intake, self.right).run()
            if is_polling
            else WebhookKeeper(self.client, self.db, self.settings).run()
        )
        return [asyncio.create_task(sender.run()), asyncio.create_task(incoming)]

    async def close(self) -> None:
        """End what is left after the loops."""
        await self.gestures.close()
        await asyncio.to_thread(self.right.give_back)
        await self.client.close()


def make_side(
    settings: Settings, db: Database, clock: Callable[[], datetime]
) -> TelegramSide | None:
    """Return Telegram's side, None where no token is set."""
    if settings.telegram_token is None:
        return None
    client, pace, right = make_client(settings), Pace(), SoleRight(db, SENDING)
    gestures = Gestures(db, client.bot, pace)
    doorway = Doorway(db, settings.public_url)
    return TelegramSide(
        settings=settings,
        db=db,
        client=client,
        intake=Intake(db, client.bot, doorway, gestures, lambda: None, clock),
        courier=Courier(db, client.bot, clock, pace, right=right, name=_name(settings)),
        gestures=gestures,
        right=right,
        clock=clock,
    )


def _name(settings: Settings) -> str:
    """Return the gateway's name among several: the port lets only one run on a machine."""
    return f"{socket.gethostname()}:{settings.gateway_port}"[-64:]
