"""What all parts of the control have: the world, its lock, and its own errors."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from tests.telegram_server.messages import Message
from tests.telegram_server.shapes import Chat, Person
from tests.telegram_server.world import World

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound="ControlBase")


class ControlError(Exception):
    """A test asked for what nobody could do, such as press a button that is not there."""


@dataclass(frozen=True)
class Posted:
    """What a user did. `update_id` is None where the bot does not want that kind of update."""

    update_id: int | None
    chat_id: int
    message_id: int = 0
    callback_id: str = ""


class ControlBase:
    """The world and ways to find what is in it."""

    def __init__(self, world: World) -> None:
        self.world = world

    def _person(self, user_id: int) -> Person:
        try:
            return self.world.people[user_id]
        except KeyError:
            raise ControlError(f"there is no user {user_id}") from None

    def _chat(self, chat_id: int) -> Chat:
        try:
            return self.world.chats[chat_id]
        except KeyError:
            raise ControlError(f"there is no chat {chat_id}") from None

    def _message(self, chat_id: int, message_id: int) -> Message:
        message = self.world.messages.get(chat_id, message_id)
        if message is None:
            raise ControlError(f"there is no message {message_id} in chat {chat_id}")
        return message


def locked(method: Callable[Concatenate[C, P], R]) -> Callable[Concatenate[C, P], R]:
    """Let a method hold the world's lock, so that any thread may call it."""

    @wraps(method)
    def with_lock(self: C, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.world.lock:
            return method(self, *args, **kwargs)

    return with_lock
