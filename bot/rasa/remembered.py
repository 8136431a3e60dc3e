"""What the chat's memory says about the answer before: for words that mean something only by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_TURNS_BACK = 3
_ABOUT_PLACEMENTS = frozenset({"slots", "applications"})  # values of bot.actions.screen.Kind
ALSO_ASKED = "utter_also_asked"  # offers the second question of a message


class Button(NamedTuple):
    """A button as the student saw it, and what pressing it says."""

    title: str
    payload: str


@dataclass(frozen=True)
class Remembered:
    """The open question, the running form, how long the list on the screen is, and the buttons.

    `buttons` are those of every message of the last answer, `last_buttons` those of its last
    message; `also` is what a yes to the offered second question says. A placement is in view
    while offers or applications are on the screen.
    """

    pending: str | None = None
    form: str | None = None
    listed: int = 0
    buttons: tuple[Button, ...] = ()
    last_buttons: tuple[Button, ...] = ()
    also: str | None = None
    answered: tuple[str, ...] = ()  # intents of the last messages, the newest first
    is_placement_in_view: bool = False

    @classmethod
    def of(cls, tracker: DialogueStateTracker | None) -> "Remembered":
        """Return what a tracker remembers; a new chat remembers nothing."""
        if tracker is None:
            return cls()
        slots = tracker.current_slot_values()
        spoken = _last_answer(list(tracker.events))
        offers = [event for event in spoken if event.metadata.get("utter_action") == ALSO_ASKED]
        return cls(
            pending=slots.get("pending"),
            form=tracker.active_loop_name,
            listed=len((slots.get("screen") or {}).get("items", ())),
            buttons=tuple(button for event in spoken for button in _buttons(event)),
            last_buttons=_buttons(spoken[-1]) if spoken else (),
            also=next((one.payload for event in offers for one in _buttons(event)), None),
            answered=_answered(list(tracker.events)),
            is_placement_in_view=(slots.get("screen") or {}).get("kind") in _ABOUT_PLACEMENTS,
        )


def _answered(events: list[Event]) -> tuple[str, ...]:
    """Return what the last messages were understood as, the newest first."""
    typed = (event for event in reversed(events) if isinstance(event, UserUttered))
    return tuple(str(event.intent_name) for event in islice(typed, _TURNS_BACK))


def _last_answer(events: list[Event]) -> list[BotUttered]:
    """Return what was said since the student last wrote, in order."""
    spoken: list[BotUttered] = []
    for event in reversed(events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            spoken.append(event)
    return spoken[::-1]


def _buttons(event: BotUttered) -> tuple[Button, ...]:
    data: dict[str, Any] = event.data or {}
    found: Sequence[dict[str, str]] = data.get("buttons") or ()
    return tuple(Button(one["title"], one.get("payload", "")) for one in found)
