"""The record of every call to the API: when it came, what it asked, what it got."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.telegram_server.arguments import Arguments

_NOT_KEPT = {"getupdates"}  # its result is in the record of the updates already


@dataclass
class Call:
    """One call. `applied` says whether it took effect, `answered` whether the answer went out."""

    number: int
    method: str
    chat_id: int | None
    arrived_at: float
    arguments: dict[str, str]
    files: list[str] = field(default_factory=list)
    finished_at: float | None = None
    status: int | None = None
    description: str = ""
    result: Any = None
    fault: str = ""
    applied: bool = False
    answered: bool = False


class Calls:
    """All calls in the order of their arrival."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.all: list[Call] = []

    def open(self, method: str, arguments: Arguments, arrived_at: float) -> Call:
        """Record the arrival of a call."""
        chat_id = arguments.integer("chat_id") if arguments.values.get("chat_id") else None
        names = sorted(upload.name for upload in arguments.files.values())
        call = Call(next(self._numbers), method, chat_id, arrived_at, dict(arguments.values), names)
        self.all.append(call)
        return call

    @staticmethod
    def apply(call: Call, result: object) -> None:
        """Record that a call took effect."""
        call.applied = True
        if call.method.lower() not in _NOT_KEPT:
            call.result = result

    @staticmethod
    def close(call: Call, *, status: int, description: str, at: float) -> None:
        """Record the answer that went out."""
        call.status, call.description, call.finished_at = status, description, at
        call.answered = True
