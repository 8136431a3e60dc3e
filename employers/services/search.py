"""Finding slots for a student: lawful, fitting, best first, honest where nothing fits."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from sqlalchemy.orm import Session

from careers.library import load_library
from careers.places import KM_PER_MILE, Place, in_miles
from careers.suggest import sectors_liked
from employers.domain.gate import EARLY_KINDS, Dates, Person, ReasonCode, Refusal, refusals
from employers.domain.kinds import SlotKind
from employers.domain.ranking import Candidate, Ranked, best_first
from employers.domain.reach import Reach
from employers.domain.wish import Found, Reason, Seeker, SlotMatch, Wish
from employers.services.candidates import find_candidates, follow_indexes
from employers.services.details import SlotDetails, slot_details
from employers.services.held import MAY_APPLY_AGAIN, confirmed_dates, held_by
from employers.services.slots import SlotNotFoundError
from employers.services.why import reasons_for
from employers.services.words import kinds_in_words, reason_of
from employers.words import WORDING
from schools.services.schools import school_of
from storage.database import Database, reading
from students.services.views import find_student, student_record, student_view

__all__ = ["SlotDetails", "SlotNotFoundError", "search_slots", "seeker_of", "slot_details"]

DEFAULT_NEAR_MILES = 10  # where no school says how far its students travel
WIDER = (2, 4, 8)  # times the limit, tried in turn where nothing is within it


@dataclass(frozen=True)
class _Search:
    """A search under way: for whom, from where, what they have already."""

    reach: Reach
    wish: Wish
    start: Place | None
    likes: frozenset[str]
    near_km: float
    confirmed: tuple[Dates, ...]
    had: frozenset[int]


@dataclass(frozen=True)
class _Attempt:
    """The wish with a part given up, and the words for it."""

    wish: Wish
    near_km: float | None
    relaxed: tuple[str, ...] = ()


def seeker_of(db: Database, student_key: str, *, today: date) -> Seeker:
    """Return a student as a seeker, with year group and birthday from the school's roster.

    Raises:
        StudentNotFoundError: there is no such student.
    """
    with reading(db) as session:
        student = student_view(session, student_key, today=today)
        place, likes = student.place, sectors_liked(load_library(), student.interests)
        record = student_record(session, student_key, today=today)
        if record is None:
            return Seeker(student_key, None, None, place, likes)
        return Seeker(student_key, record.year_group, record.date_of_birth, place, likes)


def search_slots(
    db: Database, seeker: Seeker, wish: Wish, *, today: date, limit: int = 3, offset: int = 0
) -> Found:
    """Return a page of the slots that the seeker may have and that fit the wish, best first.

    Where nothing fits, one part of the wish after the other is given up: distance, kind, dates,
    the very job instead of its sector, then two at once and so on; `relaxed` says which.

    Raises:
        StudentNotFoundError: there is no such student.
    """
    if seeker.year_group is None or seeker.date_of_birth is None:
        return Found((), 0, (reason_of(Refusal(ReasonCode.GUEST)),), ())
    with reading(db) as session:
        school_id = find_student(session, seeker.student_key).school_id
        reach = Reach(seeker.year_group, seeker.date_of_birth, school_id, today)
        follow_indexes(session)
        search = _prepare(session, seeker, wish, reach)
        withheld = _withheld(search)
        for attempt in _attempts(search):
            ranked = _nearest(session, search, attempt)
            if ranked:
                break
        else:
            return Found((), 0, withheld, ())
    page = ranked[offset : offset + limit]
    matches = tuple(_match(entry, search, attempt.wish) for entry in page)
    return Found(matches, len(ranked), withheld, attempt.relaxed)


def _prepare(session: Session, seeker: Seeker, wish: Wish, reach: Reach) -> _Search:
    held = held_by(session, seeker.student_key)
    near_km = wish.near_km
    if near_km is None:
        miles = DEFAULT_NEAR_MILES
        if reach.school_id is not None:
            miles = school_of(session, reach.school_id).travel_limit_miles
        near_km = miles * KM_PER_MILE
    return _Search(
        reach=reach,
        wish=wish,
        start=wish.place or seeker.place,
        likes=seeker.likes,
        near_km=near_km,
        confirmed=confirmed_dates(held),
        had=frozenset(one.slot_id for one in held if one.state not in MAY_APPLY_AGAIN),
    )


def _withheld(search: _Search) -> tuple[Reason, ...]:
    """Return what the law keeps back from this student today, whatever is found."""
    if search.wish.kind not in {None, SlotKind.PLACEMENT} or search.reach.may_start_placement_now:
        return ()
    return (reason_of(Refusal(ReasonCode.TOO_YOUNG_FOR_PLACEMENT, EARLY_KINDS)),)


def _attempts(search: _Search) -> Iterator[_Attempt]:
    """Yield the wish as it is, then with ever more of it given up.

    A placement that the law keeps back is not "nowhere to be found": the reason is told as
    withheld, and the other kinds count as what was asked for.
    """
    wish = search.wish
    near_km = search.near_km if search.start is not None else None
    yield _Attempt(wish, near_km)
    if wish.kind is SlotKind.PLACEMENT and not search.reach.may_start_placement_now:
        wish = replace(wish, kind=None)
        yield _Attempt(wish, near_km)
    parts = _parts(wish, near_km)
    for size in range(1, len(parts) + 1):
        for given_up in combinations(parts, size):
            yield _without(wish, near_km, given_up)


def _parts(wish: Wish, near_km: float | None) -> list[str]:
    """Return which parts of the wish could be given up, the least painful first."""
    has = {
        "further": near_km is not None,
        "kind": wish.kind is not None,
        "dates": wish.starts_from is not None or wish.starts_to is not None,
        "occupation": wish.occupation is not None,
    }
    return [part for part, is_there in has.items() if is_there]


def _without(wish: Wish, near_km: float | None, parts: tuple[str, ...]) -> _Attempt:
    said = []
    for part in parts:
        if part == "further" and near_km is not None:
            said.append(WORDING.text("relaxed_further", miles=round(in_miles(near_km))))
            near_km = None
        elif part == "kind" and wish.kind is not None:
            said.append(WORDING.text("relaxed_kind", kind=kinds_in_words([wish.kind])))
            wish = replace(wish, kind=None)
        elif part == "dates":
            said.append(WORDING.text("relaxed_dates"))
            wish = replace(wish, starts_from=None, starts_to=None)
        elif part == "occupation":
            said.append(WORDING.text("relaxed_occupation"))
            wish = replace(wish, occupation=None, sector=_sector_of(wish))
    return _Attempt(wish, near_km, tuple(said))


def _sector_of(wish: Wish) -> str | None:
    """Return the sector of the wish, or that of its occupation."""
    library = load_library()
    known = library.occupations.get(wish.occupation or "")
    named = known or library.named_occupations.get(wish.occupation or "")
    return wish.sector or (named.sector if named is not None else None)


def _nearest(session: Session, search: _Search, attempt: _Attempt) -> list[Ranked]:
    """Return what fits an attempt; where the distance is given up, from the next ring out.

    The soonest of the whole country would leave out the next town: a query reads a bounded
    number. It is asked first all the same, as mostly nothing is found and one query says so.
    """
    anywhere = _ranked(session, search, attempt)
    if not anywhere or attempt.near_km is not None or search.start is None:
        return anywhere
    for times in WIDER:
        found = _ranked(session, search, replace(attempt, near_km=search.near_km * times))
        if found:
            return found
    return anywhere


def _ranked(session: Session, search: _Search, attempt: _Attempt) -> list[Ranked]:
    """Return what fits an attempt; the gate has the last word on every slot."""
    found = _candidates(session, search, attempt)
    person = Person(search.reach.year_group, search.reach.date_of_birth)
    lawful = [
        slot
        for slot in found
        if slot.slot_id not in search.had
        and not refusals(slot.facts, person, today=search.reach.today, confirmed=search.confirmed)
    ]
    likes = frozenset() if attempt.wish.has_topic else search.likes
    return best_first(lawful, start=search.start, near_km=attempt.near_km, likes=likes)


def _candidates(session: Session, search: _Search, attempt: _Attempt) -> list[Candidate]:
    """Return what is near, and what is online: that is near for everybody."""
    wish, reach = attempt.wish, search.reach
    found = find_candidates(session, reach, wish, start=search.start, near_km=attempt.near_km)
    if attempt.near_km is None or wish.kind not in {None, SlotKind.VIRTUAL}:
        return found
    online = replace(wish, kind=SlotKind.VIRTUAL)
    known = {slot.slot_id for slot in found}
    more = find_candidates(session, reach, online, start=None, near_km=None)
    return [*found, *(slot for slot in more if slot.slot_id not in known)]


def _match(ranked: Ranked, search: _Search, wish: Wish) -> SlotMatch:
    slot, far_km = ranked.slot, ranked.distance_km
    return SlotMatch(
        slot_id=slot.slot_id,
        title=slot.title,
        employer=slot.employer,
        kind=slot.facts.kind,
        starts_on=slot.facts.dates.starts_on,
        ends_on=slot.facts.dates.ends_on,
        hours=slot.facts.hours,
        town=slot.town,
        distance_miles=None if far_km is None else round(in_miles(far_km), 1),
        seats_left=slot.seats_left,
        why=reasons_for(ranked, wish, start=search.start),
    )
