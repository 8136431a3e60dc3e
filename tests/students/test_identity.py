"""Who is at the other end of a chat: guests, join codes, second devices, tries."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from careers.places import Place
from messages.services.addresses import ChatNotFoundError
from messages.services.chats import bind_chat, chat_of, chats_of_student
from schools.services.fictional import (
    FictionalStudent,
    keep_fictional_roster,
    keep_pool_code,
    open_fictional_school,
)
from schools.services.roster import join_codes
from schools.services.schools import create_school, leave_demo_mode, name_contacts
from storage.database import reading, transaction
from students.domain.names import first_name
from students.domain.profile import MAX_INTERESTS, ProfileQuestion
from students.services.erase import erase_student
from students.services.identity import (
    ATTEMPT_WINDOW,
    MAX_WRONG_CODES,
    AlreadyJoinedError,
    CodeUsedError,
    SchoolNotReadyError,
    TooManyTriesError,
    UnknownCodeError,
    join,
    student_of_chat,
)
from students.services.profile import set_interests, set_place, skip
from students.services.renewal import renew_code
from students.services.retention import expire_guests, expire_join_attempts
from students.services.views import StudentNotFoundError, student_record, student_view
from students.tables import Student
from tests.employers.world import CONTACTS, NOW, TODAY, make_world

LEEDS = Place("Leeds", 53.79648, -1.54785, is_exact=False)


@pytest.fixture
def world(any_db):
    return make_world(any_db)


def joined(world, chat, code, *, turn=None, now=NOW):
    turn = turn or f"turn-{next(world.numbers)}"
    return join(world.db, chat_key=chat, code=code, now=now, turn_id=turn)


def test_a_new_chat_gets_a_guest_once(world):
    chat = world.chat()

    first = student_of_chat(world.db, chat, now=NOW)
    again = student_of_chat(world.db, chat, now=NOW + timedelta(hours=2))

    assert first == again
    assert (first.is_guest, first.school_id, first.first_name, first.age) == (
        True,
        None,
        None,
        None,
    )
    with pytest.raises(ChatNotFoundError):
        student_of_chat(world.db, "no such chat", now=NOW)


@pytest.mark.parametrize("typed", [str, str.lower, lambda c: c.replace("-", " "), "  {}.".format])
def test_joining_takes_everything_from_the_roster(world, typed):
    chat, code = world.chat(), world.code(10, name="Rahman, Aisha")
    guest = student_of_chat(world.db, chat, now=NOW)

    student = joined(world, chat, typed(code))

    assert (student.key, student.is_guest, student.school_id) == (guest.key, False, world.school_id)
    assert (student.first_name, student.year_group, student.age) == ("Aisha", 10, 14)
    with reading(world.db) as session:
        assert chat_of(session, chat).school_id == world.school_id
        record = student_record(session, student.key, today=TODAY)
    assert record is not None
    assert record.date_of_birth == date(2012, 2, 3)
    assert student_of_chat(world.db, chat, now=datetime(2027, 9, 1, 9, tzinfo=UTC)).year_group == 11


def test_the_same_turn_and_the_same_chat_join_once(world):
    chat, code = world.chat(), world.code(10)

    views = [
        joined(world, chat, code, turn="t"),
        joined(world, chat, code, turn="t"),
        joined(world, chat, code),
    ]

    assert len({view.key for view in views}) == 1


def test_a_code_works_in_one_chat_only(world):
    code = world.code(10)
    joined(world, world.chat(), code)

    with pytest.raises(CodeUsedError):
        joined(world, world.chat(), code)


def test_a_real_school_in_demo_mode_takes_nobody_yet(world):
    school_id = create_school(world.db, name="Not ready", now=NOW)
    chat, code = world.chat(), world.code(10, school_id=school_id)

    with pytest.raises(SchoolNotReadyError):
        joined(world, chat, code)
    assert student_of_chat(world.db, chat, now=NOW).is_guest

    name_contacts(world.db, school_id, CONTACTS)
    leave_demo_mode(world.db, school_id)
    assert joined(world, chat, code).school_id == school_id


def test_a_chat_is_never_moved_to_another_student(world):
    chat = world.chat()
    mine, theirs = world.code(10), world.code(10)
    student = joined(world, chat, mine)

    with pytest.raises(AlreadyJoinedError):
        joined(world, chat, theirs)

    assert student_of_chat(world.db, chat, now=NOW).key == student.key
    assert not joined(world, world.chat(), theirs).is_guest  # and their code still works


def test_a_second_device_is_the_same_student_and_keeps_what_was_said(world):
    first, second = world.chat(), world.chat()
    student = joined(world, first, world.code(10))
    guest = student_of_chat(world.db, second, now=NOW)
    set_place(world.db, student_key=guest.key, place=LEEDS, turn_id="p", now=NOW)
    (printed,) = join_codes(world.db, world.school_id, today=TODAY)
    code = renew_code(world.db, printed.entry_id, school_id=world.school_id, now=NOW)

    again = joined(world, second, code)

    assert again.key == student.key
    assert again.place is not None
    with reading(world.db) as session:
        assert chats_of_student(session, student.key) == [first]
        assert session.get(Student, guest.key) is None
        with pytest.raises(ChatNotFoundError):
            chat_of(session, second)


def test_wrong_codes_are_limited_per_chat(world):
    chat, code = world.chat(), world.code(10)
    for _ in range(MAX_WRONG_CODES):
        with pytest.raises(UnknownCodeError):
            joined(world, chat, "AAAAA-AAAAA")

    with pytest.raises(TooManyTriesError):
        joined(world, chat, code)
    assert not joined(world, world.chat(), world.code(11)).is_guest
    later = NOW + ATTEMPT_WINDOW + timedelta(seconds=1)
    assert not joined(world, chat, code, now=later).is_guest
    with transaction(world.db) as session:
        assert expire_join_attempts(session, now=later) == MAX_WRONG_CODES


@pytest.mark.parametrize("code", ["", "-", "é", "\x00", "'; DROP TABLE student; --", "x" * 10_000])
def test_nonsense_is_an_unknown_code(world, code):
    with pytest.raises(UnknownCodeError):
        joined(world, world.chat(), code)


def test_a_pool_code_binds_the_next_free_student_also_at_once(world):
    with transaction(world.db) as session:
        school_id = open_fictional_school(session, "demo", name="Demo", now=NOW)
        students = [
            FictionalStudent(f"Student {number}", date(2012, 2, 3), 10, "A") for number in range(8)
        ]
        keep_fictional_roster(session, school_id, students, taken=(), today=TODAY, now=NOW)
        keep_pool_code(session, school_id, year_group=10, code="DEMO-Y10", now=NOW)
        keep_pool_code(session, school_id, year_group=10, code="DEMO-Y10", now=NOW)
    chats = [world.chat() for _ in range(10)]

    def work(chat):
        try:
            return joined(world, chat, "demo-y10", turn=chat).key
        except CodeUsedError:
            return None

    with ThreadPoolExecutor(10) as pool:
        keys = [key for key in pool.map(work, chats) if key]

    assert len(set(keys)) == len(keys) == 8
    assert joined(world, chats[0], "DEMO-Y10").key in keys or work(chats[0]) is None


def test_the_profile_is_coarse_and_each_question_may_be_skipped(world):
    student = student_of_chat(world.db, world.chat(), now=NOW)

    def tell(function, **what):
        turn = f"turn-{next(world.numbers)}"
        return function(world.db, student_key=student.key, turn_id=turn, now=NOW, **what)

    placed = tell(set_place, place=LEEDS)
    assert placed.place == Place("Leeds", 53.80, -1.55, is_exact=False)
    assert not placed.profile_done
    skipped = tell(skip, question=ProfileQuestion.INTERESTS)
    assert (skipped.profile_done, skipped.skipped) == (True, (ProfileQuestion.INTERESTS,))
    told = tell(set_interests, interests=["animals", "animals", "sport"])
    assert (told.interests, told.skipped) == (("animals", "sport"), ())
    kept = tell(skip, question=ProfileQuestion.INTERESTS)  # what was said stays
    assert (kept.interests, kept.skipped) == (("animals", "sport"), ())
    many = tell(set_interests, interests=[str(number) for number in range(99)])
    assert len(many.interests) == MAX_INTERESTS


def test_a_repeated_turn_does_not_bring_an_old_answer_back(world):
    student = student_of_chat(world.db, world.chat(), now=NOW).key
    hull = Place("Hull", 53.74, -0.33, is_exact=False)
    for place, turn in ((LEEDS, "t1"), (hull, "t2"), (LEEDS, "t1")):
        view = set_place(world.db, student_key=student, place=place, turn_id=turn, now=NOW)

    assert view.place == hull


def test_an_unknown_student(world):
    with reading(world.db) as session, pytest.raises(StudentNotFoundError):
        student_view(session, "nobody", today=TODAY)
    for question in ProfileQuestion:
        with pytest.raises(StudentNotFoundError):
            skip(world.db, student_key="nobody", question=question, turn_id="t", now=NOW)


def test_forgetting_a_guest(world):
    chat = world.chat()
    guest = student_of_chat(world.db, chat, now=NOW)

    for _ in range(2):
        with transaction(world.db) as session:
            erase_student(session, guest.key, now=NOW)

    assert student_of_chat(world.db, chat, now=NOW).key != guest.key


def test_guests_who_do_not_come_back_are_erased_and_students_are_not(world):
    guest = student_of_chat(world.db, world.chat(), now=NOW).key
    student = joined(world, world.chat(), world.code(10)).key
    keep = timedelta(days=90)

    for later, gone in ((timedelta(days=89), 0), (timedelta(days=91), 1)):
        with transaction(world.db) as session:
            assert expire_guests(session, now=NOW + later, keep=keep) == gone
    with reading(world.db) as session:
        assert session.get(Student, guest) is None
        assert session.get(Student, student) is not None


def test_a_chat_bound_to_somebody_who_was_erased_starts_as_a_guest(world):
    chat = world.chat()
    with transaction(world.db) as session:
        bind_chat(session, chat, student_key="gone", school_id=None)

    assert student_of_chat(world.db, chat, now=NOW).is_guest


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Aisha Rahman", "Aisha"),
        ("Rahman, Aisha Bibi", "Aisha"),
        ("Mei-Lin Zhou", "Mei-Lin"),
        ("Zhou,", "Zhou"),
        ("", ""),
    ],
)
def test_first_names(name, first):
    assert first_name(name) == first
