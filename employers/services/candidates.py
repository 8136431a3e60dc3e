"""The SQL of the search: a bounded, lawful set of slots that may fit, soonest first.

The database filters by the same rules as `employers.domain.gate`, which is asked again for each
row afterwards: the filter is for speed, the gate decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import cos, radians
from typing import Any, TypeAlias, Unpack

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from careers.places import Place
from employers.domain.gate import AT_THE_EMPLOYER, FIRST_PLACEMENT_YEAR, Dates, SlotFacts
from employers.domain.kinds import RiskLevel, SlotKind, SlotState
from employers.domain.ranking import Candidate
from employers.domain.tokens import MAX_TYPED_WORDS, tokens_of
from employers.domain.wish import Wish
from employers.domain.years import year_bit, years_of
from employers.tables import Employer, Slot, SlotOccupation, SlotWord
from schools.domain.years import (
    LAST_YEAR,
    first_day_of,
    last_two_years_begin,
    leaving_date,
    school_year_of,
)

# A row of columns picked below; SQLAlchemy types it by position, which nobody could read.
SlotRows: TypeAlias = Select[Unpack[tuple[Any, ...]]]
SlotRow: TypeAlias = Row[Unpack[tuple[Any, ...]]]

IdRows: TypeAlias = Select[int]

CANDIDATES = 200  # as many as are ranked; nobody looks at more
KM_PER_DEGREE = 111.2  # of latitude, mean of WGS 84
SPARSE = 5_000  # slots in a box; found by trying with 100,000 slots
COMMON = 1_000  # slots of a word: beyond, any order of words is as good
FAR_FUTURE = timedelta(days=800)  # no slot is offered further ahead


@dataclass(frozen=True)
class Reach:
    """What decides which slots a student may see at all; the year group is today's."""

    year_group: int
    date_of_birth: date
    school_id: int | None
    today: date


def first_placement_day(reach: Reach) -> date:
    """Return the first day on which the student may start a placement."""
    years_to_go = max(0, FIRST_PLACEMENT_YEAR - reach.year_group)
    school_year = school_year_of(reach.today) + years_to_go
    return max(first_day_of(school_year), last_two_years_begin(reach.date_of_birth))


def find_candidates(
    session: Session, reach: Reach, wish: Wish, *, start: Place | None, near_km: float | None
) -> list[Candidate]:
    """Return up to `CANDIDATES` slots that fit the wish within `near_km` of `start`.

    Words must all be found; where no slot has them all, those with any of them are returned.
    """
    conditions = [*_open_to(reach), *_fitting(wish, reach)]
    if start is not None and near_km is not None:
        conditions += _within(start, near_km)
    typed = tokens_of(wish.words)[:MAX_TYPED_WORDS]
    if not typed:
        is_sparse = (
            start is not None and near_km is not None and _is_sparse(session, start, near_km)
        )
        return _fetch(session, _soonest(wish, conditions, is_sparse=is_sparse))
    words = _rarest_first(session, typed, reach.today)
    if len(words) == len(typed):
        found = _fetch(session, _with_words(wish, conditions, words), words)
        if found:
            return found
    return _with_any_word(session, wish, conditions, words)


def _soonest(wish: Wish, conditions: Sequence[ColumnElement[bool]], *, is_sparse: bool) -> IdRows:
    """Select the slots of an occupation, or else all, in the order of an index by date."""
    query = select(Slot.id).where(*conditions).limit(CANDIDATES)
    if wish.occupation is not None:
        shown = SlotOccupation
        query = query.join(shown, shown.slot_id == Slot.id)
        query = query.where(shown.occupation == wish.occupation)
        return query.order_by(shown.starts_on, shown.slot_id)
    if is_sparse:  # an expression keeps SQLite from walking through all dates
        return query.order_by(func.date(Slot.starts_on), Slot.id)
    return query.order_by(Slot.starts_on, Slot.id)


def _is_sparse(session: Session, start: Place, near_km: float) -> bool:
    """Whether so few slots lie there that reading them all is faster than going by date."""
    near = select(Slot.id).where(*_within(start, near_km)).limit(SPARSE).subquery()
    return (session.scalar(select(func.count()).select_from(near)) or 0) < SPARSE


def _rarest_first(session: Session, words: Sequence[str], today: date) -> list[str]:
    """Return the words that some slot has, the rarest first; counting stops at `COMMON`."""
    counts = [
        select(func.count())
        .select_from(
            select(SlotWord.slot_id)
            .where(SlotWord.word == word, SlotWord.starts_on > today)
            .limit(COMMON)
            .subquery()
        )
        .scalar_subquery()
        for word in words
    ]
    found = session.execute(select(*counts)).one()
    known = [(count, word) for count, word in zip(found, words, strict=True) if count]
    return [word for _, word in sorted(known)]


def _with_words(
    wish: Wish, conditions: Sequence[ColumnElement[bool]], words: Sequence[str]
) -> IdRows:
    """Select the slots that have every word, led by the first, in the order of its index."""
    leading = aliased(SlotWord)
    query = select(leading.slot_id).join(Slot, Slot.id == leading.slot_id)
    query = query.where(leading.word == words[0], *conditions, *_shown(wish))
    for word in words[1:]:
        query = query.where(_has(SlotWord, SlotWord.word == word))
    return query.order_by(leading.starts_on, leading.slot_id).limit(CANDIDATES)


def _shown(wish: Wish) -> list[ColumnElement[bool]]:
    """Return the condition that a slot shows the occupation of the wish, if it names one."""
    if wish.occupation is None:
        return []
    return [_has(SlotOccupation, SlotOccupation.occupation == wish.occupation)]


def _has(
    table: type[SlotWord | SlotOccupation], condition: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Return the condition that a slot has such a row, looked up by the whole key."""
    same = (table.starts_on == Slot.starts_on, table.slot_id == Slot.id)
    return select(table.slot_id).where(condition, *same).correlate(Slot).exists()


def _with_any_word(
    session: Session, wish: Wish, conditions: Sequence[ColumnElement[bool]], words: Sequence[str]
) -> list[Candidate]:
    """Return the slots with any of the words, each with the words that it has."""
    found: dict[int, Candidate] = {}
    for word in words:
        for slot in _fetch(session, _with_words(wish, conditions, [word]), [word]):
            known = found.get(slot.slot_id)
            has = (*known.words_found, word) if known else (word,)
            found[slot.slot_id] = replace(slot, words_found=has)
    return list(found.values())


def _fetch(session: Session, ids: IdRows, words: Sequence[str] = ()) -> list[Candidate]:
    """Return the slots that a query names; a list of ids is short and the rows are wide."""
    rows = session.execute(_columns().where(Slot.id.in_(ids)))
    return [_candidate(row, words) for row in rows]


def _open_to(reach: Reach) -> list[ColumnElement[bool]]:
    """Return the conditions under which the student may have a slot."""
    return [
        Slot.state == SlotState.OPEN,
        Slot.starts_on > reach.today,
        Slot.starts_on < reach.today + FAR_FUTURE,
        Slot.seats_taken < Slot.seats,
        or_(Slot.school_id.is_(None), Slot.school_id == reach.school_id),
        _for_year_group(reach),
        or_(Slot.kind != SlotKind.PLACEMENT, Slot.starts_on >= first_placement_day(reach)),
        or_(
            Slot.risk_level != RiskLevel.HIGH,
            Slot.starts_on > leaving_date(reach.date_of_birth),
        ),
        or_(
            Slot.kind.not_in(AT_THE_EMPLOYER),
            Slot.is_insurance_exempt == true(),
            Slot.insurance_expires_on >= Slot.starts_on,
            and_(Slot.insurance_expires_on.is_(None), Slot.kind != SlotKind.PLACEMENT),
        ),
    ]


def _for_year_group(reach: Reach) -> ColumnElement[bool]:
    """Return the condition that the slot takes the year group of its own date."""
    this_year = school_year_of(reach.today)
    spans = [
        and_(
            Slot.starts_on >= first_day_of(this_year + later),
            Slot.starts_on < first_day_of(this_year + later + 1),
            Slot.year_bits.bitwise_and(year_bit(reach.year_group + later)) != 0,
        )
        for later in range(3)
        if reach.year_group + later <= LAST_YEAR
    ]
    return or_(*spans) if spans else false()


def _fitting(wish: Wish, reach: Reach) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wish.sector is not None:
        conditions.append(Slot.sector == wish.sector)
    if wish.kind is not None:
        conditions.append(Slot.kind == wish.kind)
    if wish.kind is SlotKind.PLACEMENT:  # known above too, but here an index can use it
        conditions.append(Slot.starts_on >= first_placement_day(reach))
    if wish.starts_from is not None:
        conditions.append(Slot.starts_on >= wish.starts_from)
    if wish.starts_to is not None:
        conditions.append(Slot.starts_on <= wish.starts_to)
    return conditions


def _within(start: Place, near_km: float) -> list[ColumnElement[bool]]:
    """Return a box around the place; its corners are cut by the true distance later."""
    lat_reach = near_km / KM_PER_DEGREE
    lon_reach = near_km / (KM_PER_DEGREE * max(0.01, cos(radians(start.lat))))
    return [
        Slot.lat.between(start.lat - lat_reach, start.lat + lat_reach),
        Slot.lon.between(start.lon - lon_reach, start.lon + lon_reach),
    ]


def _columns() -> SlotRows:
    """Select what ranking, gate and list need, in one row: nothing is looked up afterwards."""
    query = select(
        Slot.id,
        Slot.title,
        Slot.employer_id,
        Employer.name,
        Slot.sector,
        Slot.town,
        Slot.lat,
        Slot.lon,
        Slot.seats,
        Slot.seats_taken,
        Slot.kind,
        Slot.starts_on,
        Slot.ends_on,
        Slot.daily_from,
        Slot.daily_to,
        Slot.hours,
        Slot.year_bits,
        Slot.risk_level,
        Slot.insurance_expires_on,
        Slot.is_insurance_exempt,
        Slot.state,
    )
    return query.join(Employer, Employer.id == Slot.employer_id)


def _candidate(row: SlotRow, words: Sequence[str] = ()) -> Candidate:
    return Candidate(
        slot_id=row.id,
        title=row.title,
        employer_id=row.employer_id,
        employer=row.name,
        sector=row.sector,
        town=row.town,
        site=Place(row.town, row.lat, row.lon, is_exact=True),
        seats_left=row.seats - row.seats_taken,
        facts=SlotFacts(
            kind=row.kind,
            dates=Dates(row.starts_on, row.ends_on),
            daily_from=row.daily_from,
            daily_to=row.daily_to,
            hours=row.hours,
            year_groups=years_of(row.year_bits),
            risk_level=row.risk_level,
            insurance_expires_on=row.insurance_expires_on,
            is_insurance_exempt=row.is_insurance_exempt,
            is_open=row.state is SlotState.OPEN,
        ),
        words_found=tuple(words),
    )
