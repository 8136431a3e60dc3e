"""Suggests occupations for what a student likes, each with its reason, from several fields."""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from careers.content_types import RouteKind
from careers.criteria import Criterion, meets
from careers.library import Library
from careers.occupation_types import Occupation
from careers.phrases import and_list, words

SECTOR_WEIGHT = 5  # a field they named outright: more than a job that is most about an interest
INTEREST_WEIGHT = 2  # what somebody likes says more than a lesson they enjoy
MAIN_TOPIC = 2  # more, where the interest or subject is what the job is most about
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
class Wishes:
    """What somebody likes, in ids, and what a job must meet; unknown ids are ignored.

    `wants` are the several things that were named at once, each with every id that its words mean:
    a job that fits more of them comes first, whatever the rest of its score.
    """

    interests: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    criteria: frozenset[Criterion] = frozenset()
    wants: tuple[frozenset[str], ...] = ()

    @property
    def topics(self) -> frozenset[str]:
        """Everything that a job can be about."""
        return self.interests | self.subjects | self.sectors | self.skills


@dataclass(frozen=True)
class Scored:
    """An occupation and what of the wishes it fits, in ids."""

    occupation: Occupation
    score: int
    sectors: tuple[str, ...]
    interests: tuple[str, ...]
    subjects: tuple[str, ...]
    skills: tuple[str, ...]
    wants: frozenset[int]  # which of the several wants it fits, by their number
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
    wishes = Wishes(
        frozenset(interests), frozenset(subjects), frozenset(sectors), frozenset(skills)
    )
    scored = [_score(job, wishes) for job in library.occupations.values()]
    unseen = [entry for entry in scored if entry.occupation.id not in without] or scored
    fitting = _varied([entry for entry in unseen if entry.score], limit)
    others = _varied([entry for entry in unseen if not entry.score], limit, after=fitting)
    why = words.text(_why_different(wishes, scored, fitting))
    return (
        *(_fitting(library, entry) for entry in fitting),
        *(_different(entry, why) for entry in others),
    )


def best_fitting(
    library: Library, wishes: Wishes, *, without: Collection[str] = (), limit: int
) -> list[Scored]:
    """Return up to `limit` jobs that fit, best first and varied; none that only fills up."""
    return _varied(all_fitting(library, wishes, without=without), limit)


def all_fitting(library: Library, wishes: Wishes, *, without: Collection[str] = ()) -> list[Scored]:
    """Return every job that fits, in no order.

    Every criterion must be met; of the topics, where there are any, at least one.
    """
    scored = [
        _score(job, wishes)
        for job in library.occupations.values()
        if job.id not in without and all(meets(job, criterion) for criterion in wishes.criteria)
    ]
    return [entry for entry in scored if entry.score or not wishes.topics]


def _why_different(wishes: Wishes, scored: Sequence[Scored], fitting: Sequence[Scored]) -> str:
    """Return the key of the honest reason for a job that fits nothing that was said."""
    if not wishes.topics:
        return "suggest_nothing_known"
    if fitting:
        return "suggest_to_compare"
    return "suggest_nothing_more" if any(e.score for e in scored) else "suggest_nothing_fits"


def _score(job: Occupation, wishes: Wishes) -> Scored:
    interests = tuple(i for i in job.interests if i in wishes.interests)
    subjects = tuple(s for s in job.subjects if s in wishes.subjects)
    skills = tuple(s for s in job.skills if s in wishes.skills)
    sectors = (job.sector,) if job.sector in wishes.sectors else ()
    score = (
        SECTOR_WEIGHT * len(sectors)
        + INTEREST_WEIGHT * len(interests)
        + MAIN_TOPIC * (job.interests[0] in wishes.interests)
        + MAIN_TOPIC * (job.subjects[0] in wishes.subjects)
        + OTHER_WEIGHT * (len(subjects) + len(skills))
    )
    lot = hashlib.sha256(f"{','.join(sorted(wishes.topics))}|{job.id}".encode()).hexdigest()
    about = {job.sector, *job.interests, *job.subjects, *job.skills}
    wants = frozenset(number for number, want in enumerate(wishes.wants) if want & about)
    return Scored(job, score, sectors, interests, subjects, skills, wants, lot)


def _varied(scored: Sequence[Scored], limit: int, *, after: Sequence[Scored] = ()) -> list[Scored]:
    """Return the best that fill up `after`, each marked down for what is shown before it."""
    left = list(scored)
    shown = list(after)
    while left and len(shown) < limit:
        others = _of_other_sectors(left, shown) if len(shown) == limit - 1 else left
        best = min(
            others or left,
            key=lambda entry: (-_new_wants(entry, shown), -_worth(entry, shown), entry.lot),
        )
        shown.append(best)
        left.remove(best)
    return shown[len(after) :]


def _of_other_sectors(left: Sequence[Scored], chosen: Sequence[Scored]) -> list[Scored]:
    """Return what the last place is for where all before it come from one sector."""
    sectors = {entry.occupation.sector for entry in chosen}
    return [e for e in left if len(sectors) > 1 or e.occupation.sector not in sectors]


def _new_wants(entry: Scored, chosen: Sequence[Scored]) -> int:
    """Return how many of several wants a job fits; of those with one, the least shown one first."""
    if len(entry.wants) != 1:
        return SCALE * len(entry.wants)
    shown_for = sum(other.wants == entry.wants for other in chosen)
    return SCALE - shown_for


def _worth(entry: Scored, chosen: Sequence[Scored]) -> int:
    """Return the score, less what the sector and the routes of others have shown already."""
    sectors = {other.occupation.sector for other in chosen}
    kinds = {kind for other in chosen for kind in _kinds(other.occupation)}
    marked_down = SAME_SECTOR if entry.occupation.sector in sectors else 0
    if _kinds(entry.occupation) <= kinds:
        marked_down += SAME_ROUTES
    return SCALE * entry.score - marked_down


def _kinds(occupation: Occupation) -> set[RouteKind]:
    return {route.kind for route in occupation.facts.ways}


def _fitting(library: Library, entry: Scored) -> Suggestion:
    likes = [
        *(library.sectors[sector].name.lower() for sector in entry.sectors),
        *(library.interests[interest].name for interest in entry.interests),
        *(library.subjects[subject].name for subject in entry.subjects),
    ]
    skills = [library.skills[skill].name for skill in entry.skills]
    reasons = []
    if likes:
        reasons.append(words.text("suggest_likes", likes=and_list(likes)))
    if skills:
        reasons.append(words.text("suggest_skills", skills=and_list(skills)))
    job = entry.occupation
    return Suggestion(job.id, job.name, ", and ".join(reasons), fits=True)


def _different(entry: Scored, why: str) -> Suggestion:
    return Suggestion(entry.occupation.id, entry.occupation.name, why, fits=False)


def sectors_liked(library: Library, interests: Collection[str]) -> frozenset[str]:
    """Return the sectors that go with the interests.

    For each interest those in which the most occupations are most about it, and any with at
    least half as many; where none is, the same of the occupations that have it at all.
    """
    jobs = library.occupations.values()
    liked: set[str] = set()
    for interest in interests:
        mostly = Counter(job.sector for job in jobs if job.interests[0] == interest)
        at_all = Counter(job.sector for job in jobs if interest in job.interests)
        found = mostly or at_all
        liked |= {sector for sector in found if 2 * found[sector] >= max(found.values())}
    return frozenset(liked)
