"""Keeps a tracker short: the last turns word by word, everything before as its result."""

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    ACTION_SESSION_START_NAME,
    SESSION_START_METADATA_SLOT,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

KEPT_TURNS = 10  # more than any rule or memoised story of ours looks back
_STAMPED_BY_RASA = ("model_id", "assistant_id")  # on every event; of no use once stored


def compact(tracker: DialogueStateTracker, domain: Domain) -> list[Event]:
    """Return events that lead to the tracker's state, with at most `KEPT_TURNS` turns in words.

    What came before a restart or the present session is left out altogether: Rasa does not look
    at it, and after "forget me" it must not stay. Turns before the kept ones are replaced by the
    slots and the form that were set when they ended.
    """
    events = _of_this_session(list(tracker.events))
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= KEPT_TURNS:
        return events
    first_kept = turns[-KEPT_TURNS]
    past = DialogueStateTracker.from_events(
        tracker.sender_id, events[:first_kept], slots=domain.slots
    )
    return _result_of(past, at=events[first_kept].timestamp) + events[first_kept:]


def stored_form(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Return events as JSON values, without what Rasa stamps on each of them."""
    return [_without_stamps(event.as_dict()) for event in events]


def _of_this_session(events: list[Event]) -> list[Event]:
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if isinstance(event, Restarted):
            return events[index + 1 :]
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME:
            return events[index:]
    return events


def _result_of(past: DialogueStateTracker, *, at: float | None) -> list[Event]:
    """Return the fewest events that put a fresh tracker into the state of `past`."""
    result: list[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at),
        SessionStarted(timestamp=at),
    ]
    if past.active_loop_name is not None:
        result += [
            ActionExecuted(past.active_loop_name, timestamp=at),
            ActiveLoop(past.active_loop_name, timestamp=at),
        ]
    result += [
        SlotSet(name, slot.value, timestamp=at)
        for name, slot in sorted(past.slots.items())
        if slot.value != slot.initial_value and name != SESSION_START_METADATA_SLOT
    ]
    return [*result, ActionExecuted(ACTION_LISTEN_NAME, timestamp=at)]


def _without_stamps(event: dict[str, Any]) -> dict[str, Any]:
    metadata = event.get("metadata") or {}
    kept = {key: value for key, value in metadata.items() if key not in _STAMPED_BY_RASA}
    return {**event, "metadata": kept}
