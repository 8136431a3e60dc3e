"""The sender: the only place that sends messages to Telegram, in order, one chat at a time."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.telegram.delivering import Courier
from messages.services.deliveries import chats_to_send_to
from messages.wake import Bell
from storage.database import Database, StoreUnavailableError
from storage.sole import SoleRight

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 50  # chats; the pace of all is limited besides
LOOK_EVERY_S = 1.0
FINISH_S = 3.0  # for parts that are on their way when we are asked to stop


@dataclass
class Sender:
    """Sends what waits until stopped. `clock` gives the moment, aware."""

    db: Database
    courier: Courier
    bell: Bell
    right: SoleRight
    clock: Callable[[], datetime]
    look_every_s: float = LOOK_EVERY_S
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> None:
        """Send until cancelled; what is on its way then may end, the rest a later run sends."""
        try:
            while True:
                await self._look()
                await self.bell.wait(self.look_every_s)
        finally:
            await self._finish()

    async def _finish(self) -> None:
        self.courier.is_stopping = True
        tasks = list(self._busy.values())
        if tasks:
            _done, late = await asyncio.wait(tasks, timeout=FINISH_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _look(self) -> None:
        """Start a task for each chat with something to send, as far as there is room."""
        room = MOST_AT_ONCE - len(self._busy)
        if room <= 0:
            return
        left_out = {*self._busy, *self.courier.holds.held()}
        try:
            if not await asyncio.to_thread(self.right.is_ours):
                return
            chats = await asyncio.to_thread(
                chats_to_send_to,
                self.db,
                now=self.clock(),
                by=self.courier.name,
                busy=left_out,
                limit=room,
            )
        except StoreUnavailableError:
            logger.exception("cannot look for messages to send")
            return
        for chat_key in chats:
            task = asyncio.create_task(self.courier.serve(chat_key))
            self._busy[chat_key] = task
            task.add_done_callback(partial(self._free, chat_key))

    def _free(self, chat_key: str, _task: "asyncio.Task[None]") -> None:
        self._busy.pop(chat_key, None)
        self.bell.ring()
