"""The school's settings: whom alerts go to, and leaving demo mode; only the lead changes them."""

from datetime import time

from starlette.responses import Response
from wtforms import EmailField, Form, StringField, TimeField
from wtforms.validators import DataRequired, Length

from portal.access import Rule
from portal.forms import FieldError, errors_of, stripped
from portal.guard import Page
from portal.visit import Visit
from portal.words import WORDING
from safeguarding.services.contacts import Contacts, ContactsError, contacts_of
from schools.domain.roles import Role
from schools.services.schools import (
    NoSafeguardingLeadError,
    leave_demo_mode,
    name_contacts,
    school_of,
)
from storage.database import reading

_NAME = Length(max=120, message=WORDING.text("too_long", most=120))
_EMAIL = Length(max=254, message=WORDING.text("too_long", most=254))
_TIME = "%H:%M"


class ContactsForm(Form):
    """The lead, the deputy, and when they read alerts."""

    lead_name = StringField(filters=[stripped], validators=[_NAME])
    lead_email = EmailField(filters=[stripped], validators=[_EMAIL])
    deputy_name = StringField(filters=[stripped], validators=[_NAME])
    deputy_email = EmailField(filters=[stripped], validators=[_EMAIL])
    hours_from = TimeField(format=_TIME, validators=[DataRequired(WORDING.text("time_missing"))])
    hours_to = TimeField(format=_TIME, validators=[DataRequired(WORDING.text("time_missing"))])


def show_settings(visit: Visit) -> Response:
    """Show the settings; the lead can change them."""
    with reading(visit.db) as session:
        known = contacts_of(session, visit.staff.school_id)
    form = ContactsForm(
        data=vars(known) if known else {"hours_from": time(8), "hours_to": time(16)}
    )
    return _show(visit, form)


def save_contacts(visit: Visit) -> Response:
    """Name the safeguarding lead and the deputy."""
    form = ContactsForm(visit.form)
    if not form.validate():
        return _show(visit, form, errors=errors_of(form), status=422)
    contacts = Contacts(
        lead_name=form.lead_name.data or "",
        lead_email=form.lead_email.data or "",
        deputy_name=form.deputy_name.data or "",
        deputy_email=form.deputy_email.data or "",
        hours_from=form.hours_from.data or time(8),
        hours_to=form.hours_to.data or time(16),
    )
    try:
        name_contacts(visit.db, visit.staff.school_id, contacts)
    except ContactsError as error:
        message = str(error)
        errors = [FieldError(error.field, f"{message[:1].upper()}{message[1:]}.")]
        return _show(visit, form, errors=errors, status=422)
    except NoSafeguardingLeadError:
        errors = [FieldError("lead_name", WORDING.text("live_stays_named"))]
        return _show(visit, form, errors=errors, status=422)
    return visit.go("/staff/settings?done=contacts")


def go_live(visit: Visit) -> Response:
    """Leave demo mode, where a lead and a deputy are named."""
    try:
        leave_demo_mode(visit.db, visit.staff.school_id)
    except NoSafeguardingLeadError:
        return _refuse_live(visit, "live_no_lead")
    except ValueError:  # a fictional school stays one
        return _refuse_live(visit, "live_fictional")
    return visit.go("/staff/settings?done=live")


def _refuse_live(visit: Visit, key: str) -> Response:
    with reading(visit.db) as session:
        known = contacts_of(session, visit.staff.school_id)
    form = ContactsForm(data=vars(known) if known else {})
    return _show(visit, form, errors=[FieldError("go-live", WORDING.text(key))], status=422)


def _show(
    visit: Visit,
    form: ContactsForm,
    *,
    errors: list[FieldError] | None = None,
    status: int = 200,
) -> Response:
    with reading(visit.db) as session:
        school = school_of(session, visit.staff.school_id)
    return visit.page(
        "staff/settings.html",
        status=status,
        school=school,
        form=form,
        errors=errors or [],
        may_change=Role.LEAD in visit.staff.roles,
    )


PAGES = (
    Page("GET", "/staff/settings", Rule.STAFF, show_settings),
    Page("POST", "/staff/settings/contacts", Rule.LEAD, save_contacts),
    Page("POST", "/staff/settings/live", Rule.LEAD, go_live),
)
