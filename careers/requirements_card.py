"""What an occupation asks on paper, as far as there is a fact, and who knows the rest."""

from collections.abc import Sequence
from datetime import date

from careers.content_types import Fact, Route, RouteKind, RouteRule
from careers.criteria import ends_in_degree
from careers.library import Library
from careers.occupation_types import Occupation
from careers.phrases import and_list, capital, source_of, with_article, words

_WHO_DECIDES = {
    RouteKind.COLLEGE: "who_college",
    RouteKind.UNIVERSITY: "who_university",
    RouteKind.APPRENTICESHIP: "who_employer",
    RouteKind.DIRECT: "who_employer",
    RouteKind.WORK_UP: "who_employer",
    RouteKind.LICENCE: "who_licence",
}


def requirements_text(
    library: Library, occupation: Occupation, *, today: date, subjects: Sequence[str] = ()
) -> str:
    """Return helpful subjects, kinds of route, register, checks and whom to ask about grades.

    No grade is told but the one that the law of staying on names: what a course asks differs.
    """
    facts = occupation.facts
    rules = _rules(library, occupation, today)
    told = [f for f in (facts.registration, facts.checks) if f is not None and f.is_current(today)]
    routes = [facts.routes] if facts.routes is not None else []
    used: list[Fact] = [*routes, *told, *rules]
    return "\n".join(
        [
            *_asked_about(library, occupation, subjects),
            words.text("needs", job=with_article(occupation.in_sentence)),
            words.text("needs_subjects", subjects=_names(library, occupation.subjects)),
            _ways_in(occupation),
            *(words.text("needs_line", text=fact.text) for fact in told),
            *([words.text("needs_line", text=" ".join(r.text for r in rules))] if rules else []),
            _ask(occupation),
            *([source_of(*used)] if used else []),
        ]
    )


def ways_of(occupation: Occupation, *, wording: str = "way") -> str:
    """Return the ways into a job in a few words: "college or an apprenticeship"."""
    kinds = [route.kind for route in _ways(occupation)]
    return and_list([words.text(f"{wording}_{kind.value}") for kind in kinds], joiner="or")


def _asked_about(library: Library, occupation: Occupation, subjects: Sequence[str]) -> list[str]:
    """Return an answer to "do I need maths for it", first of all."""
    known = [subject for subject in subjects if subject in library.subjects]
    if not known:
        return []
    helps = all(subject in occupation.subjects for subject in known)
    key = "needs_subject_helps" if helps else "needs_subject_unknown"
    return [words.text(key, subjects=capital(_names(library, known)))]


def _ways_in(occupation: Occupation) -> str:
    if not occupation.facts.ways:
        return words.text("needs_ways_unknown")
    return " ".join([words.text("needs_ways", ways=ways_of(occupation)), *_degree(occupation)])


def _degree(occupation: Occupation) -> list[str]:
    """Return whether it takes a degree, where the routes leave no doubt."""
    ways = _ways(occupation)
    with_degree = [ends_in_degree(route) for route in ways]
    if not any(with_degree):
        return [words.text("needs_no_degree")]
    if not all(with_degree):
        return []
    return [words.text("needs_degree" if len(ways) == 1 else "needs_degree_either")]


def _rules(library: Library, occupation: Occupation, today: date) -> list[RouteRule]:
    """Return what holds for one of the routes, unless every route leads to a degree."""
    ways = _ways(occupation)
    kinds = {route.kind for route in ways if not ends_in_degree(route)}
    rules = [rule for rule in library.route_rules.values() if rule.tells == "needs"]
    return [rule for rule in rules if kinds & set(rule.kinds) and rule.is_current(today)]


def _ask(occupation: Occupation) -> str:
    kinds = [route.kind for route in _ways(occupation)]
    if not kinds:
        return words.text("needs_ask_adviser")
    who = dict.fromkeys(words.text(_WHO_DECIDES[kind]) for kind in kinds)
    where = "needs_look_ucas" if RouteKind.UNIVERSITY in kinds else "needs_look"
    asked = words.text("needs_ask", who=and_list(list(who), joiner="or"))
    return f"{asked} {words.text(where)}"


def _ways(occupation: Occupation) -> list[Route]:
    """Return the routes; volunteering alone gets nobody in."""
    every = occupation.facts.ways
    return [route for route in every if route.kind is not RouteKind.VOLUNTEERING]


def _names(library: Library, subjects: Sequence[str]) -> str:
    return and_list([library.subjects[subject].name for subject in subjects])
