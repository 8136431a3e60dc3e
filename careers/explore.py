"""Finds jobs around a subject, an interest, a field, a skill or a criterion, each with a reason."""

from collections.abc import Collection, Mapping, Sequence

from careers.content_types import NamedOccupation, Topic
from careers.library import Library
from careers.phrases import and_list, words
from careers.suggest import Scored, Suggestion, Wishes, best_fitting

MOST = 5
MOST_NAMES = 3


def explore(
    library: Library, wishes: Wishes, *, without: Collection[str] = (), limit: int = MOST
) -> tuple[Suggestion, ...]:
    """Return the jobs that fit, best first; fewer than `limit`, or none, where few or none do."""
    found = best_fitting(library, wishes, without=without, limit=limit)
    return tuple(
        Suggestion(
            entry.occupation.id,
            entry.occupation.name,
            and_list(_reasons(library, entry, wishes)),
            fits=True,
        )
        for entry in found
    )


def fits_all(library: Library, found: Sequence[Suggestion], wishes: Wishes) -> bool:
    """Return whether one of the jobs found fits each of the several wants."""
    jobs = [library.occupation(one.occupation_id) for one in found]
    abouts = [{job.sector, *job.interests, *job.subjects, *job.skills} for job in jobs]
    return any(all(want & about for want in wishes.wants) for about in abouts)


def known_by_name_in(library: Library, sectors: Collection[str]) -> tuple[NamedOccupation, ...]:
    """Return a few jobs of the fields of which only the name is known here."""
    named = [job for job in library.named_occupations.values() if job.sector in sectors]
    return tuple(named[:MOST_NAMES])


def subjects_used(library: Library) -> tuple[str, ...]:
    """Return the names of the school subjects that lead to a job here, in order."""
    used = {subject for job in library.occupations.values() for subject in job.subjects}
    return tuple(sorted((library.subjects[subject].name for subject in used), key=str.casefold))


def topic_names(library: Library, wishes: Wishes) -> tuple[str, ...]:
    """Return what was asked for in words, for an answer that found nothing."""
    described: Mapping[str, Topic] = {
        **library.sectors,
        **library.interests,
        **library.skills,
        **library.subjects,
    }
    return tuple(described[topic].name for topic in sorted(wishes.topics) if topic in described)


def _reasons(library: Library, entry: Scored, wishes: Wishes) -> list[str]:
    """Return why a job fits: what it is about, and each criterion that was asked for."""
    named: list[tuple[str, list[str]]] = [
        ("sectors", [library.sectors[sector].name.lower() for sector in entry.sectors]),
        ("interests", _names(entry.interests, library.interests)),
        ("subjects", _names(entry.subjects, library.subjects)),
        ("skills", _names(entry.skills, library.skills)),
    ]
    about = [words.text(f"explore_{kind}", names=and_list(names)) for kind, names in named if names]
    met = [words.text(f"explore_{criterion.value}") for criterion in sorted(wishes.criteria)]
    return [*about, *met]


def _names(ids: Collection[str], topics: Mapping[str, Topic]) -> list[str]:
    return [topics[topic_id].name for topic_id in ids]
