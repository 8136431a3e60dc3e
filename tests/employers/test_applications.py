"""Applying, deciding, withdrawing: seats, history, what the student hears."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from employers.domain.gate import ReasonCode
from employers.domain.kinds import ApplicationState, SlotState
from employers.services.applications import (
    MAX_WAITING,
    AlreadyAppliedError,
    AlreadyBegunError,
    AlreadyDecidedError,
    ApplicationNotFoundError,
    GuestError,
    MissingReasonError,
    NotAllowedError,
    SlotFullError,
    SlotNotFoundError,
    applications_of,
    applications_to_decide,
    decide,
    withdraw,
)
from employers.services.retention import expire_applications, lapse_applications
from employers.services.slots import set_slot_state
from employers.tables import ApplicationEvent, Slot
from messages.services.chats import chats_of_student
from messages.services.history import lines_of
from storage.database import reading, transaction
from tests.employers.world import NOW, TODAY, live_school, talk


def seats_taken(world, slot_id):
    with reading(world.db) as session:
        return session.get_one(Slot, slot_id).seats_taken


def heard(world, student):
    with reading(world.db) as session:
        chats = chats_of_student(session, student)
    return [line.text for chat in chats for line in lines_of(world.db, chat)]


def decided(world, application_id, *, approve=True, reason="", school_id=None, now=NOW):
    return decide(
        world.db,
        application_id=application_id,
        school_id=school_id or world.school_id,
        staff_id=world.staff(),
        approve=approve,
        reason=reason,
        now=now,
    )


def test_applying_holds_a_seat_and_stands_in_the_queue(any_world):
    student, slot_id = any_world.student(10), any_world.slot()

    view = any_world.apply(student, slot_id)

    assert (view.state, seats_taken(any_world, slot_id)) == (ApplicationState.APPLIED, 1)
    assert applications_of(any_world.db, student) == [view]
    (waiting,) = applications_to_decide(any_world.db, school_id=any_world.school_id, today=TODAY)
    assert (waiting.id, waiting.year_group, waiting.age) == (view.id, 10, 14)


def test_the_same_turn_applies_once(any_world):
    student, slot_id = any_world.student(10), any_world.slot()

    first = any_world.apply(student, slot_id, turn_id="turn-a")
    again = any_world.apply(student, slot_id, turn_id="turn-a")

    assert (first, seats_taken(any_world, slot_id)) == (again, 1)
    with pytest.raises(AlreadyAppliedError):
        any_world.apply(student, slot_id, turn_id="turn-b")


def test_a_full_slot_says_so(any_world):
    slot_id = any_world.slot(seats=1)
    any_world.apply(any_world.student(10), slot_id)

    with pytest.raises(SlotFullError):
        any_world.apply(any_world.student(10), slot_id)


def test_the_gate_stands_before_the_seat(any_world):
    slot_id = any_world.slot()

    with pytest.raises(NotAllowedError) as refused:
        any_world.apply(any_world.student(8), slot_id)
    with pytest.raises(GuestError):
        any_world.apply(any_world.guest(), slot_id)

    assert [reason.code for reason in refused.value.reasons] == [ReasonCode.TOO_YOUNG_FOR_PLACEMENT]
    assert seats_taken(any_world, slot_id) == 0


def test_another_schools_slot_does_not_exist(any_world):
    other_school = live_school(any_world.db, name="Elsewhere", now=NOW)
    theirs = any_world.slot(site_id=any_world.site(school_id=other_school))

    for slot_id in (theirs, 999_999, -1, 10**30):
        with pytest.raises(SlotNotFoundError):
            any_world.apply(any_world.student(10), slot_id)


def test_approving_tells_the_student_once_in_every_chat(any_world):
    student, slot_id = any_world.student(10), any_world.slot()
    application = any_world.apply(student, slot_id)

    view = decided(any_world, application.id)

    assert (view.state, seats_taken(any_world, slot_id)) == (ApplicationState.APPROVED, 1)
    (text,) = heard(any_world, student)
    assert "is approved" in text
    assert "Monday 8 February 2027" in text
    with pytest.raises(AlreadyDecidedError):
        decided(any_world, application.id, approve=False, reason="No")
    assert len(heard(any_world, student)) == 1


def test_refusing_needs_a_reason_frees_the_seat_and_is_final(any_world):
    student, slot_id = any_world.student(10), any_world.slot(seats=1)
    application = any_world.apply(student, slot_id)
    for reason in ("", "  \n", "x" * 501):
        with pytest.raises(MissingReasonError):
            decided(any_world, application.id, approve=False, reason=reason)

    decided(any_world, application.id, approve=False, reason="You have exams that week")

    assert seats_taken(any_world, slot_id) == 0
    assert (
        "The reason your school gave: You have exams that week. Tell me"
        in heard(any_world, student)[0]
    )
    assert applications_of(any_world.db, student)[0].reason == "You have exams that week"
    with pytest.raises(AlreadyAppliedError):
        any_world.apply(student, slot_id)


def test_another_schools_staff_finds_no_application(any_world):
    application = any_world.apply(any_world.student(10), any_world.slot())
    other_school = live_school(any_world.db, name="Elsewhere", now=NOW)

    for school_id, application_id in (
        (other_school, application.id),
        (any_world.school_id, 99),
        (any_world.school_id, 10**30),
    ):
        with pytest.raises(ApplicationNotFoundError):
            decided(any_world, application_id, school_id=school_id)
    assert applications_to_decide(any_world.db, school_id=other_school, today=TODAY) == []


def test_the_gate_is_asked_again_at_the_decision(any_world):
    student = any_world.student(10)
    first = any_world.apply(student, any_world.slot())
    same_week = any_world.apply(
        student, any_world.slot(starts_on=date(2027, 2, 11), ends_on=date(2027, 2, 11), hours=6)
    )
    decided(any_world, first.id)

    with pytest.raises(NotAllowedError) as refused:
        decided(any_world, same_week.id)

    assert [reason.code for reason in refused.value.reasons] == [ReasonCode.DATES_TAKEN]
    with transaction(any_world.db) as session:
        set_slot_state(session, first.slot_id, SlotState.PAUSED)
    decided(any_world, same_week.id, approve=False, reason="Same week")  # a refusal always works


def test_withdrawing_frees_the_seat_and_one_may_apply_again(any_world):
    student, slot_id = any_world.student(10), any_world.slot(seats=1)
    application = any_world.apply(student, slot_id)

    for turn in ("w1", "w1", "w2"):
        view = withdraw(
            any_world.db, student_key=student, application_id=application.id, turn_id=turn, now=NOW
        )
        assert view.state is ApplicationState.WITHDRAWN
    assert seats_taken(any_world, slot_id) == 0
    assert any_world.apply(student, slot_id).id == application.id
    assert seats_taken(any_world, slot_id) == 1
    with pytest.raises(ApplicationNotFoundError):
        withdraw(
            any_world.db,
            student_key=any_world.student(10),
            application_id=application.id,
            turn_id="w3",
            now=NOW,
        )


def test_what_has_begun_is_not_taken_back(any_world):
    student, slot_id = any_world.student(10), any_world.slot()
    application = any_world.apply(student, slot_id)
    decided(any_world, application.id)
    first_day = datetime(2027, 2, 8, 7, tzinfo=UTC)

    with pytest.raises(AlreadyBegunError):
        withdraw(
            any_world.db,
            student_key=student,
            application_id=application.id,
            turn_id="w",
            now=first_day,
        )
    (kept,) = applications_of(any_world.db, student)
    assert kept.state is ApplicationState.APPROVED
    assert seats_taken(any_world, slot_id) == 1


def test_the_history_keeps_every_step(any_world):
    student, slot_id = any_world.student(10), any_world.slot()
    application = any_world.apply(student, slot_id)
    decided(any_world, application.id, reason="Well done")
    withdraw(any_world.db, student_key=student, application_id=application.id, turn_id="w", now=NOW)

    with reading(any_world.db) as session:
        events = session.scalars(select(ApplicationEvent).order_by(ApplicationEvent.id)).all()

    assert [(e.state.value, e.reason, e.staff_id is None) for e in events] == [
        ("applied", None, True),
        ("approved", "Well done", False),
        ("withdrawn", None, True),
    ]


def test_nobody_holds_many_seats_undecided(any_world):
    student = any_world.student(10)
    for _ in range(MAX_WAITING):
        any_world.apply(student, any_world.slot())

    with pytest.raises(NotAllowedError) as refused:
        any_world.apply(student, any_world.slot())

    assert refused.value.reasons[0].text.startswith(f"You have {MAX_WAITING} applications waiting")


def test_undecided_applications_lapse_when_the_slot_begins(any_world):
    student = any_world.student(10)
    slot_id = any_world.slot(**talk())
    any_world.apply(student, slot_id)
    begins = NOW + timedelta(days=30)

    for now, ended in ((begins - timedelta(days=1), 0), (begins, 1), (begins, 0)):
        with transaction(any_world.db) as session:
            assert lapse_applications(session, now=now) == ended
    assert seats_taken(any_world, slot_id) == 0
    assert "has ended" in heard(any_world, student)[0]
    assert applications_of(any_world.db, student)[0].state is ApplicationState.LAPSED


def test_applications_go_a_year_after_the_student_left(any_world):
    student = any_world.student(13)
    any_world.apply(student, any_world.slot())
    keep = timedelta(days=365)

    for now, gone in ((NOW, 0), (NOW.replace(year=2028, month=8), 0), (NOW.replace(year=2028), 1)):
        with transaction(any_world.db) as session:
            assert expire_applications(session, now=now, keep=keep) == gone
    assert applications_of(any_world.db, student) == []
