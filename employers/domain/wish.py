"""What a student looks for, what they are shown, and why."""

from dataclasses import dataclass
from datetime import date

from careers.places import Place
from employers.domain.gate import ReasonCode
from employers.domain.kinds import SlotKind


@dataclass(frozen=True)
class Seeker:
    """Who looks; a guest has neither year group nor date of birth. The year is today's.

    `likes` are the sectors of what they said they like: they order a search that asks for nothing
    in particular.
    """

    student_key: str
    year_group: int | None
    date_of_birth: date | None
    place: Place | None = None
    likes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wish:
    """What they look for; whatever is None or empty does not matter.

    `place` stands for the seeker's own where they ask about somewhere else; `near_km` for the
    school's travel limit.
    """

    words: str = ""
    sector: str | None = None
    occupation: str | None = None
    kind: SlotKind | None = None
    place: Place | None = None
    starts_from: date | None = None
    starts_to: date | None = None
    near_km: float | None = None

    @property
    def has_topic(self) -> bool:
        """Whether it says what the work should be about."""
        return bool(self.words or self.sector or self.occupation)


@dataclass(frozen=True)
class Reason:
    """Why something is kept back, in words for the student, and what is possible instead."""

    code: ReasonCode
    text: str
    instead: tuple[SlotKind, ...] = ()


@dataclass(frozen=True)
class SlotMatch:
    """A slot that fits; `hours` in all, `distance_miles` as the crow flies."""

    slot_id: int
    title: str
    employer: str
    kind: SlotKind
    starts_on: date
    ends_on: date
    hours: float
    town: str
    distance_miles: float | None
    seats_left: int
    why: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A page of matches, best first.

    `total` counts all of them, up to the bound of `employers.services.candidates`; `relaxed`
    says in words what of the wish could not be met, so that nothing is passed off as a fit.
    """

    matches: tuple[SlotMatch, ...]
    total: int
    withheld: tuple[Reason, ...]
    relaxed: tuple[str, ...]
