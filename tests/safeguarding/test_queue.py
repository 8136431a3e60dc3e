"""The lead's queue: take up, note, close; and nothing of another school."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from safeguarding.domain.alerts import AlertEventKind, AlertState, Outcome
from safeguarding.services.alerts import (
    AlertClosedError,
    AlertNotFoundError,
    EmptyTextError,
    acknowledge_alert,
    alert_view,
    close_alert,
    list_alerts,
    note_alert,
    open_alert_count,
)
from safeguarding.tables import AlertEvent, HistoryChangedError
from storage.database import Database, transaction
from tests.safeguarding.situations import OTHER_SCHOOL, SCHOOL, only_alert_id, raise_one

LEAD, DEPUTY = 11, 12


def close(
    db: Database, alert_id: int, now: datetime, *, school_id: int = SCHOOL, reason: str = "Spoke"
) -> None:
    close_alert(
        db,
        alert_id,
        outcome=Outcome.SUPPORTED,
        reason=reason,
        school_id=school_id,
        staff_id=LEAD,
        now=now,
    )


def test_the_whole_way_of_an_alert_is_its_history(db: Database, now: datetime) -> None:
    raise_one(db, now=now)
    alert_id = only_alert_id(db)
    acknowledge_alert(db, alert_id, school_id=SCHOOL, staff_id=LEAD, now=now)
    note_alert(db, alert_id, text=" Rang home ", school_id=SCHOOL, staff_id=DEPUTY, now=now)
    close(db, alert_id, now, reason="Spoke with the student")
    note_alert(db, alert_id, text="Follow-up", school_id=SCHOOL, staff_id=LEAD, now=now)

    alert = alert_view(db, alert_id, school_id=SCHOOL)
    assert [(event.kind, event.staff_id, event.text) for event in alert.events] == [
        (AlertEventKind.RAISED, None, None),
        (AlertEventKind.ACKNOWLEDGED, LEAD, None),
        (AlertEventKind.NOTED, DEPUTY, "Rang home"),
        (AlertEventKind.CLOSED, LEAD, "Spoke with the student"),
        (AlertEventKind.NOTED, LEAD, "Follow-up"),
    ]
    assert (alert.state, alert.outcome) == (AlertState.CLOSED, Outcome.SUPPORTED)
    assert (alert.closed_by, alert.closed_at, alert.reason) == (LEAD, now, "Spoke with the student")


def test_the_first_to_take_it_up_stays(db: Database, now: datetime) -> None:
    raise_one(db, now=now)
    alert_id = only_alert_id(db)
    acknowledge_alert(db, alert_id, school_id=SCHOOL, staff_id=LEAD, now=now)
    alert = acknowledge_alert(
        db, alert_id, school_id=SCHOOL, staff_id=DEPUTY, now=now + timedelta(minutes=1)
    )

    assert (alert.acknowledged_by, alert.acknowledged_at) == (LEAD, now)
    assert len(alert.events) == 2


def test_whoever_closes_an_open_alert_has_taken_it_up(db: Database, now: datetime) -> None:
    raise_one(db, now=now)
    close(db, only_alert_id(db), now)

    (alert,) = list_alerts(db, school_id=SCHOOL)
    assert alert.acknowledged_by == LEAD
    with pytest.raises(AlertClosedError):
        close(db, alert.id, now)


def test_open_alerts_come_first_and_are_counted(db: Database, now: datetime) -> None:
    for inbox_id in (1, 2, 3):
        raise_one(db, now=now + timedelta(minutes=inbox_id), inbox_id=inbox_id)
    newest, middle, oldest = (alert.id for alert in list_alerts(db, school_id=SCHOOL))
    acknowledge_alert(db, newest, school_id=SCHOOL, staff_id=LEAD, now=now)
    close(db, middle, now)

    assert [alert.id for alert in list_alerts(db, school_id=SCHOOL)] == [oldest, newest, middle]
    assert open_alert_count(db, school_id=SCHOOL) == 1
    assert open_alert_count(db, school_id=OTHER_SCHOOL) == 0


@pytest.mark.parametrize(
    "use_case",
    [
        lambda db, alert_id, now: alert_view(db, alert_id, school_id=OTHER_SCHOOL),
        lambda db, alert_id, now: acknowledge_alert(
            db, alert_id, school_id=OTHER_SCHOOL, staff_id=LEAD, now=now
        ),
        lambda db, alert_id, now: note_alert(
            db, alert_id, text="x", school_id=OTHER_SCHOOL, staff_id=LEAD, now=now
        ),
        lambda db, alert_id, now: close(db, alert_id, now, school_id=OTHER_SCHOOL),
        lambda db, alert_id, now: alert_view(db, alert_id + 1, school_id=SCHOOL),
    ],
    ids=["view", "acknowledge", "note", "close", "no such alert"],
)
def test_another_schools_alert_is_not_there(
    db: Database, now: datetime, use_case: Callable[[Database, int, datetime], object]
) -> None:
    raise_one(db, now=now)
    alert_id = only_alert_id(db)

    with pytest.raises(AlertNotFoundError):
        use_case(db, alert_id, now)
    assert list_alerts(db, school_id=OTHER_SCHOOL) == []
    assert alert_view(db, alert_id, school_id=SCHOOL).state is AlertState.OPEN


def test_a_note_and_a_reason_must_say_something(db: Database, now: datetime) -> None:
    raise_one(db, now=now)
    alert_id = only_alert_id(db)

    with pytest.raises(EmptyTextError):
        note_alert(db, alert_id, text=" \n", school_id=SCHOOL, staff_id=LEAD, now=now)
    with pytest.raises(EmptyTextError):
        close(db, alert_id, now, reason="")
    assert alert_view(db, alert_id, school_id=SCHOOL).state is AlertState.OPEN


def test_history_cannot_be_rewritten(db: Database, now: datetime) -> None:
    raise_one(db, now=now)

    with transaction(db) as session:
        session.get_one(AlertEvent, 1).staff_id = LEAD
        with pytest.raises(HistoryChangedError):
            session.flush()
        session.rollback()


@pytest.mark.postgres
def test_the_queue_works_on_postgres(postgres_db: Database, now: datetime) -> None:
    raise_one(postgres_db, now=now)
    raise_one(postgres_db, now=now)
    close(postgres_db, only_alert_id(postgres_db), now)

    (alert,) = list_alerts(postgres_db, school_id=SCHOOL)
    assert (alert.state, len(alert.events)) == (AlertState.CLOSED, 3)
