"""The lead's pages: read an alert, take it up, note what was done, close it."""

import logging

from starlette.responses import Response
from wtforms import Form, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length

from portal.access import Rule
from portal.forms import errors_of, stripped
from portal.guard import Page
from portal.staff.people import student_of_key
from portal.visit import Visit
from portal.words import WORDING
from safeguarding.domain.alerts import AlertState, Outcome
from safeguarding.services.alerts import (
    AlertClosedError,
    AlertView,
    acknowledge_alert,
    alert_view,
    close_alert,
    list_alerts,
    note_alert,
)

MOST_CHARS = 4_000
_OUTCOMES = [(outcome.value, WORDING.text(f"outcome_{outcome.value}")) for outcome in Outcome]

logger = logging.getLogger(__name__)


class NoteForm(Form):
    """What was done."""

    note = TextAreaField(
        filters=[stripped],
        validators=[
            DataRequired(WORDING.text("note_missing")),
            Length(max=MOST_CHARS, message=WORDING.text("too_long", most=MOST_CHARS)),
        ],
    )


class CloseForm(Form):
    """What came of it, and why."""

    outcome = StringField(
        validators=[AnyOf([outcome.value for outcome in Outcome], WORDING.text("outcome_missing"))]
    )
    reason = TextAreaField(
        filters=[stripped],
        validators=[
            DataRequired(WORDING.text("close_reason_missing")),
            Length(max=MOST_CHARS, message=WORDING.text("too_long", most=MOST_CHARS)),
        ],
    )


def alerts(visit: Visit) -> Response:
    """List the school's alerts, those nobody has taken up first."""
    found = list_alerts(visit.db, school_id=visit.staff.school_id)
    return visit.page(
        "staff/alerts.html",
        waiting=[alert for alert in found if alert.state is not AlertState.CLOSED],
        closed=[alert for alert in found if alert.state is AlertState.CLOSED][:50],
    )


def alert(visit: Visit) -> Response:
    """Show one alert with its history; who reads it is noted in the log."""
    found = _alert(visit)
    logger.info("alert read: alert=%d staff=%d", found.id, visit.staff.id)
    return _show(visit, found)


def acknowledge(visit: Visit) -> Response:
    """Record that the reader has taken the alert up."""
    acknowledge_alert(
        visit.db,
        visit.number("alert_id"),
        school_id=visit.staff.school_id,
        staff_id=visit.staff.id,
        now=visit.now,
    )
    return _back(visit, "acknowledged")


def note(visit: Visit) -> Response:
    """Add a note to the alert's history."""
    found, form = _alert(visit), NoteForm(visit.form)
    if not form.validate():
        return _show(visit, found, note=form, status=422)
    note_alert(
        visit.db,
        found.id,
        text=form.note.data or "",
        school_id=visit.staff.school_id,
        staff_id=visit.staff.id,
        now=visit.now,
    )
    return _back(visit, "noted")


def close(visit: Visit) -> Response:
    """Close the alert with an outcome and a reason."""
    found, form = _alert(visit), CloseForm(visit.form)
    if not form.validate():
        return _show(visit, found, close=form, status=422)
    try:
        close_alert(
            visit.db,
            found.id,
            outcome=Outcome(form.outcome.data),
            reason=form.reason.data or "",
            school_id=visit.staff.school_id,
            staff_id=visit.staff.id,
            now=visit.now,
        )
    except AlertClosedError:
        return _back(visit, "closed_before")
    return _back(visit, "closed")


def _alert(visit: Visit) -> AlertView:
    return alert_view(visit.db, visit.number("alert_id"), school_id=visit.staff.school_id)


def _show(
    visit: Visit,
    found: AlertView,
    *,
    note: NoteForm | None = None,
    close: CloseForm | None = None,
    status: int = 200,
) -> Response:
    return visit.page(
        "staff/alert.html",
        status=status,
        alert=found,
        student=student_of_key(visit, found.student_key),
        note_form=note or NoteForm(),
        close_form=close or CloseForm(),
        outcomes=_OUTCOMES,
        errors=errors_of(note or close or NoteForm()),
    )


def _back(visit: Visit, done: str) -> Response:
    return visit.go(f"/lead/alerts/{visit.number('alert_id')}?done={done}")


PAGES = (
    Page("GET", "/lead/alerts", Rule.LEAD, alerts),
    Page("GET", "/lead/alerts/{alert_id:row}", Rule.LEAD, alert),
    Page("POST", "/lead/alerts/{alert_id:row}/acknowledge", Rule.LEAD, acknowledge),
    Page("POST", "/lead/alerts/{alert_id:row}/note", Rule.LEAD, note),
    Page("POST", "/lead/alerts/{alert_id:row}/close", Rule.LEAD, close),
)
