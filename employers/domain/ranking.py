"""The order of what fits: most words, then liked, near, from varied employers, and soon."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from careers.places import Place, distance_km
from employers.domain.gate import SlotFacts
from employers.domain.kinds import SlotKind

BAND_KM = 5.0  # within it nobody minds which is nearer: about a quarter of an hour on a bus


@dataclass(frozen=True)
class Candidate:
    """A slot that may fit."""

    slot_id: int
    title: str
    employer_id: int
    employer: str
    sector: str
    town: str
    site: Place
    seats_left: int
    facts: SlotFacts
    words_found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ranked:
    """A slot that fits, with its distance as the crow flies where the start is known."""

    slot: Candidate
    distance_km: float | None
    is_liked: bool = False


def best_first(
    slots: Sequence[Candidate],
    *,
    start: Place | None,
    near_km: float | None,
    likes: Collection[str] = (),
    is_local: bool = False,
    nearest: bool = False,
) -> list[Ranked]:
    """Return the slots within `near_km` of the start, best first; those in liked sectors lead.

    Among slots that are alike in words and distance, an employer's second one comes after every
    other employer's first: students should meet several employers. For `is_local` what is online
    comes last; for `nearest` the distance alone decides.
    """
    ranked = [
        Ranked(
            slot,
            _distance_km(slot, start),
            is_liked=slot.sector in likes,
        )
        for slot in slots
    ]
    if near_km is not None:
        ranked = [r for r in ranked if r.distance_km is None or r.distance_km <= near_km]
    ranked.sort(key=lambda r: (_fit(r), r.slot.facts.dates.starts_on, r.slot.slot_id))
    turns = _turns(ranked)
    ranked.sort(key=lambda r: (_fit(r), turns[r.slot.slot_id]))
    if nearest:
        ranked.sort(key=lambda r: r.distance_km or 0.0)
    if nearest or is_local:
        ranked.sort(key=lambda r: r.slot.facts.kind is SlotKind.VIRTUAL)
    return ranked


def _distance_km(slot: Candidate, start: Place | None) -> float | None:
    """Return how far a slot is; one that is online is not far from anybody."""
    if start is None or slot.facts.kind is SlotKind.VIRTUAL:
        return None
    return distance_km(start, slot.site)


def _fit(ranked: Ranked) -> tuple[int, bool, int]:
    band = 0 if ranked.distance_km is None else int(ranked.distance_km // BAND_KM)
    return -len(ranked.slot.words_found), not ranked.is_liked, band


def _turns(ranked: Sequence[Ranked]) -> dict[int, int]:
    """Return for each slot how many of its employer's come before it."""
    seen: defaultdict[tuple[tuple[int, bool, int], int], int] = defaultdict(int)
    turns = {}
    for entry in ranked:
        key = (_fit(entry), entry.slot.employer_id)
        turns[entry.slot.slot_id] = seen[key]
        seen[key] += 1
    return turns
