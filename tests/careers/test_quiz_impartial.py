"""The quiz is impartial: over many random quizzes every job comes up, and no field crowds others.

Measured with these 500 quizzes: the largest sector (creative, 8 % of the jobs) takes 12 % of the
places. For their number of jobs, construction and engineering come up least (0.48 times as often
as if the places went by numbers), education most (2.1 times): answers divide among themes, and
many trades share one.
"""

import random
from collections import Counter
from datetime import date

import pytest

from careers.library import Library
from careers.quiz import profile_of
from careers.quiz_jobs import Start, jobs_to_look_at
from careers.quiz_types import Answer

TODAY = date(2026, 11, 23)
QUIZZES = 500
MOST_OF_ONE_SECTOR = 0.16
SHARE_FOR_ITS_SIZE = (0.4, 2.2)
MOST_OF_ONE_JOB = 0.15  # of the quizzes


@pytest.fixture(scope="module")
def shown(library: Library) -> list[str]:
    """The ids of all jobs that were shown, each as often as it was."""
    drawn = random.Random(20261123)
    ids: list[str] = []
    for number in range(QUIZZES):
        given = [drawn.choice(list(Answer)) for _ in library.quiz.statements]
        profile = profile_of(library.quiz, given)
        jobs = jobs_to_look_at(library, profile, start=Start.NONE, lot=f"{number}", today=TODAY)
        ids += [one.occupation.id for one in jobs]
    return ids


def test_every_job_with_themes_comes_up_and_none_without(
    library: Library, shown: list[str]
) -> None:
    coded = {job.id for job in library.occupations.values() if job.facts.riasec is not None}

    assert set(shown) == coded


def test_no_job_is_everywhere(shown: list[str]) -> None:
    assert max(Counter(shown).values()) <= MOST_OF_ONE_JOB * QUIZZES


def test_no_sector_crowds_the_others_out(library: Library, shown: list[str]) -> None:
    coded = [job for job in library.occupations.values() if job.facts.riasec is not None]
    jobs = Counter(job.sector for job in coded)
    places = Counter(library.occupations[one].sector for one in shown)
    for_size = [
        (places[sector] / len(shown)) / (count / len(coded)) for sector, count in jobs.items()
    ]

    assert max(places.values()) <= MOST_OF_ONE_SECTOR * len(shown)
    assert SHARE_FOR_ITS_SIZE[0] <= min(for_size) <= max(for_size) <= SHARE_FOR_ITS_SIZE[1]
