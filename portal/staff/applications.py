"""Applications that wait for a decision: the list, one with all that bears on it, the decision."""

from starlette.exceptions import HTTPException
from starlette.responses import Response
from wtforms import Form, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, ValidationError

from employers.domain.wish import Reason, Seeker
from employers.services.applications import (
    AlreadyDecidedError,
    NotAllowedError,
    PendingApplication,
    applications_to_decide,
    decide,
)
from employers.services.decisions import MAX_REASON
from employers.services.details import SlotDetails, slot_details
from portal.access import Rule
from portal.forms import FieldError, errors_of, stripped
from portal.guard import Page
from portal.staff.people import school_day, student_of_key
from portal.visit import Visit
from portal.words import WORDING

APPROVE, REFUSE = "approve", "refuse"


class DecisionForm(Form):
    """Approve, or refuse with a reason."""

    decision = StringField(validators=[AnyOf((APPROVE, REFUSE), WORDING.text("decision_missing"))])
    reason = TextAreaField(
        filters=[stripped],
        validators=[Length(max=MAX_REASON, message=WORDING.text("too_long", most=MAX_REASON))],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        """Want a reason with a refusal."""
        if self.decision.data == REFUSE and not field.data:
            raise ValidationError(WORDING.text("refusal_reason_missing"))


def applications(visit: Visit) -> Response:
    """List the applications that wait, those that start soonest first."""
    return visit.page("staff/applications.html", applications=_pending(visit))


def application(visit: Visit) -> Response:
    """Show one application with the slot and what stands against it."""
    return _show(visit, _one(visit), DecisionForm())


def decide_application(visit: Visit) -> Response:
    """Keep the decision; the student hears of it in the chat."""
    pending, form = _one(visit), DecisionForm(visit.form)
    if not form.validate():
        return _show(visit, pending, form, errors=errors_of(form))
    approve = form.decision.data == APPROVE
    try:
        decide(
            visit.db,
            application_id=pending.id,
            school_id=visit.staff.school_id,
            staff_id=visit.staff.id,
            approve=approve,
            reason=form.reason.data or "",
            now=visit.now,
        )
    except AlreadyDecidedError:
        return visit.go("/staff/applications?done=decided_before")
    except NotAllowedError as error:
        return _show(visit, pending, form, errors=_against(error.reasons))
    visit.portal.pulse.nudge()
    return visit.go(f"/staff/applications?done={'approved' if approve else 'refused'}")


def _pending(visit: Visit) -> list[PendingApplication]:
    return applications_to_decide(
        visit.db, school_id=visit.staff.school_id, today=school_day(visit)
    )


def _one(visit: Visit) -> PendingApplication:
    """Return the application asked for; one that does not wait any more is not found."""
    wanted = visit.number("application_id")
    for pending in _pending(visit):
        if pending.id == wanted:
            return pending
    raise HTTPException(404)


def _show(
    visit: Visit,
    pending: PendingApplication,
    form: DecisionForm,
    *,
    errors: list[FieldError] | None = None,
) -> Response:
    return visit.page(
        "staff/application.html",
        status=422 if errors else 200,
        application=pending,
        slot=_slot(visit, pending),
        form=form,
        errors=errors or [],
        most_chars=MAX_REASON,
    )


def _slot(visit: Visit, pending: PendingApplication) -> SlotDetails:
    student = student_of_key(visit, pending.student_key)
    seeker = Seeker(
        student_key=pending.student_key,
        year_group=student.year_group if student else None,
        date_of_birth=student.date_of_birth if student else None,
        place=None,
    )
    return slot_details(visit.db, pending.slot_id, seeker, today=school_day(visit))


def _against(reasons: tuple[Reason, ...]) -> list[FieldError]:
    return [FieldError("decision", reason.text) for reason in reasons]


PAGES = (
    Page("GET", "/staff/applications", Rule.ADVISER, applications),
    Page("GET", "/staff/applications/{application_id:row}", Rule.ADVISER, application),
    Page("POST", "/staff/applications/{application_id:row}", Rule.ADVISER, decide_application),
)
