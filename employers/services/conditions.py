"""The lawful gate and the wish as conditions of SQL, so that the database reads little.

They follow `employers.domain.gate`, which is asked again for each row afterwards: the conditions
are for speed, the gate decides.
"""

from math import cos, radians

from sqlalchemy import ColumnElement, and_, extract, false, or_, true

from careers.places import Place
from employers.domain.gate import ADULT_AGE, AT_THE_EMPLOYER
from employers.domain.kinds import RiskLevel, SlotKind, SlotState
from employers.domain.reach import Reach
from employers.domain.wish import Wish
from employers.domain.years import year_bit
from employers.tables import Slot
from schools.domain.years import LAST_YEAR, day_of_age, first_day_of, school_year_of

KM_PER_DEGREE = 111.2  # of latitude, mean of WGS 84

Conditions = list[ColumnElement[bool]]


def open_to(reach: Reach) -> Conditions:
    """Return the conditions under which the student may have a slot, its date aside."""
    adult_from = day_of_age(reach.date_of_birth, ADULT_AGE)
    return [
        Slot.state == SlotState.OPEN,
        Slot.seats_taken < Slot.seats,
        or_(Slot.school_id.is_(None), Slot.school_id == reach.school_id),
        _for_year_group(reach),
        or_(Slot.kind != SlotKind.PLACEMENT, Slot.starts_on >= reach.first_placement_day),
        or_(Slot.risk_level != RiskLevel.HIGH, Slot.starts_on >= adult_from),
        or_(
            Slot.kind.not_in(AT_THE_EMPLOYER),
            Slot.is_insurance_exempt == true(),
            Slot.insurance_expires_on >= Slot.ends_on,
            and_(Slot.insurance_expires_on.is_(None), Slot.kind != SlotKind.PLACEMENT),
        ),
    ]


def fitting(wish: Wish) -> Conditions:
    """Return the conditions of sector, kind, online or not, and days of the week.

    The days are a first sieve: `Wish.suits` has the last word.
    """
    found: Conditions = []
    if wish.sector is not None:
        found.append(Slot.sector == wish.sector)
    if wish.kind is not None:
        found.append(Slot.kind == wish.kind)
    elif wish.in_person:
        found.append(Slot.kind != SlotKind.VIRTUAL)
    first_day = extract("dow", Slot.starts_on)  # Sunday is 0, in SQLite too
    if wish.only_on:
        found.append(first_day.in_([(day + 1) % 7 for day in sorted(wish.only_on)]))
    if wish.not_on:
        left_out = [(day + 1) % 7 for day in sorted(wish.not_on)]
        found.append(or_(Slot.ends_on > Slot.starts_on, first_day.not_in(left_out)))
    return found


def within(start: Place, near_km: float) -> Conditions:
    """Return a box around the place; its corners are cut by the true distance later."""
    lat_reach = near_km / KM_PER_DEGREE
    lon_reach = near_km / (KM_PER_DEGREE * max(0.01, cos(radians(start.lat))))
    return [
        Slot.lat.between(start.lat - lat_reach, start.lat + lat_reach),
        Slot.lon.between(start.lon - lon_reach, start.lon + lon_reach),
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
        for later in range(3)  # as far as the horizon goes
        if reach.year_group + later <= LAST_YEAR
    ]
    return or_(*spans) if spans else false()
