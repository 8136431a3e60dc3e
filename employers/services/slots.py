"""Slots and employers: added with what they are found by, shown in full, paused and closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from careers.library import Library, load_library
from employers.domain.gate import Dates, SlotFacts
from employers.domain.kinds import RiskLevel, SlotKind, SlotState
from employers.domain.tokens import tokens_of
from employers.domain.years import year_bits, years_of
from employers.tables import Employer, Site, Slot, SlotOccupation, SlotWord
from schools.domain.ids import checked_id


class SlotNotFoundError(Exception):
    """There is no such slot, or not for this student's school."""


@dataclass(frozen=True)
class NewSlot:
    """What an employer says about a slot; `hours` in all, breaks not counted."""

    site_id: int
    title: str
    kind: SlotKind
    starts_on: date
    ends_on: date
    daily_from: time
    daily_to: time
    hours: float
    seats: int
    year_groups: Sequence[int]
    sector: str
    occupations: Sequence[str]
    what_you_will_do: str
    needs: str = ""
    access: str = ""
    risk_level: RiskLevel = RiskLevel.LOW
    insurance_expires_on: date | None = None
    is_insurance_exempt: bool = False
    demo_key: str | None = None


def add_employer(
    session: Session,
    *,
    name: str,
    sector: str,
    size: str,
    about: str,
    school_id: int | None,
    now: datetime,
) -> int:
    """Add an employer in the caller's transaction and return its id."""
    employer = Employer(
        name=name, sector=sector, size=size, about=about, school_id=school_id, created_at=now
    )
    session.add(employer)
    session.flush()
    return employer.id


def add_site(
    session: Session, *, employer_id: int, name: str, town: str, lat: float, lon: float
) -> int:
    """Add a site (WGS 84, decimal degrees) in the caller's transaction and return its id."""
    site = Site(employer_id=employer_id, name=name, town=town, lat=lat, lon=lon)
    session.add(site)
    session.flush()
    return site.id


def add_slot(session: Session, new: NewSlot) -> int:
    """Add an open slot in the caller's transaction and return its id.

    Raises:
        ValueError: a year group is outside 7-13, or there is none.
    """
    site = session.get_one(Site, new.site_id)
    slot = Slot(
        employer_id=site.employer_id,
        site_id=site.id,
        school_id=site.employer.school_id,
        town=site.town,
        lat=site.lat,
        lon=site.lon,
        demo_key=new.demo_key,
    )
    _describe(slot, new)
    session.add(slot)
    session.flush()
    _make_findable(slot, site.employer.name, new)
    session.flush()
    return slot.id


def change_slot(session: Session, slot_id: int, new: NewSlot) -> None:
    """Replace what is said about a slot, in the caller's transaction; its seats taken stay.

    Raises:
        SlotNotFoundError: there is no such slot.
        ValueError: a year group is outside 7-13, or there is none.
    """
    slot = locked_slot(session, slot_id)
    slot.occupations.clear()
    slot.words.clear()
    session.flush()  # the old words go before the same words come back
    _describe(slot, new)
    _make_findable(slot, slot.employer.name, new)


def set_slot_state(session: Session, slot_id: int, state: SlotState) -> None:
    """Open, pause or close a slot in the caller's transaction; applications stay as they are.

    Raises:
        SlotNotFoundError: there is no such slot.
    """
    locked_slot(session, slot_id).state = state


def locked_slot(session: Session, slot_id: int) -> Slot:
    """Return a slot whose row nobody else changes until the caller's transaction ends.

    Raises:
        SlotNotFoundError: there is no such slot.
    """
    slot = session.scalar(
        select(Slot)
        .where(Slot.id == checked_id(slot_id))
        .with_for_update(of=Slot)
        .execution_options(populate_existing=True)
    )
    if slot is None:
        raise SlotNotFoundError(f"no slot {slot_id}")
    return slot


def facts_of(slot: Slot) -> SlotFacts:
    """Return what the lawful gate looks at."""
    return SlotFacts(
        kind=slot.kind,
        dates=Dates(slot.starts_on, slot.ends_on),
        daily_from=slot.daily_from,
        daily_to=slot.daily_to,
        hours=slot.hours,
        year_groups=years_of(slot.year_bits),
        risk_level=slot.risk_level,
        insurance_expires_on=slot.insurance_expires_on,
        is_insurance_exempt=slot.is_insurance_exempt,
        is_open=slot.state is SlotState.OPEN,
    )


def words_of(employer_name: str, new: NewSlot, library: Library) -> list[str]:
    """Return the words that a slot is found by."""
    texts = [new.title, new.what_you_will_do, employer_name]
    sector = library.sectors.get(new.sector)
    if sector is not None:
        texts += [sector.name, *sector.also]
    for occupation_id in new.occupations:
        known = library.occupations.get(occupation_id)
        named = known or library.named_occupations.get(occupation_id)
        if named is not None:
            texts += [named.name, *named.also]
    return tokens_of(" ".join(texts))


def _describe(slot: Slot, new: NewSlot) -> None:
    slot.title, slot.kind, slot.sector = new.title, new.kind, new.sector
    slot.starts_on, slot.ends_on = new.starts_on, new.ends_on
    slot.daily_from, slot.daily_to, slot.hours = new.daily_from, new.daily_to, new.hours
    slot.seats, slot.year_bits = new.seats, year_bits(new.year_groups)
    slot.what_you_will_do, slot.needs, slot.access = new.what_you_will_do, new.needs, new.access
    slot.risk_level = new.risk_level
    slot.insurance_expires_on = new.insurance_expires_on
    slot.is_insurance_exempt = new.is_insurance_exempt


def _make_findable(slot: Slot, employer_name: str, new: NewSlot) -> None:
    for occupation in dict.fromkeys(new.occupations):
        slot.occupations.append(SlotOccupation(occupation=occupation, starts_on=new.starts_on))
    for word in words_of(employer_name, new, load_library()):
        slot.words.append(SlotWord(word=word, starts_on=new.starts_on))
