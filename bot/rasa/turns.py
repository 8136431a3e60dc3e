"""The turn that is being answered: what our channel tells our tracker store and our wraps."""

from contextvars import ContextVar
from enum import Enum


class TurnError(str, Enum):
    """Why a turn has no trustworthy answer; the gateway decides by it what to do."""

    ACTIONS_UNREACHABLE = "actions_unreachable"  # an outage: uses up no try
    ACTION_FAILED = "action_failed"
    TRACKER_STORE = "tracker_store"
    INTERNAL = "internal"


class TurnFailedError(BaseException):
    """Ends a turn at once.

    Deliberately not an `Exception`: Rasa swallows those (`MessageProcessor._run_action` goes
    on with the next action, `FailSafeTrackerStore` goes on with an empty memory), saves the
    half-done turn and answers as if all were well. This one passes through to our channel,
    and the tracker is left as it was.
    """

    def __init__(self, error: TurnError, cause: BaseException) -> None:
        super().__init__(error.value)
        self.error = error
        self.cause_name = type(cause).__name__


_turn_id: "ContextVar[str | None]" = ContextVar("foothold_turn_id", default=None)


def begin_turn(turn_id: str) -> None:
    """Remember the turn for whatever runs in this task from now on."""
    _turn_id.set(turn_id)


def current_turn_id() -> str | None:
    """Return the id of the turn being answered, None outside of our channel."""
    return _turn_id.get()
