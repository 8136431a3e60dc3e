"""The school's settings: whom alerts go to, Telegram, quiet hours, leaving demo mode.

Only the lead changes them.
"""

from datetime import time

from starlette.responses import Response
from wtforms import EmailField, Form, StringField, TimeField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from messages.domain.quiet import QuietHours
from messages.services.quiet import quiet_hours_of
from portal.access import Rule
from portal.forms import FieldError, errors_of, stripped
from portal.guard import Page
from portal.visit import Visit
from portal.words import WORDING
from safeguarding.services.contacts import Contacts, ContactsError, contacts_of
from schools.domain.roles import Role
from schools.services.schools import (
    NoSafeguardingLeadError,
    SchoolView,
    leave_demo_mode,
    name_contacts,
    school_of,
    set_quiet_hours,
)
from storage.database import reading
from students.services.closing import change_gate

_NAME = Length(max=120, message=WORDING.text("too_long", most=120))
_EMAIL = Length(max=254, message=WORDING.text("too_long", most=254))
_TIME = "%H:%M"
_AGES = {"16": 16, "18": 18, "off": None}  # what a lead may choose; None: no Telegram


class ContactsForm(Form):
    """The lead, the deputy, and when they read alerts."""

    lead_name = StringField(filters=[stripped], validators=[_NAME])
    lead_email = EmailField(filters=[stripped], validators=[_EMAIL])
    deputy_name = StringField(filters=[stripped], validators=[_NAME])
    deputy_email = EmailField(filters=[stripped], validators=[_EMAIL])
    hours_from = TimeField(format=_TIME, validators=[DataRequired(WORDING.text("time_missing"))])
    hours_to = TimeField(format=_TIME, validators=[DataRequired(WORDING.text("time_missing"))])


class ReachForm(Form):
    """Who may use Telegram, and when nobody is disturbed."""

    telegram = StringField(validators=[AnyOf(tuple(_AGES), WORDING.text("telegram_missing"))])
    quiet_from = TimeField(format=_TIME, validators=[DataRequired(WORDING.text("time_missing"))])
    quiet_to = TimeField(format=_TIME, validators=[DataRequired(WORDING.text("time_missing"))])

    def validate_quiet_to(self, field: TimeField) -> None:
        """Want two different times: the same could mean always or never."""
        if field.data is not None and field.data == self.quiet_from.data:
            raise ValidationError(WORDING.text("quiet_same"))


def show_settings(visit: Visit) -> Response:
    """Show the settings; the lead can change them."""
    return _show(visit)


def save_contacts(visit: Visit) -> Response:
    """Name the safeguarding lead and the deputy."""
    form = ContactsForm(visit.form)
    if not form.validate():
        return _show(visit, contacts=form, errors=errors_of(form))
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
        return _show(visit, contacts=form, errors=errors)
    except NoSafeguardingLeadError:
        errors = [FieldError("lead_name", WORDING.text("live_stays_named"))]
        return _show(visit, contacts=form, errors=errors)
    return visit.go("/staff/settings?done=contacts")


def save_reach(visit: Visit) -> Response:
    """Keep the quiet hours and Telegram's age; whom it closes Telegram to is told once."""
    form = ReachForm(visit.form)
    if not form.validate() or form.quiet_from.data is None or form.quiet_to.data is None:
        return _show(visit, reach=form, errors=errors_of(form))
    school_id = visit.staff.school_id
    # First, so that what is said now waits for the new hours already.
    set_quiet_hours(visit.db, school_id, QuietHours(form.quiet_from.data, form.quiet_to.data))
    left = change_gate(
        visit.db,
        school_id,
        from_age=_AGES[form.telegram.data or ""],
        public_url=visit.settings.public_url,
        now=visit.now,
    )
    visit.portal.gateway.wake()
    visit.portal.pulse.nudge()
    return visit.go(f"/staff/settings?done={'reach_left' if left else 'reach'}")


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
    return _show(visit, errors=[FieldError("go-live", WORDING.text(key))])


def _show(
    visit: Visit,
    *,
    contacts: ContactsForm | None = None,
    reach: ReachForm | None = None,
    errors: list[FieldError] | None = None,
) -> Response:
    with reading(visit.db) as session:
        school = school_of(session, visit.staff.school_id)
        known = contacts_of(session, visit.staff.school_id)
        hours = quiet_hours_of(session, visit.staff.school_id)
    usual = {"hours_from": time(8), "hours_to": time(16)}
    return visit.page(
        "staff/settings.html",
        status=422 if errors else 200,
        school=school,
        quiet_hours=hours,
        form=contacts or ContactsForm(data=vars(known) if known else usual),
        reach=reach or _reach_of(school, hours),
        errors=errors or [],
        may_change=Role.LEAD in visit.staff.roles,
    )


def _reach_of(school: SchoolView, hours: QuietHours) -> ReachForm:
    age = school.telegram_from_age
    return ReachForm(
        data={
            "telegram": "off" if age is None else str(age),
            "quiet_from": hours.quiet_from,
            "quiet_to": hours.quiet_to,
        }
    )


PAGES = (
    Page("GET", "/staff/settings", Rule.STAFF, show_settings),
    Page("POST", "/staff/settings/contacts", Rule.LEAD, save_contacts),
    Page("POST", "/staff/settings/reach", Rule.LEAD, save_reach),
    Page("POST", "/staff/settings/live", Rule.LEAD, go_live),
)
