"""The turn worker: answers what waits, one turn at a time per chat, several chats at once."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.gateway.metrics import METRICS
from bot.gateway.rasa_client import DialogueUnreachableError, RasaClient, TurnFailedError
from messages.services.late import tell_late
from messages.services.turns import (
    SilentAnswerError,
    Waiting,
    complete_turn,
    fail_turn,
    waiting_turns,
)
from messages.wake import WakeListener, WakeSender
from storage.database import Database, StoreUnavailableError

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 8  # Rasa is one process: more only queue there
LOOK_EVERY_S = 1.0
OUTAGE_PAUSE_S = 0.5  # between tries while Rasa or the actions are away


@dataclass
class TurnWorker:
    """Runs turns until stopped. `clock` gives the moment, aware."""

    db: Database
    rasa: RasaClient
    listener: WakeListener
    portal: WakeSender
    clock: Callable[[], datetime]
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> None:
        """Answer what waits until cancelled; what is under way then is finished by a later run."""
        try:
            while True:
                await self._look()
                await self.listener.wait(LOOK_EVERY_S)
        finally:
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _look(self) -> None:
        """Start a task for each chat with something to answer, as far as there is room."""
        room = MOST_AT_ONCE - len(self._busy)
        if room <= 0:
            return
        try:
            waiting = await asyncio.to_thread(
                waiting_turns, self.db, now=self.clock(), busy=list(self._busy), limit=room
            )
        except StoreUnavailableError:
            logger.exception("cannot look for turns")
            return
        for turn in waiting:
            task = asyncio.create_task(self._answer(turn))
            self._busy[turn.chat_key] = task
            task.add_done_callback(partial(self._free, turn.chat_key))

    def _free(self, chat_key: str, _task: "asyncio.Task[None]") -> None:
        self._busy.pop(chat_key, None)
        self.listener.nudge()

    async def _answer(self, turn: Waiting) -> None:
        """Answer one turn; an outage waits a little, a failure counts as a try."""
        try:
            await self._try(turn)
        except DialogueUnreachableError:
            METRICS.outages.inc()
            await asyncio.sleep(OUTAGE_PAUSE_S)
        except TurnFailedError as error:
            await self._fail(turn, error.kind)
        except StoreUnavailableError:
            logger.exception("turn not kept: inbox=%d", turn.inbox_id)
            await asyncio.sleep(OUTAGE_PAUSE_S)
        except Exception as error:  # a bug of ours must not turn a message into poison
            logger.exception("turn broke: inbox=%d", turn.inbox_id)
            await self._fail(turn, type(error).__name__)

    async def _fail(self, turn: Waiting, kind: str) -> None:
        """Count the try; where even that cannot be kept, the next look finds the turn again."""
        METRICS.failures.labels(kind=kind).inc()
        logger.warning("turn failed: inbox=%d kind=%s", turn.inbox_id, kind)
        try:
            await asyncio.to_thread(fail_turn, self.db, turn.inbox_id, now=self.clock())
        except StoreUnavailableError:
            logger.exception("failure not kept: inbox=%d", turn.inbox_id)
            await asyncio.sleep(OUTAGE_PAUSE_S)
        self.portal.wake()

    async def _try(self, turn: Waiting) -> None:
        if turn.text is None:
            raise TurnFailedError("sealed")
        answer = await self.rasa.answer(turn, turn.text)
        try:
            complete = partial(complete_turn, self.db, turn.inbox_id, answer, now=self.clock())
            kept = await asyncio.to_thread(complete, asked_as=turn.chat_key)
        except SilentAnswerError as error:
            raise TurnFailedError("silent") from error
        if kept:
            METRICS.turns.inc()
            self.portal.wake()


@dataclass
class LateTeller:
    """Tells students that an answer is late, looking every half second."""

    db: Database
    portal: WakeSender
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                told = await asyncio.to_thread(tell_late, self.db, now=self.clock())
            except StoreUnavailableError:
                logger.exception("cannot look for late answers")
            else:
                if told:
                    METRICS.late.inc(told)
                    self.portal.wake()
            await asyncio.sleep(0.5)
