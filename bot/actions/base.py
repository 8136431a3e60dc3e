"""The base of every action: it turns a call of Rasa's into a `Turn` and runs it in a thread."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.services import default_database
from bot.actions.turn import Event, Turn, remember
from storage.clock import utc_now
from storage.database import Database
from students.services.identity import student_of_chat
from students.services.views import StudentView


class FootholdAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk has no types
    """An action that answers one turn; doing it again with the same turn id is harmless."""

    def __init__(
        self,
        database: Callable[[], Database] = default_database,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Use the given store and clock; rasa_sdk itself passes no arguments."""
        self._database = database
        self._clock = clock

    @abstractmethod
    def name(self) -> str:
        """Return the action's name in the domain."""

    @abstractmethod
    def answer(self, turn: Turn) -> list[Event]:
        """Answer the turn and return what to remember."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[Event]:
        """Answer Rasa's call; the store is waited for in a thread."""
        turn = Turn(tracker, dispatcher, domain, self._clock())
        return await asyncio.to_thread(self._answer_and_tidy, turn)

    def _answer_and_tidy(self, turn: Turn) -> list[Event]:
        """Forget the question that was pending, unless the answer asked one."""
        events = self.answer(turn)
        asked = any(event.get("name") == "pending" for event in events)
        restarted = any(event.get("event") == "restart" for event in events)
        if asked or restarted or turn.slot("pending") is None:
            return events
        return [*events, *remember(pending=None)]

    @property
    def db(self) -> Database:
        """The store, opened on first use."""
        return self._database()

    def student(self, turn: Turn) -> StudentView:
        """Return who is at the other end."""
        return student_of_chat(self.db, turn.chat_key, now=turn.now)
