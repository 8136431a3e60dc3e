"""What the student was last shown a list of, so that "the second one" has a meaning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

LONGEST_TITLE = 40  # characters of a button


def cut(title: str) -> str:
    """Return a title that fits on a button."""
    if len(title) <= LONGEST_TITLE:
        return title
    return f"{title[: LONGEST_TITLE - 1].rstrip()}…"


class Kind(str, Enum):
    """What the things on the screen are."""

    NOTHING = "nothing"
    OCCUPATIONS = "occupations"
    SLOTS = "slots"
    APPLICATIONS = "applications"
    PLACES = "places"  # that share a name
    UNKNOWN_JOB = "unknown_job"  # `focus` is a job that was asked about and nobody here knows
    NOT_KNOWN = "not_known"  # `focus` is what was typed and nobody here knows


@dataclass(frozen=True)
class Item:
    """One thing on the screen: its id, and the words it was shown with."""

    id: str
    label: str

    @property
    def title(self) -> str:
        """The label, cut to what a button can hold."""
        return cut(self.label)


@dataclass(frozen=True)
class Screen:
    """A list in the order in which it was shown; `focus` is the one that was opened last."""

    kind: Kind = Kind.NOTHING
    items: tuple[Item, ...] = ()
    focus: str | None = None

    @classmethod
    def of(cls, kind: Kind, items: Sequence[tuple[str, str]], focus: str | None = None) -> "Screen":
        """Return a screen with these ids and labels."""
        return cls(kind, tuple(Item(item_id, label) for item_id, label in items), focus)

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> "Screen":
        """Return the screen that a slot holds; an empty slot is an empty screen."""
        if not value:
            return cls()
        items = tuple(Item(str(item_id), str(label)) for item_id, label in value["items"])
        return cls(Kind(value["kind"]), items, value["focus"])

    def to_json(self) -> dict[str, Any]:
        """Return the form that a slot can hold."""
        items = [[item.id, item.label] for item in self.items]
        return {"kind": self.kind.value, "items": items, "focus": self.focus}

    def focused_on(self, kind: Kind, item_id: str, label: str) -> "Screen":
        """Return the screen with one thing opened; a list that holds it stays on the screen."""
        if self.kind is kind and any(item.id == item_id for item in self.items):
            return replace(self, focus=item_id)
        return Screen(kind, (Item(item_id, label),), item_id)
