"""Finding slots for a student: lawful, fitting, best first, honest where nothing fits."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

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
from employers.services.relaxing import Attempt, attempts
from employers.services.slots import SlotNotFoundError
from employers.services.why import reasons_for
from employers.services.words import reason_of
from employers.words import WORDING
from schools.services.schools import school_of
from schools.services.terms import school_calendar, school_place
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


def seeker_of(db: Database, student_key: str, *, today: date) -> Seeker:
    """Return a student as a seeker: year group and birthday from the roster, the school's terms.

    Raises:
        StudentNotFoundError: there is no such student.
    """
    with reading(db) as session:
        student = student_view(session, student_key, today=today)
        record = student_record(session, student_key, today=today)
        return Seeker(
            student_key,
            record.year_group if record else None,
            record.date_of_birth if record else None,
            student.place,
            sectors_liked(load_library(), student.interests),
            school_place(session, student.school_id),
            school_calendar(session, student.school_id, today=today),
        )


def search_slots(
    db: Database, seeker: Seeker, wish: Wish, *, today: date, limit: int = 3, offset: int = 0
) -> Found:
    """Return a page of the slots that the seeker may have and that fit the wish, best first.

    Where nothing fits, one part of the wish after the other is given up: distance, kind, length,
    dates, the very job instead of its sector, then two at once and so on; what was ruled out
    ("not online") only after all of that. `relaxed` says which.

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
        ranked, note = _with_nearest_in_person(session, search, attempt, ranked)
    page = ranked[offset : offset + limit]
    matches = tuple(_match(entry, search, attempt.wish) for entry in page)
    said = () if offset else note
    return Found(matches, len(ranked), withheld, (*attempt.relaxed, *said))


def _prepare(session: Session, seeker: Seeker, wish: Wish, reach: Reach) -> _Search:
    held = held_by(session, seeker.student_key)
    near_km = wish.near_km or (wish.place.reach_km if wish.place is not None else None)
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


def _attempts(search: _Search) -> Iterator[Attempt]:
    near_km = search.near_km if search.start is not None else None
    can_be_placed = search.reach.may_start_placement_now
    return attempts(search.wish, near_km, can_be_placed=can_be_placed)


def _nearest(session: Session, search: _Search, attempt: Attempt) -> list[Ranked]:
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


def _with_nearest_in_person(
    session: Session, search: _Search, attempt: Attempt, ranked: list[Ranked]
) -> tuple[list[Ranked], tuple[str, ...]]:
    """Return what was found near a place; where that is all online, the nearest in person leads.

    The words say so: nobody who asks for what is near should take "online" for it.
    """
    start, near_km, wish = search.start, attempt.near_km, attempt.wish
    is_asked = wish.is_local and wish.kind is not SlotKind.VIRTUAL and start is not None
    if not is_asked or near_km is None or any(one.distance_km is not None for one in ranked):
        return ranked, ()
    in_person = replace(attempt, wish=replace(wish, in_person=True, nearest=True), near_km=None)
    further = _nearest(session, search, in_person)[:1]
    name = start.name if start is not None else ""
    values = {"miles": round(in_miles(near_km)), "place": name}
    if not further or further[0].distance_km is None:
        return ranked, (WORDING.text("only_online", **values),)
    away = round(in_miles(further[0].distance_km))
    return [*further, *ranked], (WORDING.text("nearest_in_person", away=away, **values),)


def _ranked(session: Session, search: _Search, attempt: Attempt) -> list[Ranked]:
    """Return what fits an attempt; the gate has the last word on every slot."""
    found = _candidates(session, search, attempt)
    person = Person(search.reach.year_group, search.reach.date_of_birth)
    lawful = [
        slot
        for slot in found
        if slot.slot_id not in search.had
        and attempt.wish.suits(slot.facts)
        and not refusals(slot.facts, person, today=search.reach.today, confirmed=search.confirmed)
    ]
    likes = frozenset() if attempt.wish.has_topic else search.likes
    return best_first(
        lawful,
        start=search.start,
        near_km=attempt.near_km,
        likes=likes,
        is_local=attempt.wish.is_local,
        nearest=attempt.wish.nearest,
    )


def _candidates(session: Session, search: _Search, attempt: Attempt) -> list[Candidate]:
    """Return what is near, and what is online: that is near for everybody."""
    wish, reach = attempt.wish, search.reach
    found = find_candidates(session, reach, wish, start=search.start, near_km=attempt.near_km)
    is_near_enough = wish.in_person or wish.kind not in {None, SlotKind.VIRTUAL}
    if attempt.near_km is None or is_near_enough:
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
