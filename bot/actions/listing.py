"""Where the list of jobs on the screen came from, so that "more" goes on with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.actions.wanted import Wanted


@dataclass(frozen=True)
class Listing:
    """What was listed: jobs like `like`, or those that are `wanted`; neither is suggestions."""

    seen: tuple[str, ...] = ()
    wanted: Wanted | None = None
    like: str | None = None

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> "Listing":
        """Return the listing that a slot holds; an empty slot is an empty one."""
        if not value:
            return cls()
        wanted = Wanted.from_json(value["wanted"]) if value["wanted"] else None
        return cls(tuple(map(str, value["seen"])), wanted, value["like"])

    def to_json(self) -> dict[str, Any]:
        """Return the form that a slot can hold."""
        wanted = self.wanted.to_json() if self.wanted else None
        return {"seen": list(self.seen), "wanted": wanted, "like": self.like}

    def going_on_with(self, occupation_ids: Sequence[str]) -> "Listing":
        """Return the listing once these were shown as well."""
        return replace(self, seen=tuple(dict.fromkeys([*self.seen, *occupation_ids])))
