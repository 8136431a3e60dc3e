"""What of a wish is given up, in which order, where nothing fits; with the words for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from careers.library import load_library
from careers.phrases import and_list
from careers.places import in_miles
from employers.domain.kinds import SlotKind
from employers.domain.wish import Wish
from employers.services.words import kinds_in_words, weekdays_in_words
from employers.words import WORDING


@dataclass(frozen=True)
class Attempt:
    """The wish with a part given up, and the words for it."""

    wish: Wish
    near_km: float | None
    relaxed: tuple[str, ...] = ()


def attempts(wish: Wish, near_km: float | None, *, can_be_placed: bool) -> Iterator[Attempt]:
    """Yield the wish as it is, then with ever more of it given up; what was ruled out goes last.

    A placement that the law keeps back is not "nowhere to be found": the reason is told as
    withheld, and the other kinds count as what was asked for.
    """
    yield Attempt(wish, near_km)
    if wish.kind is SlotKind.PLACEMENT and not can_be_placed:
        wish = replace(wish, kind=None)
        yield Attempt(wish, near_km)
    yield from _with_parts_given_up(Attempt(wish, near_km))
    softened = _softened(wish)
    if softened.relaxed:
        yield replace(softened, near_km=near_km)
        yield from _with_parts_given_up(replace(softened, near_km=near_km))


def _with_parts_given_up(attempt: Attempt) -> Iterator[Attempt]:
    parts = _parts(attempt.wish, attempt.near_km)
    for size in range(1, len(parts) + 1):
        for given_up in combinations(parts, size):
            found = _without(attempt.wish, attempt.near_km, given_up)
            yield replace(found, relaxed=(*attempt.relaxed, *found.relaxed))


def _softened(wish: Wish) -> Attempt:
    """Return the wish without what was ruled out: online, days of the week."""
    said = []
    if wish.in_person:
        said.append(WORDING.text("relaxed_in_person"))
    if wish.not_on:
        days = and_list(weekdays_in_words(wish.not_on), joiner="or")
        said.append(WORDING.text("relaxed_not_on", days=days))
    return Attempt(replace(wish, in_person=False, not_on=frozenset()), None, tuple(said))


def _parts(wish: Wish, near_km: float | None) -> list[str]:
    """Return which parts of the wish could be given up, the least painful first."""
    has = {
        "further": near_km is not None,
        "kind": wish.kind is not None,
        "days": bool(wish.not_on),
        "length": wish.has_length,
        "dates": wish.has_wanted_dates,
        "occupation": wish.occupation is not None,
    }
    return [part for part, is_there in has.items() if is_there]


def _without(wish: Wish, near_km: float | None, parts: tuple[str, ...]) -> Attempt:
    said = []
    for part in parts:
        if part == "further" and near_km is not None:
            said.append(WORDING.text("relaxed_further", miles=round(in_miles(near_km))))
            near_km = None
        elif part == "kind" and wish.kind is not None:
            said.append(WORDING.text("relaxed_kind", kind=kinds_in_words([wish.kind])))
            wish = replace(wish, kind=None)
        elif part == "dates":
            said.append(WORDING.text("relaxed_dates"))
            wish = wish.at_any_time()
        elif part == "length":
            said.append(WORDING.text(_other_length(wish)))
            wish = wish.of_any_length()
        elif part == "days":
            days = and_list(weekdays_in_words(wish.not_on), joiner="or")
            said.append(WORDING.text("relaxed_days", days=days))
            wish = replace(wish, takes_in_not_on=True)
        elif part == "occupation":
            said.append(WORDING.text("relaxed_occupation"))
            wish = replace(wish, occupation=None, sector=_sector_of(wish))
    return Attempt(wish, near_km, tuple(said))


def _other_length(wish: Wish) -> str:
    """Return the wording for a length that nothing has."""
    if wish.part_of_day is not None:
        return "relaxed_hours"
    return "relaxed_length" if wish.most_days is None else "relaxed_longer"


def _sector_of(wish: Wish) -> str | None:
    """Return the sector of the wish, or that of its occupation."""
    library = load_library()
    known = library.occupations.get(wish.occupation or "")
    named = known or library.named_occupations.get(wish.occupation or "")
    return wish.sector or (named.sector if named is not None else None)
