"""Suggests occupations for what a student likes, each with its reason, from several fields."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from careers.content_types import Occupation, RouteKind
from careers.library import Library
from careers.phrases import and_list, words

SECTOR_WEIGHT = 3  # a field they named outright
INTEREST_WEIGHT = 2  # what somebody likes says more than a lesson they enjoy
MAIN_TOPIC = 1  # more, where the interest or subject is what the job is most about
OTHER_WEIGHT = 1  # subjects and skills
SCALE = 2  # so that being of the same routes as others costs half a point
SAME_SECTOR = 2
SAME_ROUTES = 1


@dataclass(frozen=True)
class Suggestion:
    """An occupation, why it is suggested, and whether it fits anything the student said."""

    occupation_id: str
    name: str
    why: str
    fits: bool


@dataclass(frozen=True)
class _Scored:
    occupation: Occupation
    score: int
    likes: tuple[str, ...]
    skills: tuple[str, ...]
    lot: str  # decides ties, so that no job is always first by its name


def suggest(
    library: Library,
    *,
    interests: Sequence[str],
    subjects: Sequence[str] = (),
    sectors: Sequence[str] = (),
    skills: Sequence[str] = (),
    without: Collection[str] = (),
    limit: int = 3,
) -> tuple[Suggestion, ...]:
    """Return occupations that fit what was said, best first, from several sectors and routes.

    The same wishes give the same answer. Where too little fits, very different jobs fill up the
    list, each with `fits` false and a reason that says so honestly. Unknown ids are ignored;
    `without` leaves out what was already shown, and with everything shown the round begins again.
    """
    wishes = _Wishes(
        frozenset(interests), frozenset(subjects), frozenset(sectors), frozenset(skills)
    )
    scored = [_score(library, job, wishes) for job in library.occupations.values()]
    unseen = [entry for entry in scored if entry.occupation.id not in without] or scored
    fitting = _varied([entry for entry in unseen if entry.score], limit)
    others = _varied([entry for entry in unseen if not entry.score], limit, after=fitting)
    why = words.text(_why_different(wishes, scored, fitting))
    return (*map(_fitting, fitting), *(_different(entry, why) for entry in others))


@dataclass(frozen=True)
class _Wishes:
    interests: frozenset[str]
    subjects: frozenset[str]
    sectors: frozenset[str]
    skills: frozenset[str]

    def all(self) -> frozenset[str]:
        return self.interests | self.subjects | self.sectors | self.skills


def _why_different(wishes: _Wishes, scored: Sequence[_Scored], fitting: Sequence[_Scored]) -> str:
    """Return the key of the honest reason for a job that fits nothing that was said."""
    if not wishes.all():
        return "suggest_nothing_known"
    if fitting:
        return "suggest_to_compare"
    return "suggest_nothing_more" if any(e.score for e in scored) else "suggest_nothing_fits"


def _score(library: Library, job: Occupation, wishes: _Wishes) -> _Scored:
    interests = [i for i in job.interests if i in wishes.interests]
    subjects = [s for s in job.subjects if s in wishes.subjects]
    skills = [s for s in job.skills if s in wishes.skills]
    sectors = [job.sector] if job.sector in wishes.sectors else []
    likes = (
        *(library.sectors[sector].name.lower() for sector in sectors),
        *(library.interests[interest].name for interest in interests),
        *(library.subjects[subject].name for subject in subjects),
    )
    lot = f"{','.join(sorted(wishes.all()))}|{job.id}"
    return _Scored(
        job,
        SECTOR_WEIGHT * len(sectors)
        + INTEREST_WEIGHT * len(interests)
        + MAIN_TOPIC * (job.interests[0] in wishes.interests)
        + MAIN_TOPIC * (job.subjects[0] in wishes.subjects)
        + OTHER_WEIGHT * (len(subjects) + len(skills)),
        likes,
        tuple(library.skills[skill].name for skill in skills),
        hashlib.sha256(lot.encode()).hexdigest(),
    )


def _varied(
    scored: Sequence[_Scored], limit: int, *, after: Sequence[_Scored] = ()
) -> list[_Scored]:
    """Return the best that fill up `after`, each marked down for what is shown before it."""
    left = list(scored)
    shown = list(after)
    while left and len(shown) < limit:
        others = _of_other_sectors(left, shown) if len(shown) == limit - 1 else left
        best = min(others or left, key=lambda entry: (-_worth(entry, shown), entry.lot))
        shown.append(best)
        left.remove(best)
    return shown[len(after) :]


def _of_other_sectors(left: Sequence[_Scored], chosen: Sequence[_Scored]) -> list[_Scored]:
    """Return what the last place is for where all before it come from one sector."""
    sectors = {entry.occupation.sector for entry in chosen}
    return [e for e in left if len(sectors) > 1 or e.occupation.sector not in sectors]


def _worth(entry: _Scored, chosen: Sequence[_Scored]) -> int:
    """Return the score, less what the sector and the routes of others have shown already."""
    sectors = {other.occupation.sector for other in chosen}
    kinds = {kind for other in chosen for kind in _kinds(other.occupation)}
    marked_down = SAME_SECTOR if entry.occupation.sector in sectors else 0
    if _kinds(entry.occupation) <= kinds:
        marked_down += SAME_ROUTES
    return SCALE * entry.score - marked_down


def _kinds(occupation: Occupation) -> set[RouteKind]:
    return {route.kind for route in occupation.facts.routes.value}


def _fitting(entry: _Scored) -> Suggestion:
    reasons = []
    if entry.likes:
        reasons.append(words.text("suggest_likes", likes=and_list(entry.likes)))
    if entry.skills:
        reasons.append(words.text("suggest_skills", skills=and_list(entry.skills)))
    job = entry.occupation
    return Suggestion(job.id, job.name, ", and ".join(reasons), fits=True)


def _different(entry: _Scored, why: str) -> Suggestion:
    return Suggestion(entry.occupation.id, entry.occupation.name, why, fits=False)


def sectors_liked(library: Library, interests: Collection[str]) -> frozenset[str]:
    """Return the sectors that go with the interests.

    For each interest those of the occupations that are most about it; where none is, those of
    the occupations that have it at all.
    """
    jobs = library.occupations.values()
    liked: set[str] = set()
    for interest in interests:
        mostly = {job.sector for job in jobs if job.interests[0] == interest}
        liked |= mostly or {job.sector for job in jobs if interest in job.interests}
    return frozenset(liked)
