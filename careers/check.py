"""Finds content that needs a person: what is out of date, soon will be, or has no source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from careers.content_types import Fact, Status
from careers.library import Library

SOON = timedelta(days=31)  # time enough to look a fact up and have the change read by another


class Problem(str, Enum):
    """What is wrong with a piece of content."""

    EXPIRED = "expired"
    EXPIRES_SOON = "expires soon"
    NOT_YET_VALID = "not yet valid"
    UNSOURCED = "unsourced"


@dataclass(frozen=True)
class Finding:
    """A fact that a person should look at: where it stands and what is wrong with it."""

    file: str
    field: str
    problem: Problem
    valid_to: date
    source: str
    note: str | None


def check_content(library: Library, *, today: date) -> tuple[Finding, ...]:
    """Return every fact that needs attention on that day, the worst first, then by file."""
    found = [
        Finding(file, field, problem, fact.valid_to, fact.source, fact.note)
        for file, field, fact in all_facts(library)
        for problem in _problems(fact, today)
    ]
    order = list(Problem)
    return tuple(sorted(found, key=lambda f: (order.index(f.problem), f.file, f.field)))


def all_facts(library: Library) -> Iterator[tuple[str, str, Fact]]:
    """Yield every fact with its file (below careers/content) and its field."""
    for occupation in library.occupations.values():
        for field, fact in occupation.facts:
            if isinstance(fact, Fact):
                yield f"occupations/{occupation.id}.yml", f"facts.{field}", fact
    for file, facts in _lists(library).items():
        for fact_id, listed in facts.items():
            yield file, fact_id, listed
    for advice in library.advice.values():
        for part in advice.parts:
            for number, told in enumerate(part.facts):
                yield f"topics/{advice.id}.yml", f"{part.id}.facts.{number}", told


def _lists(library: Library) -> Mapping[str, Mapping[str, Fact]]:
    """Return the lists of facts by file; past rates are out of date on purpose."""
    return {
        "rates.yml": library.rates,
        "laws.yml": library.laws,
        "route_rules.yml": library.route_rules,
        "contacts.yml": library.contacts,
    }


def _problems(fact: Fact, today: date) -> Iterator[Problem]:
    if fact.valid_to < today:
        yield Problem.EXPIRED
    elif fact.valid_to <= today + SOON:
        yield Problem.EXPIRES_SOON
    if fact.valid_from > today:
        yield Problem.NOT_YET_VALID
    if fact.status is not Status.SOURCED:
        yield Problem.UNSOURCED
