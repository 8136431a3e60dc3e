"""The SQL of the search: a bounded, lawful set of slots that may fit, soonest first.

Each query is led by the index that fits the wish (a word, an occupation, a sector, else dates or
place) and stops after `CANDIDATES` rows, so that its cost hardly grows with the number of slots.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, Unpack

from sqlalchemy import ColumnElement, Date, Row, Select, func, select, text
from sqlalchemy.orm import Session, aliased

from careers.places import Place
from employers.domain.gate import Dates, SlotFacts
from employers.domain.kinds import SlotState
from employers.domain.ranking import Candidate
from employers.domain.reach import Reach, Window, window_of
from employers.domain.tokens import MAX_TYPED_WORDS, tokens_of
from employers.domain.wish import Wish
from employers.domain.years import years_of
from employers.services.conditions import Conditions, fitting, open_to, within
from employers.tables import Employer, Slot, SlotOccupation, SlotWord

CANDIDATES = 150  # as many as are ranked; nobody looks at more
SPARSE = 5_000  # slots in a box; found by trying with 100,000 slots
COMMON = 1_000  # slots of a word: beyond, any order of words is as good

# What ranking, gate and list need of a slot: the long texts stay where they are.
_LONG = {"what_you_will_do", "needs", "access"}
_READ = tuple(column for column in Slot.__table__.columns if column.name not in _LONG)

_WALK = text(
    ";".join(
        f"SET LOCAL {setting}"
        for setting in (
            "plan_cache_mode = force_custom_plan",  # a plan for any values fits few of them
            "enable_hashjoin = off",
            "enable_mergejoin = off",
            "enable_bitmapscan = off",
            "max_parallel_workers_per_gather = 0",
            "jit = off",
            "random_page_cost = 1.1",  # the tables of a school service fit into memory
        )
    )
)

IdRows: TypeAlias = Select[int]
# A row of the columns picked below; SQLAlchemy types it by position, which nobody could read.
SlotRow: TypeAlias = Row[Unpack[tuple[Any, ...]]]


@dataclass(frozen=True)
class _Filter:
    """What every query of one search has in common."""

    wish: Wish
    window: Window
    conditions: Conditions


def follow_indexes(session: Session) -> None:
    """Let PostgreSQL walk the indexes in this transaction, as the queries below are meant.

    It cannot know that place, kind and year go together, expects few rows, and so reads whole
    tables in parallel (100 ms with 100,000 slots) where walking an index until `CANDIDATES` rows
    are found takes a tenth. SQLite walks anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_WALK)


def find_candidates(
    session: Session, reach: Reach, wish: Wish, *, start: Place | None, near_km: float | None
) -> list[Candidate]:
    """Return up to `CANDIDATES` slots that fit the wish within `near_km` of `start`.

    Words must all be found; where no slot has them all, those with any of them are returned.
    """
    window = window_of(reach, wish)
    if window.is_empty:
        return []
    box = [] if start is None or near_km is None else within(start, near_km)
    found = _Filter(wish, window, [*open_to(reach), *fitting(wish), *box])
    typed = tokens_of(wish.words)[:MAX_TYPED_WORDS]
    if typed:
        return _by_words(session, found, typed)
    if wish.occupation is not None:
        return _fetch(session, _by_occupation(found, wish.occupation))
    if box and wish.sector is None and _is_sparse(session, box):
        return _fetch(session, _by_place(found))
    return _fetch(session, _by_date(found))


def _by_words(session: Session, search: _Filter, typed: Sequence[str]) -> list[Candidate]:
    words = _rarest_first(session, search.window, typed)
    if len(words) == len(typed):
        found = _fetch(session, _with_words(search, words), words)
        if found or len(words) == 1:
            return found
    return _with_any_word(session, search, words)


def _by_occupation(search: _Filter, occupation: str) -> IdRows:
    shown = SlotOccupation
    query = select(shown.slot_id).join(Slot, Slot.id == shown.slot_id)
    query = query.where(shown.occupation == occupation, *_in(search.window, shown))
    query = query.where(*search.conditions)
    return query.order_by(shown.starts_on, shown.slot_id).limit(CANDIDATES)


def _by_date(search: _Filter) -> IdRows:
    query = select(Slot.id).where(*_in(search.window, Slot), *search.conditions)
    return query.order_by(Slot.starts_on, Slot.id).limit(CANDIDATES)


def _by_place(search: _Filter) -> IdRows:
    """Select what lies in the box; as an expression the date tempts no index."""
    day = func.date(Slot.starts_on, type_=Date)
    query = select(Slot.id).where(day >= search.window.first, day <= search.window.last)
    return query.where(*search.conditions).order_by(day, Slot.id).limit(CANDIDATES)


def _is_sparse(session: Session, box: Conditions) -> bool:
    """Whether so few slots lie in the box that reading them all is faster than going by date."""
    near = select(Slot.id).where(*box).limit(SPARSE).subquery()
    return (session.scalar(select(func.count()).select_from(near)) or 0) < SPARSE


def _rarest_first(session: Session, window: Window, words: Sequence[str]) -> list[str]:
    """Return the words that some slot has, the rarest first; counting stops at `COMMON`."""
    counts = []
    for word in words:
        rows = select(SlotWord.slot_id).where(SlotWord.word == word, *_in(window, SlotWord))
        bounded = rows.limit(COMMON).subquery()
        counts.append(select(func.count()).select_from(bounded).scalar_subquery())
    found = session.execute(select(*counts)).one()
    return [word for count, word in sorted(zip(found, words, strict=True)) if count]


def _with_words(search: _Filter, words: Sequence[str]) -> IdRows:
    """Select the slots that have every word, led by the first, in the order of its index."""
    leading = aliased(SlotWord)
    query = select(leading.slot_id).join(Slot, Slot.id == leading.slot_id)
    query = query.where(leading.word == words[0], *_in(search.window, leading))
    query = query.where(*search.conditions)
    for word in words[1:]:
        query = query.where(_has(SlotWord, SlotWord.word == word, leading))
    if search.wish.occupation is not None:
        shown = SlotOccupation.occupation == search.wish.occupation
        query = query.where(_has(SlotOccupation, shown, leading))
    return query.order_by(leading.starts_on, leading.slot_id).limit(CANDIDATES)


def _with_any_word(session: Session, search: _Filter, words: Sequence[str]) -> list[Candidate]:
    """Return the slots with any of the words, each with the words that it has."""
    found: dict[int, Candidate] = {}
    for word in words:
        for slot in _fetch(session, _with_words(search, [word]), [word]):
            known = found.get(slot.slot_id)
            has = (*known.words_found, word) if known else (word,)
            found[slot.slot_id] = replace(slot, words_found=has)
    return list(found.values())


def _in(
    window: Window, table: type[Slot | SlotWord | SlotOccupation]
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the one range of dates: of several, SQLite's index would use only the first."""
    return table.starts_on >= window.first, table.starts_on <= window.last


def _has(
    table: type[SlotWord | SlotOccupation],
    condition: ColumnElement[bool],
    leading: type[SlotWord],
) -> ColumnElement[bool]:
    """Return the condition that the leading row's slot has such a row too.

    It is looked up by the whole key, and before the slot itself is read.
    """
    same = (table.starts_on == leading.starts_on, table.slot_id == leading.slot_id)
    return select(table.slot_id).where(condition, *same).correlate(leading).exists()


def _fetch(session: Session, ids: IdRows, words: Sequence[str] = ()) -> list[Candidate]:
    """Return the slots that a query names, each with all that ranking, gate and list need.

    The query itself is answered from an index; only the few rows it names are read whole.
    """
    query = (
        select(*_READ, Employer.name.label("employer"))
        .join(Employer, Employer.id == Slot.employer_id)
        .where(Slot.id.in_(ids))
    )
    return [_candidate(row, tuple(words)) for row in session.execute(query)]


def _candidate(row: SlotRow, words: tuple[str, ...]) -> Candidate:
    return Candidate(
        slot_id=row.id,
        title=row.title,
        employer_id=row.employer_id,
        employer=row.employer,
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
        words_found=words,
    )
