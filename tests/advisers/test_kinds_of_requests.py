"""An absence and a wish for one's data are requests too."""

from datetime import datetime, timedelta

import pytest

from advisers.domain.kinds import RequestKind
from advisers.services.requests import AskedView, RequestView, ask_for_adviser, open_requests
from employers.services.applications import ApplicationNotFoundError, apply
from employers.services.erase import erase_in_employers
from storage.database import Database, transaction
from tests.actions.stage import Stage


@pytest.fixture
def stage(any_db: Database, now: datetime) -> Stage:
    made = Stage.build(any_db, now)
    made.join()
    return made


def applied(stage: Stage) -> int:
    return apply(
        stage.db,
        student_key=stage.student.key,
        slot_id=stage.offer(),
        turn_id="apply",
        now=stage.now,
    ).id


def ask(
    stage: Stage,
    kind: RequestKind,
    *,
    turn_id: str,
    application_id: int | None = None,
    now: datetime | None = None,
) -> AskedView:
    return ask_for_adviser(
        stage.db,
        chat_key=stage.chat_key,
        student_key=stage.student.key,
        school_id=stage.school_id,
        turn_id=turn_id,
        now=now or stage.now,
        kind=kind,
        application_id=application_id,
    )


def seen(stage: Stage) -> list[RequestView]:
    return open_requests(stage.db, school_id=stage.school_id)


def test_staff_see_which_placement_an_absence_is_from(stage: Stage) -> None:
    ask(stage, RequestKind.ABSENCE, turn_id="ill", application_id=applied(stage))

    [request] = seen(stage)

    assert request.kind is RequestKind.ABSENCE
    assert request.placement is not None
    assert request.placement.startswith("A week in the workshop, A week in the workshop Ltd, ")


def test_kinds_do_not_stand_in_for_each_other(stage: Stage) -> None:
    ask(stage, RequestKind.TALK, turn_id="talk")

    assert ask(stage, RequestKind.EXPORT, turn_id="export").is_new
    assert [one.kind for one in seen(stage)] == [RequestKind.TALK, RequestKind.EXPORT]


def test_the_same_turn_again_keeps_one_absence(stage: Stage) -> None:
    application_id = applied(stage)

    first = ask(stage, RequestKind.ABSENCE, turn_id="ill", application_id=application_id)
    again = ask(stage, RequestKind.ABSENCE, turn_id="ill", application_id=application_id)

    assert first == again
    assert len(seen(stage)) == 1


def test_an_absence_said_twice_on_one_day_is_one(stage: Stage) -> None:
    application_id = applied(stage)
    ask(stage, RequestKind.ABSENCE, turn_id="ill", application_id=application_id)

    again = ask(stage, RequestKind.ABSENCE, turn_id="ill-2", application_id=application_id)

    assert not again.is_new


def test_an_absence_on_the_next_day_is_a_new_one(stage: Stage) -> None:
    application_id = applied(stage)
    ask(stage, RequestKind.ABSENCE, turn_id="ill", application_id=application_id)

    tomorrow = stage.now + timedelta(days=1)
    again = ask(
        stage, RequestKind.ABSENCE, turn_id="ill-2", application_id=application_id, now=tomorrow
    )

    assert again.is_new


def test_nobody_is_absent_from_what_is_not_theirs(stage: Stage) -> None:
    with pytest.raises(ApplicationNotFoundError):
        ask(stage, RequestKind.ABSENCE, turn_id="ill", application_id=77)

    assert seen(stage) == []


def test_a_request_outlives_its_placement(stage: Stage) -> None:
    ask(stage, RequestKind.ABSENCE, turn_id="ill", application_id=applied(stage))
    with transaction(stage.db) as session:
        erase_in_employers(session, stage.student.key)

    [request] = seen(stage)

    assert request.placement is None
