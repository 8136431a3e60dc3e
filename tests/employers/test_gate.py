"""The lawful gate as a pure function."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from employers.domain.gate import (
    EARLY_KINDS,
    Dates,
    Person,
    ReasonCode,
    SlotFacts,
    kinds_for,
    refusals,
)
from employers.domain.kinds import RiskLevel, SlotKind
from schools.domain.years import day_of_age, leaving_date, school_year_of
from tests.employers.world import BORN, TODAY

FREE = SlotFacts(
    kind=SlotKind.PLACEMENT,
    dates=Dates(date(2027, 2, 8), date(2027, 2, 12)),
    daily_from=time(9),
    daily_to=time(15, 30),
    hours=30,
    year_groups=frozenset(range(7, 14)),
    risk_level=RiskLevel.LOW,
    insurance_expires_on=date(2028, 1, 1),
    is_insurance_exempt=False,
    is_open=True,
)


def codes(slot: SlotFacts, year: int = 10, **kwargs: object) -> list[ReasonCode]:
    person = Person(year, BORN[year])
    return [r.code for r in refusals(slot, person, today=TODAY, **kwargs)]  # type: ignore[arg-type]


@pytest.mark.parametrize("year", [10, 11, 12, 13])
def test_a_placement_is_open_from_year_10(year: int) -> None:
    assert codes(FREE, year) == []


@pytest.mark.parametrize("year", [7, 8, 9])
@pytest.mark.parametrize("kind", list(SlotKind))
def test_years_7_to_9_may_have_everything_but_a_placement(year: int, kind: SlotKind) -> None:
    expected = [ReasonCode.TOO_YOUNG_FOR_PLACEMENT] if kind is SlotKind.PLACEMENT else []

    assert codes(replace(FREE, kind=kind), year) == expected


def test_a_refused_placement_names_the_kinds_that_are_possible() -> None:
    (refusal,) = refusals(FREE, Person(8, BORN[8]), today=TODAY)

    assert refusal.instead == EARLY_KINDS
    assert SlotKind.PLACEMENT not in refusal.instead


def test_the_year_group_is_that_of_the_slots_date() -> None:
    in_october = replace(FREE, dates=Dates(date(2027, 10, 4), date(2027, 10, 8)))

    assert codes(in_october, 9) == []  # Year 10 by then
    assert codes(replace(in_october, year_groups=frozenset({9})), 9) == [
        ReasonCode.OTHER_YEAR_GROUP
    ]
    assert codes(in_october, 13) == [ReasonCode.LEFT_SCHOOL]


def test_a_student_moved_up_a_year_is_still_too_young_by_birthday() -> None:
    found = refusals(FREE, Person(10, BORN[9]), today=TODAY)

    assert [refusal.code for refusal in found] == [ReasonCode.TOO_YOUNG_FOR_PLACEMENT]


def test_high_risk_is_kept_from_everybody_below_18() -> None:
    risky = replace(FREE, risk_level=RiskLevel.HIGH)

    assert codes(risky, 11) == [ReasonCode.TOO_RISKY]
    assert codes(replace(risky, kind=SlotKind.TOUR), 8) == [ReasonCode.TOO_RISKY]
    assert codes(risky, 12) == [ReasonCode.TOO_RISKY]  # past leaving age, but not 18
    birthday = day_of_age(BORN[13], 18)
    before = birthday - timedelta(days=1)
    on_it = replace(risky, dates=Dates(birthday, birthday), hours=6)
    assert codes(on_it, 13) == []
    assert codes(replace(on_it, dates=Dates(before, birthday)), 13) == [ReasonCode.TOO_RISKY]


@pytest.mark.parametrize(
    ("begins", "ends", "hours", "expected"),
    [
        (time(9), time(17), 40, []),
        (time(9), time(17, 1), 35, [ReasonCode.DAY_TOO_LONG]),
        (time(9), time(15), 41, [ReasonCode.DAY_TOO_LONG, ReasonCode.WEEK_TOO_LONG]),
        (time(22), time(6), 30, [ReasonCode.NIGHT_WORK]),
        (time(5, 59), time(12), 30, [ReasonCode.NIGHT_WORK]),
        (time(6), time(12), 30, []),
        (time(15), time(22), 30, []),
        (time(15), time(22, 1), 30, [ReasonCode.NIGHT_WORK]),
    ],
)
def test_hours(begins: time, ends: time, hours: float, expected: list[ReasonCode]) -> None:
    slot = replace(FREE, daily_from=begins, daily_to=ends, hours=hours)

    assert codes(slot, 12) == expected


@pytest.mark.parametrize(
    ("kind", "expires", "exempt", "is_refused"),
    [
        (SlotKind.PLACEMENT, date(2027, 2, 12), False, False),
        (SlotKind.PLACEMENT, date(2027, 2, 11), False, True),  # runs out before the last day
        (SlotKind.PLACEMENT, None, False, True),
        (SlotKind.PLACEMENT, None, True, False),
        (SlotKind.SHADOWING, date(2027, 2, 7), False, True),
        (SlotKind.SHADOWING, None, False, False),
        (SlotKind.TALK, date(2020, 1, 1), False, False),
    ],
)
def test_insurance(kind: SlotKind, expires: date | None, exempt: bool, is_refused: bool) -> None:
    slot = replace(FREE, kind=kind, insurance_expires_on=expires, is_insurance_exempt=exempt)

    assert codes(slot) == ([ReasonCode.NOT_INSURED] if is_refused else [])


def test_what_has_begun_or_is_closed_is_refused() -> None:
    assert codes(replace(FREE, dates=Dates(TODAY, TODAY + timedelta(days=4)))) == [
        ReasonCode.IN_THE_PAST
    ]
    assert codes(replace(FREE, is_open=False)) == [ReasonCode.NOT_OPEN]


@pytest.mark.parametrize(
    ("first", "last", "is_taken"),
    [(6, 7, False), (7, 8, True), (10, 10, True), (12, 20, True), (13, 20, False)],
)
def test_confirmed_dates_are_not_promised_twice(first: int, last: int, is_taken: bool) -> None:
    taken = Dates(date(2027, 2, first), date(2027, 2, last))

    assert codes(FREE, confirmed=[taken]) == ([ReasonCode.DATES_TAKEN] if is_taken else [])


def test_a_guest_gets_nothing() -> None:
    (refusal,) = refusals(FREE, Person(None, None), today=TODAY)

    assert refusal.code is ReasonCode.GUEST


def test_kinds_for() -> None:
    assert kinds_for(8, BORN[8], today=TODAY) == EARLY_KINDS
    assert kinds_for(10, BORN[10], today=TODAY) == tuple(SlotKind)


days = st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=900))
births = st.dates(date(2008, 1, 1), date(2016, 12, 31))


@st.composite
def slots(draw: st.DrawFn) -> SlotFacts:
    first = draw(days)
    return SlotFacts(
        kind=draw(st.sampled_from(SlotKind)),
        dates=Dates(first, first + timedelta(days=draw(st.integers(0, 20)))),
        daily_from=draw(st.sampled_from([time(5, 30), time(8), time(9), time(20)])),
        daily_to=draw(st.sampled_from([time(4), time(12), time(15), time(17), time(23)])),
        hours=draw(st.sampled_from([1, 6, 30, 41, 90])),
        year_groups=draw(st.frozensets(st.integers(7, 13), min_size=1)),
        risk_level=draw(st.sampled_from(RiskLevel)),
        insurance_expires_on=draw(st.none() | days),
        is_insurance_exempt=draw(st.booleans()),
        is_open=draw(st.sampled_from([True, True, True, False])),
    )


@settings(derandomize=True, deadline=None, max_examples=1500)
@given(slot=slots(), year=st.integers(7, 13), born=births, taken=days)
def test_nothing_unlawful_passes(slot: SlotFacts, year: int, born: date, taken: date) -> None:
    confirmed = [Dates(taken, taken)]
    if refusals(slot, Person(year, born), today=TODAY, confirmed=confirmed):
        return
    start, end = slot.dates.starts_on, slot.dates.ends_on
    years_on = year + school_year_of(start) - school_year_of(TODAY)
    assert slot.is_open
    assert start > TODAY
    assert years_on in slot.year_groups
    assert time(6) <= slot.daily_from < slot.daily_to <= time(22)
    assert slot.hours <= 8 * ((end - start).days + 1)
    assert not start <= taken <= end
    if slot.kind is SlotKind.PLACEMENT:
        assert years_on >= 10
        assert school_year_of(start) >= school_year_of(leaving_date(born)) - 1
        assert slot.is_insurance_exempt or (
            slot.insurance_expires_on is not None and slot.insurance_expires_on >= end
        )
    if slot.risk_level is RiskLevel.HIGH:
        assert start >= day_of_age(born, 18)
