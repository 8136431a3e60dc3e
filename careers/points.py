"""Answers to one point about an occupation: shorter than its card, and beginning with the point."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum

from careers.content_types import Fact, Pay, RouteKind, RouteRule
from careers.criteria import ends_in_degree
from careers.library import Library
from careers.occupation_types import Occupation
from careers.phrases import and_list, capital, pounds, source_of, with_article, words
from careers.requirements_card import ways_of

LENGTH_RULE = "apprenticeship-length"
AGE_RULE = "apprenticeship-age"
_MONTHS = 12


class Point(str, Enum):
    """What somebody may want to know of a job beside what its cards tell first."""

    PERIOD = "period"  # a figure is for a month, a year or an hour
    NEW_PAY = "new_pay"
    LENGTH = "length"
    START = "start"
    HARD = "hard"
    ANYONE = "anyone"
    PROPER = "proper"


def point_text(library: Library, occupation: Occupation, point: Point, *, today: date) -> str:
    """Return the answer to one point, or that no checked fact is known on it.

    A month is a twelfth of the year's pay, rounded like every pay to hundreds.
    """
    return _TEXTS[point](library, occupation, today)


def _period(_library: Library, job: Occupation, today: date) -> str:
    pay = _current_pay(job, today)
    if pay is None:
        return words.text("pay_unknown", plural=job.plural)
    year, month = pounds(pay.value.median), pounds(round(pay.value.median / _MONTHS))
    return "\n".join([words.text("point_period", year=year, month=month), source_of(pay)])


def _new_pay(library: Library, job: Occupation, today: date) -> str:
    parts = [words.text("point_new_pay", plural=job.plural)]
    pay, rate = _current_pay(job, today), library.rates["apprentice"]
    known: list[Fact] = []
    if pay is not None and pay.value.lower is not None:
        parts.append(words.text("point_new_quarter", lower=pounds(pay.value.lower)))
        known.append(pay)
    if _has(job, RouteKind.APPRENTICESHIP) and rate.is_current(today):
        parts.append(words.text("apprentice_pay", amount=rate.value, who=rate.who))
        known.append(rate)
    return "\n".join([*parts, *([source_of(*known)] if known else [])])


def _length(library: Library, job: Occupation, today: date) -> str:
    rule = _rule(library, job, LENGTH_RULE, today)
    known = [rule.text] if rule is not None else []
    used: list[Fact] = [fact for fact in (job.facts.routes, rule) if fact is not None]
    told = [*known, words.text("point_length", job=with_article(job.in_sentence))]
    if job.facts.ways:
        told.append(words.text("point_ways", ways=ways_of(job)))
    return "\n".join([" ".join(told), *([source_of(*used)] if used else [])])


def _start(library: Library, job: Occupation, today: date) -> str:
    rule = _rule(library, job, AGE_RULE, today)
    known = [rule.text] if rule is not None else []
    told = [*known, words.text("point_start", job=with_article(job.in_sentence))]
    return "\n".join([" ".join(told), *([source_of(rule)] if rule else [])])


def _hard(_library: Library, job: Occupation, _today: date) -> str:
    job_name = with_article(job.in_sentence)
    return words.text("point_hard", job=job_name, hard=job.editorial.hard)


def _anyone(library: Library, job: Occupation, _today: date) -> str:
    skills = and_list([library.skills[skill].name for skill in job.skills])
    return words.text("point_anyone", job=with_article(job.in_sentence), skills=skills)


def _proper(_library: Library, job: Occupation, _today: date) -> str:
    told = job.editorial
    return words.text("point_proper", Plural=capital(job.plural), good=told.good, hard=told.hard)


_TEXTS: Mapping[Point, Callable[[Library, Occupation, date], str]] = {
    Point.PERIOD: _period,
    Point.NEW_PAY: _new_pay,
    Point.LENGTH: _length,
    Point.START: _start,
    Point.HARD: _hard,
    Point.ANYONE: _anyone,
    Point.PROPER: _proper,
}


def _current_pay(job: Occupation, today: date) -> Pay | None:
    pay = job.facts.pay
    return pay if pay is not None and pay.is_current(today) else None


def _rule(library: Library, job: Occupation, rule_id: str, today: date) -> RouteRule | None:
    rule = library.route_rules[rule_id]
    routes = [route for route in job.facts.ways if route.kind in rule.kinds]
    is_right = any(not ends_in_degree(route) for route in routes)
    return rule if is_right and rule.is_current(today) else None


def _has(job: Occupation, kind: RouteKind) -> bool:
    return any(route.kind is kind for route in job.facts.ways)
