from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from advisers.services.erase import forget_everything
from advisers.services.requests import (
    RequestNotFoundError,
    ask_for_adviser,
    close_request,
    open_request_count,
    open_requests,
    waits_for_adviser,
    withdraw_request,
)
from advisers.services.retention import expire_requests
from advisers.tables import AdviserRequest
from schools.domain.roles import Role
from schools.services.staff import create_staff
from storage.database import Database, transaction
from students.services.views import StudentNotFoundError
from tests.actions.stage import Stage


@pytest.fixture
def stage(any_db: Database, now: datetime) -> Stage:
    return Stage.build(any_db, now)


def ask(stage: Stage, turn_id: str = "ask", now: datetime | None = None) -> int:
    return ask_for_adviser(
        stage.db,
        chat_key=stage.chat_key,
        student_key=stage.student.key,
        school_id=stage.school_id,
        turn_id=turn_id,
        now=now or stage.now,
    ).request_id


def staff(stage: Stage) -> int:
    return create_staff(
        stage.db,
        school_id=stage.school_id,
        name="Ada Adviser",
        email="ada@school.example",
        password="a long enough password",
        roles=[Role.ADVISER],
        now=stage.now,
    )


def test_staff_see_whom_to_speak_to(stage: Stage) -> None:
    stage.join()
    ask(stage)

    [request] = open_requests(stage.db, school_id=stage.school_id)

    assert (request.student_name, request.year_group, request.asked_at) == (
        "Sam Year10",
        10,
        stage.now,
    )
    assert open_request_count(stage.db, school_id=stage.school_id) == 1


def test_another_school_sees_nothing(stage: Stage) -> None:
    stage.join()
    request_id = ask(stage)

    assert open_requests(stage.db, school_id=stage.school_id + 1) == []
    with pytest.raises(RequestNotFoundError):
        close_request(
            stage.db, request_id, school_id=stage.school_id + 1, staff_id=1, now=stage.now
        )


def test_a_closed_request_is_done_and_may_be_asked_again(stage: Stage) -> None:
    stage.join()
    staff_id = staff(stage)
    request_id = ask(stage)

    for _ in range(2):
        close_request(
            stage.db, request_id, school_id=stage.school_id, staff_id=staff_id, now=stage.now
        )

    assert open_requests(stage.db, school_id=stage.school_id) == []
    assert ask(stage, "later") != request_id


def test_the_same_turn_asks_once(stage: Stage) -> None:
    stage.join()

    assert ask(stage) == ask(stage)
    assert open_request_count(stage.db, school_id=stage.school_id) == 1


def test_asked_from_several_places_at_once_there_is_one_request(stage: Stage) -> None:
    stage.join()

    with ThreadPoolExecutor(6) as pool:
        asked = list(pool.map(lambda number: ask(stage, f"turn-{number}"), range(6)))

    assert len(set(asked)) == 1
    assert open_request_count(stage.db, school_id=stage.school_id) == 1


def test_forgetting_takes_the_request_along(stage: Stage) -> None:
    student = stage.join()
    ask(stage)

    for _ in range(2):
        forget_everything(stage.db, student_key=student.key, now=stage.now)

    assert open_requests(stage.db, school_id=stage.school_id) == []
    assert stage.student.is_guest


def test_old_closed_requests_go_and_open_ones_stay(stage: Stage) -> None:
    stage.join()
    staff_id = staff(stage)
    close_request(stage.db, ask(stage), school_id=stage.school_id, staff_id=staff_id, now=stage.now)
    ask(stage, "second")
    later = stage.now + timedelta(days=400)

    with transaction(stage.db) as session:
        gone = expire_requests(session, now=later, keep=timedelta(days=365))

    assert gone == 1
    with transaction(stage.db) as session:
        assert session.query(AdviserRequest).count() == 1


def test_a_withdrawn_request_is_seen_by_nobody_and_may_be_asked_again(stage: Stage) -> None:
    key = stage.join().key
    first = ask(stage)

    for _ in range(2):
        assert withdraw_request(stage.db, student_key=key, turn_id="undo", now=stage.now)

    assert open_requests(stage.db, school_id=stage.school_id) == []
    assert not waits_for_adviser(stage.db, student_key=key)
    assert ask(stage, "later") != first
    assert waits_for_adviser(stage.db, student_key=key)


def test_where_nothing_was_asked_nothing_is_withdrawn(stage: Stage) -> None:
    key = stage.join().key

    assert not withdraw_request(stage.db, student_key=key, turn_id="undo", now=stage.now)


def test_the_same_withdrawing_turn_leaves_a_later_request_alone(stage: Stage) -> None:
    key = stage.join().key
    ask(stage)
    withdraw_request(stage.db, student_key=key, turn_id="undo", now=stage.now)
    ask(stage, "later")

    assert withdraw_request(stage.db, student_key=key, turn_id="undo", now=stage.now)
    assert open_request_count(stage.db, school_id=stage.school_id) == 1


def test_only_a_student_who_is_there_can_withdraw(stage: Stage) -> None:
    with pytest.raises(StudentNotFoundError):
        withdraw_request(stage.db, student_key="nobody", turn_id="undo", now=stage.now)
