"""Closed alerts go after their time; all others stay."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from safeguarding.domain.alerts import Outcome
from safeguarding.services.alerts import acknowledge_alert, close_alert, list_alerts
from safeguarding.services.retention import expire_alerts
from safeguarding.tables import AlertEvent
from storage.database import Database, transaction
from tests.safeguarding.situations import SCHOOL, raise_one

KEEP_DAYS = 100


def test_only_old_closed_alerts_go_and_their_history_with_them(db: Database, now: datetime) -> None:
    for inbox_id in range(4):
        raise_one(db, now=now, inbox_id=inbox_id)
    still_open, taken_up, old, young = sorted(
        alert.id for alert in list_alerts(db, school_id=SCHOOL)
    )
    acknowledge_alert(db, taken_up, school_id=SCHOOL, staff_id=1, now=now)
    for alert_id, closed_at in ((old, now), (young, now + timedelta(days=1))):
        close_alert(
            db,
            alert_id,
            outcome=Outcome.NOT_A_CONCERN,
            reason="A film",
            school_id=SCHOOL,
            staff_id=1,
            now=closed_at,
        )

    with transaction(db) as session:
        later = now + timedelta(days=KEEP_DAYS, hours=1)
        assert expire_alerts(session, now=later, keep_days=KEEP_DAYS) == 1
        assert expire_alerts(session, now=later, keep_days=KEEP_DAYS) == 0
        orphans = session.scalar(
            select(func.count(AlertEvent.id)).where(AlertEvent.alert_id == old)
        )

    assert orphans == 0
    assert {alert.id for alert in list_alerts(db, school_id=SCHOOL)} == {
        still_open,
        taken_up,
        young,
    }
