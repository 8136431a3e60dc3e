"""Faults on demand: what goes wrong with which call, and with the stream of updates."""

from dataclasses import dataclass
from enum import Enum
from itertools import count


class FaultKind(str, Enum):
    """What goes wrong with a call."""

    TOO_MANY_REQUESTS = "too_many_requests"  # 429 with retry_after
    BAD_GATEWAY = "bad_gateway"  # 502 with an HTML page
    SERVER_ERROR = "server_error"  # 500 as JSON
    PROXY_PAGE = "proxy_page"  # somebody between answers with a page and `status`
    LOST = "lost"  # the connection breaks without an answer
    DELAY = "delay"  # the right answer, late


class UpdateFaultKind(str, Enum):
    """What goes wrong with the updates."""

    DUPLICATE = "duplicate"  # the same update twice
    OUT_OF_ORDER = "out_of_order"  # a later update before an earlier one


@dataclass
class Fault:
    """A fault waiting for its call. `left` None: until cleared. `applied`: after the effect."""

    number: int
    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    left: int | None = 1
    retry_after: int = 1
    delay_s: float = 0.0
    applied: bool = False
    status: int = 403

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Return whether it waits for such a call. Polls are met only by name.

        Else the poll that is always under way would take most faults.
        """
        if self.method is None:
            right_method = method.lower() != "getupdates"
        else:
            right_method = self.method.lower() == method.lower()
        return right_method and (self.chat_id is None or self.chat_id == chat_id)


class Faults:
    """The faults in the order in which they were set; the first that fits is used."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.waiting: list[Fault] = []
        self._updates: dict[UpdateFaultKind, int | None] = {}

    def add(
        self,
        kind: FaultKind,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
        retry_after: int = 1,
        delay_s: float = 0.0,
        applied: bool = False,
        status: int = 403,
    ) -> Fault:
        """Set a fault for the next `times` calls that fit, or until cleared (None)."""
        number = next(self._numbers)
        fault = Fault(number, kind, method, chat_id, times, retry_after, delay_s, applied, status)
        self.waiting.append(fault)
        return fault

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the fault for this call and count it down."""
        for fault in self.waiting:
            if fault.fits(method, chat_id):
                if fault.left is not None:
                    fault.left -= 1
                self.waiting = [each for each in self.waiting if each.left != 0]
                return fault
        return None

    def add_to_updates(self, kind: UpdateFaultKind, times: int | None) -> None:
        """Disturb the next `times` deliveries of updates, or all until cleared (None)."""
        self._updates[kind] = times

    def take_for_updates(self, kind: UpdateFaultKind) -> bool:
        """Return whether this delivery is to be disturbed, and count it down."""
        left = self._updates.get(kind, 0)
        if left is not None and left <= 0:
            return False
        self._updates[kind] = None if left is None else left - 1
        return True

    def clear(self) -> None:
        """Let everything work again."""
        self.waiting = []
        self._updates = {}
