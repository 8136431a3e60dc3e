"""The base of every action: it turns a call of Rasa's into a `Turn` and runs it in a thread."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.concerns import follows_concern
from bot.actions.services import default_database
from bot.actions.turn import Event, Turn, remember
from bot.actions.withdrawing import leaves_withdrawal_open, say_it_is_left
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
        """Forget the question that was pending, unless the answer asked one.

        The second question of the same message is offered here, after whatever was answered.
        """
        events = self.answer(turn)
        asked = any(event.get("name") == "pending" for event in events)
        restarted = any(event.get("event") == "restart" for event in events)
        if turn.also is not None and not restarted:
            turn.say("utter_also_asked", choices=[turn.also])
        if not asked and leaves_withdrawal_open(turn):
            say_it_is_left(turn)
        if asked or restarted or turn.slot("pending") is None:
            return events
        return [*events, *remember(pending=None)]

    @property
    def db(self) -> Database:
        """The store, opened on first use."""
        return self._database()

    def is_asked_just_now(self, turn: Turn) -> bool:
        """Return whether the pending question was the last thing said.

        After words that worried somebody an old question is void: what was said in between is in
        the store and not in the tracker.
        """
        return turn.asked_just_now() and not follows_concern(self.db, turn)

    def student(self, turn: Turn) -> StudentView:
        """Return who is at the other end."""
        return student_of_chat(self.db, turn.chat_key, now=turn.now)
