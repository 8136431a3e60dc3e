"""Seats under concurrency: twenty students at once, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from sqlalchemy import func, select

from employers.domain.kinds import HOLDS_SEAT
from employers.services.applications import (
    AlreadyAppliedError,
    NotAllowedError,
    SlotFullError,
    apply,
    decide,
    withdraw,
)
from employers.tables import Application, Slot
from storage.database import reading
from tests.employers.world import NOW

THREADS = 20


def at_once(work, items):
    """Run `work` for every item in a thread of its own, all starting together."""
    barrier = Barrier(len(items))

    def run(item):
        barrier.wait(timeout=30)
        return work(item)

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(run, items))


def seats(world, slot_id):
    with reading(world.db) as session:
        held = select(func.count()).where(
            Application.slot_id == slot_id, Application.state.in_(HOLDS_SEAT)
        )
        return session.get_one(Slot, slot_id).seats_taken, session.scalar(held)


def test_twenty_students_never_take_more_than_the_seats(any_world):
    slot_id = any_world.slot(seats=3)
    students = [any_world.student(10) for _ in range(THREADS)]

    def work(student):
        try:
            return apply(
                any_world.db, student_key=student, slot_id=slot_id, turn_id=student, now=NOW
            ).id
        except SlotFullError:
            return None

    taken = [found for found in at_once(work, students) if found is not None]

    assert len(set(taken)) == 3
    assert seats(any_world, slot_id) == (3, 3)


def test_one_turn_repeated_twenty_times_at_once_applies_once(any_world):
    slot_id, student = any_world.slot(seats=3), any_world.student(10)

    def work(_number):
        return apply(any_world.db, student_key=student, slot_id=slot_id, turn_id="t", now=NOW).id

    assert len(set(at_once(work, range(THREADS)))) == 1
    assert seats(any_world, slot_id) == (1, 1)


def test_applying_and_withdrawing_in_a_heap_leaves_the_count_true(any_world):
    slot_id = any_world.slot(seats=5)
    students = [any_world.student(10) for _ in range(THREADS)]

    def work(student):
        for number in range(3):
            turn = f"{student}-{number}"
            try:
                made = apply(
                    any_world.db, student_key=student, slot_id=slot_id, turn_id=turn, now=NOW
                )
            except (SlotFullError, AlreadyAppliedError):
                continue
            withdraw(
                any_world.db,
                student_key=student,
                application_id=made.id,
                turn_id=f"{turn}-w",
                now=NOW,
            )

    at_once(work, students)

    assert seats(any_world, slot_id) == (0, 0)


def test_two_places_in_one_week_are_never_both_approved(any_world):
    student, staff_id = any_world.student(10), any_world.staff()
    ids = [any_world.apply(student, any_world.slot()).id for _ in range(4)]
    any_world.slot(starts_on=date(2027, 2, 10))

    def work(application_id):
        try:
            decide(
                any_world.db,
                application_id=application_id,
                school_id=any_world.school_id,
                staff_id=staff_id,
                approve=True,
                reason="",
                now=NOW,
            )
        except NotAllowedError:
            return 0
        return 1

    assert sum(at_once(work, ids)) == 1
