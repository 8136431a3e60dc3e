"""The base of every action: it turns a call of Rasa's into a `Turn` and runs it in a thread."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.calculating import CHECK, answer_to_check, offer_to_go_on
from bot.actions.concerns import follows_concern
from bot.actions.heard_first import heard_first
from bot.actions.quiz_state import PENDING, QuizState
from bot.actions.quizzing import (
    answer_typed,
    is_also_asked_for,
    leaves_quiz_open,
    say_quiz_waits,
)
from bot.actions.services import default_database
from bot.actions.turn import Event, Turn, remember
from bot.actions.withdrawing import leaves_withdrawal_open, say_it_is_left
from storage.clock import utc_now
from storage.database import Database
from students.services.identity import student_of_chat
from students.services.views import StudentView


class FootholdAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk has no types
    """An action that answers one turn; doing it again with the same turn id is harmless."""

    # Whether what a message says to us comes before what the action is for: a question about an
    # alert, a loss. Not where an action only asks something, or goes on after another one.
    hears_first: ClassVar[bool] = True

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
        self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: Mapping[str, Any]
    ) -> list[Event]:
        """Answer Rasa's call; the store is waited for in a thread."""
        turn = Turn(tracker, dispatcher, self._clock())
        return await asyncio.to_thread(self._answer_and_tidy, turn)

    def _answer_and_tidy(self, turn: Turn) -> list[Event]:
        """Forget the question that was pending, unless the answer asked one.

        What answers the question of a sum is taken as that, and a word that answers the quiz does
        so, whatever the message was taken for, but not behind a worry. The second question of the
        same message is offered here, after whatever was answered.
        """
        is_quiz_heard = turn.slot("quiz") is not None and not follows_concern(self.db, turn)
        events = self._answered(turn, is_quiz_heard=is_quiz_heard)
        asked = any(event.get("name") == "pending" for event in events)
        restarted = any(event.get("event") == "restart" for event in events)
        is_begun = is_also_asked_for(turn) and _sets(events, "pending", PENDING)
        if turn.also is not None and not restarted and not is_begun:
            turn.say("utter_also_asked", choices=[turn.also])
        if not asked and not restarted:
            _say_what_waits(turn, is_quiz_heard=is_quiz_heard)
        if restarted:
            return events
        worked = any(event.get("name") == "working" for event in events)
        return [*events, *_tidied(turn, is_asked=asked, is_worked=worked)]

    def _answered(self, turn: Turn, *, is_quiz_heard: bool) -> list[Event]:
        """Answer the turn by whatever has the first right to it."""
        heard = heard_first(self.db, turn) if self.hears_first else None
        if heard is not None:
            return heard
        is_checked = turn.slot("pending") == CHECK and self.is_asked_just_now(turn)
        if is_checked:
            taken = answer_to_check(self.db, turn, self.student(turn))
            if taken is not None:
                return taken
        in_quiz = answer_typed(self.db, turn) if is_quiz_heard else None
        events = self.answer(turn) if in_quiz is None else in_quiz
        if is_checked:
            offer_to_go_on(turn, events)
        return events

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


def _sets(events: Iterable[Event], slot: str, value: object) -> bool:
    return any(event.get("name") == slot and event.get("value") == value for event in events)


def _say_what_waits(turn: Turn, *, is_quiz_heard: bool) -> None:
    """Say what becomes of a question that was left without an answer."""
    if leaves_withdrawal_open(turn):
        say_it_is_left(turn)
    if is_quiz_heard and leaves_quiz_open(turn):
        say_quiz_waits(turn)


def _tidied(turn: Turn, *, is_asked: bool, is_worked: bool) -> list[Event]:
    """Return what forgets a question that is pending no more, a sum, and a quiz that is too old."""
    is_over = turn.slot("quiz") is not None and QuizState.of(turn) is None
    forgotten = {"quiz": None} if is_over else {}
    if turn.slot("working") is not None and not is_worked:
        forgotten["working"] = None
    if not is_asked and turn.slot("pending") is not None:
        forgotten["pending"] = None
    return remember(**forgotten)
