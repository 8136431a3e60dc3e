"""The ways into an occupation, none before the others, and a first step."""

from datetime import date
from typing import TypeGuard

from careers.content_types import Route, RouteKind, TextFact
from careers.library import Library
from careers.occupation_types import Facts, Occupation
from careers.phrases import and_list, source_of, with_article, words

MOST_NEAR = 3  # jobs that are named where no way into this one is known


def route_text(library: Library, occupation: Occupation, *, today: date) -> str:
    """Return the routes that exist for the job, its register if any, and a first step.

    Where none is known it says so, and names jobs close to it of which some are.
    """
    facts = occupation.facts
    if facts.routes is None:
        return _unknown_ways(library, occupation)
    ways = [route for route in facts.ways if route.kind is not RouteKind.VOLUNTEERING]
    header = "routes" if len(ways) > 1 else "route_only"
    return "\n".join(
        [
            words.text(header, job=with_article(occupation.in_sentence)),
            *(f"• {_way(route, facts, today)}" for route in ways),
            " ".join(_conditions(facts, today)),
            words.text("first_step", step=occupation.editorial.first_step),
            source_of(facts.routes, *_further(facts, today)),
        ]
    )


def _unknown_ways(library: Library, occupation: Occupation) -> str:
    near = [library.occupations[one] for one in occupation.related if one in library.occupations]
    named = [job.in_sentence for job in near if job.facts.ways][:MOST_NEAR]
    close = [words.text("route_near", jobs=and_list(named))] if named else []
    unknown = words.text("route_unknown", job=with_article(occupation.in_sentence))
    step = words.text("first_step", step=occupation.editorial.first_step)
    return "\n".join([unknown, *close, step])


def _way(route: Route, facts: Facts, today: date) -> str:
    if route.kind is RouteKind.APPRENTICESHIP:
        return _apprenticeship(route, facts.foundation_apprenticeship, today)
    if route.kind is RouteKind.COLLEGE and _usable(facts.t_level, today):
        return words.text("route_t_level", t_level=facts.t_level.text)
    return words.text(f"route_{route.kind.value}")


def _apprenticeship(route: Route, foundation: TextFact | None, today: date) -> str:
    text = words.text("route_apprenticeship")
    if route.levels:
        names = dict.fromkeys(words.text(f"level_{level}") for level in route.levels)
        levels = and_list(list(names), joiner="or")
        text = words.text("route_apprenticeship_levels", levels=levels)
    if _usable(foundation, today):
        return words.text("route_foundation", route=text, foundation=foundation.text)
    return text


def _conditions(facts: Facts, today: date) -> list[str]:
    """Return what else counts: volunteering where it helps, the register, whom to ask."""
    kinds = {route.kind for route in facts.ways}
    told = [words.text("volunteering")] if RouteKind.VOLUNTEERING in kinds else []
    if _usable(facts.registration, today):
        told.append(facts.registration.text)
    return [*told, words.text("ask_provider")]


def _further(facts: Facts, today: date) -> list[TextFact]:
    """Return the further facts that the answer uses."""
    further = (facts.t_level, facts.foundation_apprenticeship, facts.registration)
    return [fact for fact in further if _usable(fact, today)]


def _usable(fact: TextFact | None, today: date) -> TypeGuard[TextFact]:
    return fact is not None and fact.is_current(today)
