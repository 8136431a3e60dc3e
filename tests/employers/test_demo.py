"""The demo: complete, lawful by itself, moving with the day, and keeping to its own school."""

import shutil
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from careers.library import load_library
from employers.demo import load_demo
from employers.demo.calendar import demo_day, in_half_term
from employers.demo.files import TOWNS, read_employers
from employers.domain.gate import ReasonCode
from employers.domain.kinds import SlotKind, SlotState
from employers.domain.wish import Wish
from employers.services.applications import apply
from employers.services.search import search_slots, seeker_of
from employers.tables import Employer, Slot, SlotWord
from messages.services.chats import open_chat
from messages.tables import Channel
from safeguarding.services.contacts import has_lead_and_deputy
from schools.services.staff import sign_in
from schools.tables import RosterEntry, School
from storage.clock import SCHOOL_TIME
from storage.database import connect, reading
from students.services.identity import CodeUsedError, join
from tests.employers.world import NOW, TODAY, make_world

LATER = TODAY + timedelta(days=200)


def at(day: date) -> datetime:
    return datetime.combine(day, time(10), SCHOOL_TIME)


@pytest.fixture(scope="module")
def loaded(ring, sqlite_template, tmp_path_factory):
    """A file with the demo, loaded once, and the report of it."""
    path = tmp_path_factory.mktemp("demo") / "t.db"
    shutil.copyfile(sqlite_template, path)
    database = connect(f"sqlite:///{path}", ring)
    report = load_demo(database, today=TODAY, now=NOW)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return path, report


@pytest.fixture
def report(loaded, db):
    """The report of the demo in `db`."""
    path, report = loaded
    db.dispose()
    shutil.copyfile(path, db.engine.url.database)
    return report


def joined(db, code, *, number=0, now=NOW):
    address = f"{code}-{number}"
    chat_key = open_chat(db, channel=Channel.WEB, address=address, now=now)
    return join(db, chat_key=chat_key, code=code, now=now, turn_id=address)


def slots(db):
    with reading(db) as session:
        return session.scalars(select(Slot).order_by(Slot.id)).all()


def test_it_is_as_large_and_varied_as_promised(db, report):
    assert (report.employers, report.slots, report.students) == (60, 180, 48)
    employers = read_employers()
    assert {employer.town.lower() for employer in employers} == set(TOWNS)
    assert {employer.size for employer in employers} == {"micro", "small", "medium", "large"}
    assert {employer.sector for employer in employers} == set(load_library().sectors)
    assert len({slot.do for employer in employers for slot in employer.slots}) == 180
    per_kind = Counter(slot.kind for slot in slots(db))
    assert set(per_kind) == set(SlotKind)
    assert min(per_kind.values()) >= 10


def test_every_job_it_names_is_in_the_library_and_every_job_is_shown(report):
    library = load_library()
    named = {job for employer in read_employers() for slot in employer.slots for job in slot.jobs}

    assert named <= set(library.occupations)
    assert len(named) >= 30


def test_its_dates_are_weekdays_of_the_coming_year(db, report):
    for slot in slots(db):
        assert TODAY < slot.starts_on <= TODAY + timedelta(days=371)
        assert slot.starts_on.weekday() <= slot.ends_on.weekday() <= 4
        assert slot.ends_on - slot.starts_on <= timedelta(days=4)


@pytest.mark.parametrize("today", [TODAY, date(2027, 3, 1), date(2027, 7, 30), date(2028, 2, 29)])
def test_every_year_group_finds_plenty_on_any_day(db, report, today):
    load_demo(db, today=today, now=at(today))
    sectors = {slot.id: slot.sector for slot in slots(db)}
    for code in report.codes:
        student = joined(db, code, now=at(today))
        assert student.year_group == int(code.removeprefix("DEMO-Y"))
        seeker = seeker_of(db, student.key, today=today)

        found = search_slots(db, seeker, Wish(), today=today, limit=200)

        kinds = Counter(match.kind for match in found.matches)
        assert found.total >= 25
        assert (SlotKind.PLACEMENT in kinds) == (student.year_group >= 10)
        assert len({sectors[match.slot_id] for match in found.matches}) >= 15


def test_a_year_8_hears_why_there_is_no_placement(db, report):
    seeker = seeker_of(db, joined(db, "demo y8").key, today=TODAY)

    found = search_slots(db, seeker, Wish(kind=SlotKind.PLACEMENT), today=TODAY)

    assert [reason.code for reason in found.withheld] == [ReasonCode.TOO_YOUNG_FOR_PLACEMENT]
    assert all(match.kind is not SlotKind.PLACEMENT for match in found.matches)
    assert found.matches


def test_a_code_binds_one_student_after_the_other_until_none_is_free(db, report):
    keys = {joined(db, "DEMO-Y10", number=number).key for number in range(12)}

    assert len(keys) == 12
    with pytest.raises(CodeUsedError):
        joined(db, "DEMO-Y10", number=12)


def test_the_staff_can_sign_in_and_alerts_have_somewhere_to_go(db, report):
    assert report.password is not None
    assert report.password not in str(report)
    for email in report.logins:
        assert sign_in(db, email, report.password, now=NOW, address="a")
    with reading(db) as session:
        assert has_lead_and_deputy(session, report.school_id)


def test_a_second_run_moves_the_dates_and_adds_nothing(db, report):
    before = {slot.demo_key: slot for slot in slots(db)}

    again = load_demo(db, today=TODAY, now=NOW)
    later = load_demo(db, today=LATER, now=at(LATER))

    assert (again.password, later.password, later.school_id) == (None, None, report.school_id)
    after = slots(db)
    assert {slot.demo_key: slot.id for slot in after} == {
        key: slot.id for key, slot in before.items()
    }
    assert all(slot.starts_on > LATER for slot in after)
    with reading(db) as session:
        for word, starts_on in session.execute(
            select(SlotWord.starts_on, Slot.starts_on).join(Slot, Slot.id == SlotWord.slot_id)
        ):
            assert word == starts_on


def test_what_somebody_applied_for_stays_until_it_has_begun(db, report):
    student = joined(db, "DEMO-Y10")
    first = min(
        (slot for slot in slots(db) if slot.year_bits & 8 and slot.kind is SlotKind.VIRTUAL),
        key=lambda slot: slot.starts_on,
    )
    apply(db, student_key=student.key, slot_id=first.id, turn_id="t", now=NOW)

    soon = TODAY + timedelta(days=7)
    load_demo(db, today=soon, now=at(soon))
    assert next(slot for slot in slots(db) if slot.id == first.id).starts_on == first.starts_on

    load_demo(db, today=LATER, now=at(LATER))
    kept = next(slot for slot in slots(db) if slot.id == first.id)
    fresh = next(slot for slot in slots(db) if slot.demo_key == first.demo_key)
    assert (kept.starts_on, kept.state, kept.demo_key) == (
        first.starts_on,
        SlotState.CLOSED,
        None,
    )
    assert fresh.starts_on > LATER


def test_a_password_that_is_given_works_from_then_on(db, report):
    load_demo(db, today=TODAY, now=NOW, password="another-good-password")

    assert sign_in(db, report.logins[0], "another-good-password", now=NOW, address="a")


def test_it_never_touches_another_school(db):
    world = make_world(db)
    world.student(10)
    world.slot()

    def everything():
        with reading(db) as session:
            return [
                (row.id, getattr(row, "name", None), getattr(row, "starts_on", None))
                for table in (School, RosterEntry, Employer, Slot)
                for row in session.scalars(select(table).order_by(table.id))
                if getattr(row, "school_id", None) in {None, world.school_id}
                and getattr(row, "demo_name", None) is None
            ]

    before = everything()
    load_demo(db, today=TODAY, now=NOW)
    load_demo(db, today=LATER, now=at(LATER))

    assert everything() == before


def test_nothing_is_held_in_a_school_in_its_holidays(db, report):
    sectors = {slot.id for slot in slots(db) if slot.sector == "education"}
    at_school = [one for one in slots(db) if one.id in sectors or one.kind is SlotKind.TALK]

    assert at_school
    assert not any(in_half_term(slot.starts_on) for slot in at_school)


def test_days_keep_out_of_the_long_holidays():
    days = {demo_day(TODAY, week=week, day=day) for week in range(1, 53) for day in range(5)}

    assert not any((day.month, day.day) in {(12, 25), (1, 1), (8, 1), (8, 20)} for day in days)
    assert not any(date(2027, 3, 26) <= day <= date(2027, 4, 9) for day in days)
    for week, day in ((0, 0), (53, 0), (1, 5)):
        with pytest.raises(ValueError, match="no week"):
            demo_day(TODAY, week=week, day=day)
