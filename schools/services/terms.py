"""The terms of a school, and where it lies: kept and looked up."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from careers.places import Place, find_places
from schools.domain.terms import Calendar, Term, calendar_of
from schools.tables import School, SchoolTerm


def school_calendar(session: Session, school_id: int | None, *, today: date) -> Calendar:
    """Return the calendar of a school; a usual one for a guest or where it has told no terms."""
    rows = session.scalars(select(SchoolTerm).where(SchoolTerm.school_id == school_id))
    return calendar_of([_term(row) for row in rows], today=today)


def keep_terms(session: Session, school_id: int, terms: Sequence[Term]) -> None:
    """Make these the school's terms, in place of those that it had.

    Raises:
        ValueError: two terms overlap, or a half term does not lie inside its term.
    """
    ordered = sorted(terms, key=lambda term: term.starts_on)
    for term, following in pairwise(ordered):
        if following.starts_on <= term.ends_on:
            raise ValueError(f"the {term.name} term runs into the {following.name} term")
    for term in ordered:
        _check(term)
    session.execute(delete(SchoolTerm).where(SchoolTerm.school_id == school_id))
    session.add_all(_row(school_id, term) for term in ordered)


def keep_town(session: Session, school_id: int, town: str) -> None:
    """Say in which town a school lies.

    Raises:
        ValueError: the name is of no place, or of several.
    """
    places = find_places(town)
    if len(places) != 1:
        raise ValueError("a school lies in one known town")
    session.get_one(School, school_id).town = places[0].name


def school_place(session: Session, school_id: int | None) -> Place | None:
    """Return where a school lies, None for a guest or where it has not said so."""
    school = None if school_id is None else session.get(School, school_id)
    places = find_places(school.town) if school is not None and school.town else ()
    return places[0] if places else None


def _check(term: Term) -> None:
    first, last = term.half_term or (term.ends_on, term.ends_on)
    is_inside = term.half_term is None or term.starts_on < first <= last < term.ends_on
    if term.starts_on >= term.ends_on or not is_inside:
        raise ValueError(f"the dates of the {term.name} term are not in order")


def _term(row: SchoolTerm) -> Term:
    if row.half_term_from is None or row.half_term_to is None:
        return Term(row.name, row.starts_on, row.ends_on)
    return Term(row.name, row.starts_on, row.ends_on, (row.half_term_from, row.half_term_to))


def _row(school_id: int, term: Term) -> SchoolTerm:
    first, last = term.half_term or (None, None)
    return SchoolTerm(
        school_id=school_id,
        name=term.name,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        half_term_from=first,
        half_term_to=last,
    )
