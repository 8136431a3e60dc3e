"""Which jobs to look at after the interest quiz, each with the answer that speaks for it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import islice
from math import sqrt

from careers.content_types import RouteKind, Theme
from careers.library import Library
from careers.occupation_types import Occupation
from careers.quiz import Profile
from careers.quiz_types import Answer, Statement
from careers.similar import similar_to

JOBS = 6
SAME_SECTOR = 2  # of the jobs that fit, so that five of them come from three sectors
STEADY = 2  # at least, for who looks for that
LIKED = 2  # jobs at most that stored likings bring in
NEIGHBOURS = 2  # of a job that somebody has in mind
LONGEST_WEEK = 40  # hours; a steady job is usually done in no more
# How much a theme counts by its place in a job's code: ours, as O*NET gives only their order.
_WEIGHTS = (3, 2, 1)
# Fits this close count as equal, and the lot decides. Turning a code's letters round, or leaving
# one out, changes a fit by 0.1 to 0.2: eighteen answers cannot tell more. It is also fair: with no
# band the many jobs that share a code (most trades do) came up far less often than those with a
# rare one. Ours, tried with 500 random quizzes (tests/careers/test_quiz_impartial.py).
BAND = 0.3


class Start(str, Enum):
    """Where somebody starts from; it changes the order of the jobs."""

    IDEA = "idea"
    NONE = "none"
    STEADY = "steady"


class Why(str, Enum):
    """What a job is there for."""

    FITS = "fits"
    NAMED = "named"  # somebody said that they have it in mind
    NEAR = "near"  # close to the one that was named
    UNEXPECTED = "unexpected"


@dataclass(frozen=True)
class QuizJob:
    """A job to look at, and the answer that speaks for it, where one does."""

    occupation: Occupation
    why: Why
    liked: tuple[Statement, Answer] | None = None


@dataclass(frozen=True)
class _Drawn:
    """A job with its fit and its place in the lottery."""

    job: Occupation
    fit: float
    lot: str


def jobs_to_look_at(
    library: Library,
    profile: Profile,
    *,
    start: Start,
    lot: str,
    today: date,
    named: str | None = None,
    likes: Sequence[str] = (),
) -> tuple[QuizJob, ...]:
    """Return six jobs from three sectors or more and with two kinds of way in or more.

    The best `fit` come first; jobs that fit alike come in an order drawn by `lot`, the same for
    the same one. The last is unexpected: of a sector and a leading theme that the others are not.
    `named` is a job to begin with, followed by its neighbours, for `Start.IDEA`; with
    `Start.STEADY` two of the six are steady where any that fits is, and stand before the others.
    `likes` are interests told before: the best fitting job of each comes in, for `LIKED` of them,
    where one fits at all.

    Raises:
        UnknownOccupationError: nobody here has heard of `named`.
    """
    order = _in_order(library, profile, lot)
    begun: list[tuple[Occupation, Why]] = []
    if start is Start.IDEA and named is not None:
        begun = _named_and_near(library, named, order)
    elif start is Start.STEADY:
        begun = _steady_ones(order, today)
    begun += [(job, Why.FITS) for job in _liked_ones(order, likes, [job for job, _ in begun])]
    fitting = _varied([one.job for one in order], [job for job, _ in begun])
    shown = [*begun, *((job, Why.FITS) for job in fitting)]
    shown.append((_unexpected(order, [job for job, _ in shown]), Why.UNEXPECTED))
    if start is Start.STEADY:
        shown.sort(key=lambda one: not is_steady(one[0], today=today))
    return tuple(_with_reasons(shown, profile))


def fit(shares: Mapping[Theme, float], themes: Sequence[Theme]) -> float:
    """Return how well a job's themes go with somebody's: from -1 (against) to 1 (just like it).

    Pearson's correlation of two rows of six: how much each theme is liked, and what it counts in
    the job (3, 2 and 1 for those of its code, in order, else 0). That a correlation compares the
    two, and its weights, is our choice. It goes by the shape of the answers: somebody who says
    yes more readily gets the same jobs. 0 where every theme is liked alike.
    """
    counts = dict(zip(themes, _WEIGHTS, strict=False))
    liked = _centred([shares[theme] for theme in Theme])
    asked = _centred([float(counts.get(theme, 0)) for theme in Theme])
    spread = sqrt(sum(x * x for x in liked) * sum(y * y for y in asked))
    together = sum(x * y for x, y in zip(liked, asked, strict=True))
    return round(together / spread, 9) if spread else 0.0


def is_steady(job: Occupation, *, today: date) -> bool:
    """Return whether more people are wanted, or the hours are known to be usual ones."""
    return is_wanted(job, today=today) or has_usual_hours(job, today=today)


def is_wanted(job: Occupation, *, today: date) -> bool:
    """Return whether a current source says that more people are wanted than there are."""
    return job.facts.demand is not None and job.facts.demand.is_current(today)


def has_usual_hours(job: Occupation, *, today: date) -> bool:
    """Return whether a week has at most `LONGEST_WEEK` hours and nothing odd is known of them."""
    hours = job.facts.hours
    if hours is None or not hours.is_current(today) or job.editorial.times is not None:
        return False
    return hours.value.most <= LONGEST_WEEK


def _centred(row: Sequence[float]) -> list[float]:
    mean = sum(row) / len(row)
    return [value - mean for value in row]


def _in_order(library: Library, profile: Profile, lot: str) -> list[_Drawn]:
    """Return the jobs with a code, those of the best band first, drawn within each."""
    coded = [(job, themes) for job in library.occupations.values() if (themes := _themes(job))]
    fits = {themes: fit(profile.shares, themes) for _, themes in coded}
    best = max(fits.values())
    drawn = (_Drawn(job, fits[themes], _place(lot, job)) for job, themes in coded)
    return sorted(drawn, key=lambda one: (int((best - one.fit) / BAND), one.lot))


def _place(lot: str, job: Occupation) -> str:
    return hashlib.sha256(f"{lot}|{job.id}".encode()).hexdigest()


def _themes(job: Occupation) -> tuple[Theme, ...]:
    return job.facts.riasec.themes if job.facts.riasec is not None else ()


def _named_and_near(
    library: Library, named: str, order: Sequence[_Drawn]
) -> list[tuple[Occupation, Why]]:
    """Return the job that was named, where there is content on it, and its nearest neighbours."""
    own = library.occupations.get(named)
    close = {one.occupation_id for one in similar_to(library, named, limit=JOBS)}
    near = [one.job for one in order if one.job.id in close][:NEIGHBOURS]
    return [*([(own, Why.NAMED)] if own is not None else []), *((job, Why.NEAR) for job in near)]


def _steady_ones(order: Sequence[_Drawn], today: date) -> list[tuple[Occupation, Why]]:
    steady = (one.job for one in order if one.fit > 0 and is_steady(one.job, today=today))
    return [(job, Why.FITS) for job in islice(steady, STEADY)]


def _liked_ones(
    order: Sequence[_Drawn], likes: Sequence[str], begun: Sequence[Occupation]
) -> list[Occupation]:
    """Return the first fitting job of each liking that `begun` has none of; room is left for one.

    That one may then bring in the second kind of way in.
    """
    shown = list(begun)
    for like in likes[:LIKED]:
        if len(shown) >= JOBS - 2 or any(_goes_with(job, like) for job in shown):
            continue
        fitting = (one.job for one in order if one.fit > 0 and _goes_with(one.job, like))
        first = next((job for job in fitting if job not in shown and _has_room(job, shown)), None)
        shown += [first] if first is not None else []
    return shown[len(begun) :]


def _goes_with(job: Occupation, like: str) -> bool:
    return like == job.sector or like in job.interests or like in job.subjects


def _varied(order: Sequence[Occupation], begun: Sequence[Occupation]) -> list[Occupation]:
    """Return the best that fill `begun` up to five, of several sectors and with several ways in."""
    shown = list(begun)
    while len(shown) < JOBS - 1:
        left = [job for job in order if job not in shown and _has_room(job, shown)]
        is_last = len(shown) == JOBS - 2
        other = [job for job in left if len(ways_into([*shown, job])) > 1] if is_last else left
        shown.append((other or left)[0])
    return shown[len(begun) :]


def _has_room(job: Occupation, shown: Iterable[Occupation]) -> bool:
    return sum(other.sector == job.sector for other in shown) < SAME_SECTOR


def ways_into(jobs: Iterable[Occupation]) -> set[RouteKind]:
    """Return the kinds of way into jobs; volunteering helps and is none by itself."""
    return {route.kind for job in jobs for route in job.facts.ways} - {RouteKind.VOLUNTEERING}


def _unexpected(order: Sequence[_Drawn], shown: Sequence[Occupation]) -> Occupation:
    """Return a job of a sector, and with a leading theme, that are not shown; drawn of what fits.

    Where none of those fits at all (0 or less), the best of them.
    """
    sectors = {job.sector for job in shown}
    leads = {_themes(job)[:1] for job in shown}
    others = [one for one in order if one.job.sector not in sectors]
    new = [one for one in others if _themes(one.job)[:1] not in leads] or others
    fitting = [one for one in new if one.fit > 0]
    return min(fitting, key=lambda one: one.lot, default=new[0]).job


def _with_reasons(shown: Sequence[tuple[Occupation, Why]], profile: Profile) -> Iterable[QuizJob]:
    """Yield each job with the answer that speaks for it, as seldom the same as may be."""
    used: Counter[str] = Counter()
    for job, why in shown:
        liked = _liked_most(_themes(job), profile, used)
        if liked is not None:
            used[liked[0].doing] += 1
        yield QuizJob(job, why, liked)


def _liked_most(
    themes: Sequence[Theme], profile: Profile, used: Counter[str]
) -> tuple[Statement, Answer] | None:
    speaking = [
        (statement, answer)
        for statement, answer in profile.answered
        if statement.theme in themes and answer is not Answer.NO
    ]

    def place(one: tuple[Statement, Answer]) -> tuple[int, int, int]:
        return -one[1], themes.index(one[0].theme), used[one[0].doing]

    return min(speaking, key=place, default=None)
