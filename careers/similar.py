"""Finds jobs like another one, each with what they share."""

from collections.abc import Collection
from dataclasses import dataclass

from careers.content_types import NamedOccupation
from careers.library import Library
from careers.occupation_types import Occupation
from careers.phrases import and_list, words
from careers.suggest import Suggestion

MOST = 3
SECTOR_WEIGHT = 3  # the same field is what most people mean by "like it"
INTEREST_WEIGHT = 2
SKILL_WEIGHT = 1
ROUTE_WEIGHT = 1  # so that a likeness that can be reached in the same way comes first
MOST_SHARED = 2  # of interests or skills that a reason names


@dataclass(frozen=True)
class _Shared:
    other: Occupation
    is_same_sector: bool
    interests: tuple[str, ...]
    skills: tuple[str, ...]
    routes: tuple[str, ...]

    @property
    def score(self) -> int:
        """How much the two have in common; the same routes alone make no likeness."""
        alike = (
            SECTOR_WEIGHT * self.is_same_sector
            + INTEREST_WEIGHT * len(self.interests)
            + SKILL_WEIGHT * len(self.skills)
        )
        return alike + ROUTE_WEIGHT * bool(self.routes) if alike else 0


def similar_to(
    library: Library, occupation_id: str, *, without: Collection[str] = (), limit: int = MOST
) -> tuple[Suggestion, ...]:
    """Return jobs like an occupation, each with what the two share.

    First those that its file names as related, then whatever is likest.

    Of an occupation that is known by name only the field is known: jobs of the same field that
    there is content on.

    Raises:
        UnknownOccupationError: nobody here has heard of the occupation.
    """
    job = library.named_occupation(occupation_id)
    hidden = {*without, occupation_id}
    if not isinstance(job, Occupation):
        return tuple(_of_field(library, job, hidden)[:limit])
    shared = [_shared(job, one) for one in library.occupations.values() if one.id not in hidden]
    alike = sorted(
        (one for one in shared if one.score),
        key=lambda one: (one.other.id not in job.related, -one.score, one.other.id),
    )
    return tuple(
        Suggestion(one.other.id, one.other.name, _reason(library, one), fits=True)
        for one in alike[:limit]
    )


def _shared(job: Occupation, other: Occupation) -> _Shared:
    kinds = {route.kind for route in job.facts.ways}
    return _Shared(
        other,
        job.sector == other.sector,
        tuple(i for i in other.interests if i in job.interests),
        tuple(s for s in other.skills if s in job.skills),
        tuple(r.kind.value for r in other.facts.ways if r.kind in kinds),
    )


def _reason(library: Library, shared: _Shared) -> str:
    """Return the two strongest things that are shared, in words."""
    reasons = []
    if shared.is_same_sector:
        sector = library.sectors[shared.other.sector].name.lower()
        reasons.append(words.text("similar_sector", sector=sector))
    if shared.interests:
        liked = [library.interests[i].name for i in shared.interests[:MOST_SHARED]]
        reasons.append(words.text("similar_interests", interests=and_list(liked)))
    if shared.skills:
        skills = [library.skills[s].name for s in shared.skills[:MOST_SHARED]]
        reasons.append(words.text("similar_skills", skills=and_list(skills)))
    return and_list(reasons[:2])


def _of_field(library: Library, job: NamedOccupation, hidden: Collection[str]) -> list[Suggestion]:
    why = words.text("similar_field", sector=library.sectors[job.sector].name.lower())
    return [
        Suggestion(other.id, other.name, why, fits=True)
        for other in library.occupations.values()
        if other.sector == job.sector and other.id not in hidden
    ]
