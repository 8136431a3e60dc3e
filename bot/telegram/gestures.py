"""Small signs in a chat: "typing", a pressed button let go, old keyboards taken away.

They are best effort: nothing waits for them, a failed one is forgotten.
"""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.client import failure_of
from bot.telegram.pace import Pace
from bot.telegram.telling import Teller
from messages.services.history import has_unanswered
from storage.database import Database, StoreUnavailableError

logger = logging.getLogger(__name__)

TYPING_AFTER_S = 0.4  # most answers are there by then
TYPING_EVERY_S = 4.0  # Telegram shows it for 5 s
MOST_TYPING = 2  # until then the notice of a late answer has come, which says more
_MOST_WAITING = 500  # gestures at once; further ones are left out
_SPARE_TRIES = 10
_SPARE_EVERY_S = 0.3


@dataclass
class Gestures:
    """Makes signs in the background, where the sender leaves room for them."""

    db: Database
    bot: Bot
    pace: Pace
    typing_after_s: float = TYPING_AFTER_S
    typing_every_s: float = TYPING_EVERY_S
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _typing: set[str] = field(default_factory=set)
    teller: Teller = field(init=False)

    def __post_init__(self) -> None:
        self.teller = Teller(self.bot, self.pace)

    def answer(self, callback_id: str) -> None:
        """Let a pressed button go; Telegram shows it as waiting otherwise."""
        self._begin(self._call(self.bot.answer_callback_query(callback_id)))

    def remove_keyboards(self, chat_id: int, message_ids: Sequence[int]) -> None:
        """Take the keyboards of answered questions away."""
        self._begin(self._remove(chat_id, message_ids))

    def type_in(self, chat_id: int, chat_key: str) -> None:
        """Show "typing" for some seconds while something of the chat waits for its answer."""
        if chat_key not in self._typing:
            self._typing.add(chat_key)
            self._begin(self._type(chat_id, chat_key))

    async def close(self) -> None:
        """End all that is under way; what strangers are being told may arrive."""
        await self.teller.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        if len(self._tasks) >= _MOST_WAITING:
            work.close()
            return
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _remove(self, chat_id: int, message_ids: Sequence[int]) -> None:
        for message_id in message_ids:
            if await self._room():
                await self._call(
                    self.bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id)
                )

    async def _type(self, chat_id: int, chat_key: str) -> None:
        try:
            await asyncio.sleep(self.typing_after_s)
            for _ in range(MOST_TYPING):
                if not await asyncio.to_thread(has_unanswered, self.db, chat_key):
                    return
                if self.pace.spare():
                    await self._call(self.bot.send_chat_action(chat_id, ChatAction.TYPING))
                await asyncio.sleep(self.typing_every_s)
        except StoreUnavailableError:
            return
        finally:
            self._typing.discard(chat_key)

    async def _room(self) -> bool:
        """Return whether there is room for something unimportant, having waited a little."""
        for _ in range(_SPARE_TRIES):
            if self.pace.spare():
                return True
            await asyncio.sleep(_SPARE_EVERY_S)
        return False

    async def _call(self, call: Coroutine[Any, Any, object]) -> None:
        try:
            await call
        except TelegramError as error:
            logger.debug("gesture failed: fate=%s", failure_of(error).fate.value)
        except Exception:  # a bug of ours must not show up as a task that nobody waits for
            logger.exception("gesture broke")
