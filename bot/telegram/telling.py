"""Telling somebody without a chat what is not kept: tried for minutes, one thing after another.

In memory only, as of strangers nothing is kept: what is not told when the process ends is lost.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from telegram import Bot, LinkPreviewOptions
from telegram.error import TelegramError

from bot.telegram.backoff import Backoff
from bot.telegram.client import Fate, failure_of
from bot.telegram.pace import Pace
from bot.telegram.rendering import Part, render
from messages.domain.content import Say, ShownButton

logger = logging.getLogger(__name__)

TRY_FOR_S = 600.0  # later nobody looks; a link to the web chat lives longer than that
MOST_UNKNOWN = 2  # of what matters: it may have arrived, and twice is better than never
LONGEST_PAUSE_S = 20.0
FINISH_S = 2.0  # for what is on its way when we are asked to stop
MOST_AT_ONCE = 5_000
_MOST_REMEMBERED = 10_000
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass
class Teller:
    """Tells strangers, where the sender leaves room."""

    bot: Bot
    pace: Pace
    first_s: float = 0.5
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)  # the last of each chat
    _running: set[asyncio.Task[None]] = field(default_factory=set)
    _told: OrderedDict[int, None] = field(default_factory=OrderedDict)
    _is_stopping: bool = False

    def tell(
        self, chat_id: int, says: Sequence[Say], *, update_id: int, matters: bool = False
    ) -> None:
        """Say something in answer to an update; the same update again is answered no more.

        What `matters`, such as help or a link, is said again where its answer was lost.
        """
        if update_id in self._told or (len(self._running) >= MOST_AT_ONCE and not matters):
            return
        self._told[update_id] = None
        if len(self._told) > _MOST_REMEMBERED:
            self._told.popitem(last=False)
        before = self._tasks.get(chat_id)
        task = asyncio.create_task(self._tell(chat_id, says, before, matters=matters))
        self._tasks[chat_id] = task
        self._running.add(task)
        task.add_done_callback(lambda done: self._forget(chat_id, done))

    async def close(self) -> None:
        """Let what is on its way arrive, and end the rest."""
        self._is_stopping = True
        tasks = list(self._running)
        if tasks:
            await asyncio.wait(tasks, timeout=FINISH_S)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, chat_id: int, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if self._tasks.get(chat_id) is task:
            del self._tasks[chat_id]

    async def _tell(
        self,
        chat_id: int,
        says: Sequence[Say],
        before: asyncio.Task[None] | None,
        *,
        matters: bool,
    ) -> None:
        if before is not None:
            await asyncio.wait([before])
        until = asyncio.get_running_loop().time() + TRY_FOR_S
        for say in says:
            buttons = [ShownButton(choice.title, choice.payload) for choice in say.choices]
            for part in render(say.text, buttons):
                if not await self._say(chat_id, part, until, matters=matters):
                    logger.error("stranger not told")
                    return

    async def _say(self, chat_id: int, part: Part, until: float, *, matters: bool) -> bool:
        """Say one thing; return whether it makes sense to go on."""
        backoff, unknown = Backoff(self.first_s, LONGEST_PAUSE_S), 0
        while not self._is_stopping:
            await self.pace.turn(f"stranger {chat_id}")
            try:
                await self.bot.send_message(
                    chat_id,
                    part.plain,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=part.keyboard,
                )
            except TelegramError as error:
                failure = failure_of(error)
            else:
                return True
            logger.info("stranger not told yet: fate=%s", failure.fate.value)
            if failure.fate is Fate.FLOOD:
                self.pace.flooded(f"stranger {chat_id}", failure.retry_after_s)
            if failure.fate in (Fate.GONE, Fate.REFUSED, Fate.BAD_HTML):
                return failure.fate is not Fate.GONE
            if failure.fate is Fate.UNKNOWN:
                unknown += 1
                if not matters or unknown > MOST_UNKNOWN:
                    return True
            pause_s = max(backoff.next_s(), failure.retry_after_s)
            if asyncio.get_running_loop().time() + pause_s > until:
                return False
            await asyncio.sleep(pause_s)
        return False
