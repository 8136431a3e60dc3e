"""Ending on time: applications that nobody decided, records of students who left long ago."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from employers.domain.kinds import ApplicationState
from employers.services.decisions import tell
from employers.services.erase import erase_in_employers
from employers.services.seats import day_of, locked_application, move
from employers.tables import Application, Slot
from schools.domain.years import LAST_YEAR
from students.services.views import student_record


def lapse_applications(session: Session, *, now: datetime) -> int:
    """End applications whose slot begins today undecided; the students are told. Return how many.

    Their seats are free again, for what it is worth by then.
    """
    due = (
        select(Application.id)
        .join(Slot, Slot.id == Application.slot_id)
        .where(Application.state == ApplicationState.APPLIED, Slot.starts_on <= day_of(now))
        .order_by(Application.student_key, Application.slot_id)
    )
    ended = 0
    for application_id in session.scalars(due).all():
        application = locked_application(session, application_id)
        if application.state is not ApplicationState.APPLIED:  # decided a moment ago
            continue
        move(application, ApplicationState.LAPSED, now=now)
        session.flush()
        tell(session, application, now=now)
        ended += 1
    return ended


def expire_applications(session: Session, *, now: datetime, keep: timedelta) -> int:
    """Delete the applications of students who left Year 13 longer than `keep` ago.

    Return of how many students.
    """
    then = day_of(now) - keep
    expired = 0
    for key in session.scalars(select(Application.student_key).distinct()).all():
        record = student_record(session, key, today=then)
        if record is None or record.year_group > LAST_YEAR:
            erase_in_employers(session, key)
            expired += 1
    return expired
