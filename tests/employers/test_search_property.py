"""In any world, nothing unlawful is matched or applied for: asked of the real database."""

from datetime import date, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from employers.domain.gate import Person, refusals
from employers.domain.kinds import RiskLevel, SlotKind
from employers.domain.wish import Seeker, Wish
from employers.services.applications import ApplicationError, apply
from employers.services.search import search_slots
from employers.services.slots import facts_of
from employers.tables import Application, Slot, SlotOccupation, SlotWord
from schools.domain.years import day_of_age, school_year_of
from storage.database import reading, transaction
from tests.employers.world import LEEDS, NOW, TODAY

slots = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(SlotKind),
            "starts_on": st.dates(TODAY - timedelta(days=5), TODAY + timedelta(days=600)),
            "daily_from": st.sampled_from([time(5), time(8), time(9)]),
            "daily_to": st.sampled_from([time(4), time(14), time(16), time(18), time(23)]),
            "hours": st.sampled_from([2, 6, 8, 9]),
            "year_groups": st.sets(st.integers(7, 13), min_size=1),
            "risk_level": st.sampled_from(RiskLevel),
            "insurance_expires_on": st.none() | st.dates(TODAY, TODAY + timedelta(days=600)),
            "is_insurance_exempt": st.booleans(),
        }
    ),
    min_size=3,
    max_size=8,
)


@settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=slots, year=st.integers(7, 13), months=st.integers(-14, 14), data=st.data())
def test_no_unlawful_match_or_application(world, changes, year, months, data):
    born = date(TODAY.year - year - 5, 12, 1) + timedelta(days=months * 30)
    student = world.student(year, born=born)
    for change in changes:
        days = data.draw(st.integers(0, 2))
        world.slot(ends_on=change["starts_on"] + timedelta(days=days), **change)
    wish = Wish(kind=data.draw(st.none() | st.sampled_from(SlotKind)))

    seeker = Seeker(student, year, born, LEEDS)
    found = search_slots(world.db, seeker, wish, today=TODAY, limit=50)

    matched = {match.slot_id for match in found.matches}
    with reading(world.db) as session:
        everything = session.query(Slot).all()
        lawful = {
            slot.id
            for slot in everything
            if not refusals(facts_of(slot), Person(year, born), today=TODAY)
        }
        for slot in everything:
            if slot.id in matched:
                assert_lawful(slot, year, born)
    assert matched <= lawful
    if wish.kind is None:
        assert matched == lawful  # and nothing lawful is kept back by the SQL
    applied = apply_to_all(world, student, [slot.id for slot in everything])
    assert applied <= lawful
    clear(world)


def assert_lawful(slot, year, born):
    then = year + school_year_of(slot.starts_on) - school_year_of(TODAY)
    assert slot.starts_on > TODAY
    assert then in {7 + bit for bit in range(7) if slot.year_bits & (1 << bit)}
    assert slot.kind is not SlotKind.PLACEMENT or then >= 10
    assert slot.risk_level is not RiskLevel.HIGH or slot.starts_on >= day_of_age(born, 18)
    assert time(6) <= slot.daily_from < slot.daily_to <= time(22)


def apply_to_all(world, student, slot_ids):
    applied = set()
    for slot_id in slot_ids:
        turn = f"turn-{next(world.numbers)}"
        try:
            apply(world.db, student_key=student, slot_id=slot_id, turn_id=turn, now=NOW)
        except ApplicationError:
            continue
        applied.add(slot_id)
    return applied


def clear(world):
    with transaction(world.db) as session:
        for application in session.query(Application).all():
            session.delete(application)
        session.flush()
        for table in (SlotWord, SlotOccupation, Slot):
            session.query(table).delete()
