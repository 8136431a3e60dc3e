"""One slot in full, with what stands against it for a student."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from careers.places import Place, distance_km, in_miles
from employers.domain.gate import Person, refusals
from employers.domain.kinds import ApplicationState, RiskLevel, SlotKind
from employers.domain.wish import Reason, Seeker
from employers.domain.years import years_of
from employers.services.held import Held, confirmed_dates, held_by
from employers.services.slots import SlotNotFoundError, facts_of
from employers.services.words import dates_in_words, distance_in_words, reason_of
from employers.tables import Slot
from schools.domain.ids import checked_id
from storage.database import Database, reading
from students.services.views import find_student


@dataclass(frozen=True)
class SlotDetails:
    """Everything about a slot that a student may read.

    `refusals` say why this student cannot have it; `application` is their own, if any.
    """

    slot_id: int
    title: str
    employer: str
    about_employer: str
    kind: SlotKind
    starts_on: date
    ends_on: date
    dates: str
    daily_from: time
    daily_to: time
    hours: float
    site: str
    town: str
    distance_miles: float | None
    distance: str | None
    seats_left: int
    year_groups: tuple[int, ...]
    sector: str
    occupations: tuple[str, ...]
    what_you_will_do: str
    needs: str
    access: str
    risk_level: RiskLevel
    application: ApplicationState | None
    refusals: tuple[Reason, ...]


def slot_details(db: Database, slot_id: int, seeker: Seeker, *, today: date) -> SlotDetails:
    """Return everything about a slot, and what stands against it for this seeker.

    Raises:
        SlotNotFoundError: there is no such slot for the seeker's school.
        StudentNotFoundError: there is no such student.
    """
    with reading(db) as session:
        slot = _slot(session, slot_id, find_student(session, seeker.student_key).school_id)
        held = held_by(session, seeker.student_key)
        person = Person(seeker.year_group, seeker.date_of_birth)
        confirmed = confirmed_dates(held, but=slot_id)
        against = refusals(facts_of(slot), person, today=today, confirmed=confirmed)
        reasons = tuple(reason_of(refusal) for refusal in against)
        return _details(slot, seeker.place, held, reasons)


def _slot(session: Session, slot_id: int, school_id: int | None) -> Slot:
    slot = session.scalar(
        select(Slot)
        .where(Slot.id == checked_id(slot_id))
        .options(joinedload(Slot.employer), joinedload(Slot.site), joinedload(Slot.occupations))
    )
    if slot is None or slot.school_id not in {None, school_id}:
        raise SlotNotFoundError(f"no slot {slot_id}")
    return slot


def _details(
    slot: Slot, start: Place | None, held: tuple[Held, ...], reasons: tuple[Reason, ...]
) -> SlotDetails:
    site = Place(slot.site.name, slot.lat, slot.lon, is_exact=True)
    far_km = None if start is None else distance_km(start, site)
    in_words = None if start is None or far_km is None else distance_in_words(far_km, start=start)
    return SlotDetails(
        slot_id=slot.id,
        title=slot.title,
        employer=slot.employer.name,
        about_employer=slot.employer.about,
        kind=slot.kind,
        starts_on=slot.starts_on,
        ends_on=slot.ends_on,
        dates=dates_in_words(slot.starts_on, slot.ends_on),
        daily_from=slot.daily_from,
        daily_to=slot.daily_to,
        hours=slot.hours,
        site=slot.site.name,
        town=slot.town,
        distance_miles=None if far_km is None else round(in_miles(far_km), 1),
        distance=in_words,
        seats_left=slot.seats - slot.seats_taken,
        year_groups=tuple(sorted(years_of(slot.year_bits))),
        sector=slot.sector,
        occupations=tuple(sorted(shown.occupation for shown in slot.occupations)),
        what_you_will_do=slot.what_you_will_do,
        needs=slot.needs,
        access=slot.access,
        risk_level=slot.risk_level,
        application=next((one.state for one in held if one.slot_id == slot.id), None),
        refusals=reasons,
    )
