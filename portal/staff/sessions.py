"""Signing in and out."""

import re

from starlette.responses import Response
from wtforms import Form, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from portal.access import Rule
from portal.cookies import Cookie, drop_cookie, read_cookie, set_cookie
from portal.forms import FieldError, errors_of, stripped
from portal.guard import Page
from portal.visit import Visit
from portal.words import WORDING
from schools.services.staff import SignInError, TooManySignInsError, sign_in, sign_out

_STAFF_PATH = re.compile(r"/(staff|lead)(/[a-z0-9-]+)*")


class SignInForm(Form):
    """E-mail and password."""

    email = StringField(
        filters=[stripped],
        validators=[
            DataRequired(WORDING.text("email_missing")),
            Length(max=254, message=WORDING.text("sign_in_wrong")),
        ],
    )
    password = PasswordField(
        validators=[
            DataRequired(WORDING.text("password_missing")),
            Length(max=1024, message=WORDING.text("sign_in_wrong")),
        ]
    )


def show_sign_in(visit: Visit) -> Response:
    """Ask for e-mail and password."""
    if visit.signed_in is not None:
        return visit.go(_next(visit))
    return visit.page("staff/sign_in.html", form=SignInForm(), next=_next(visit))


def do_sign_in(visit: Visit) -> Response:
    """Sign in and go to the dashboard; never say which of the two was wrong."""
    form = SignInForm(visit.form)
    if not form.validate():
        return _again(visit, form, errors_of(form), 422)
    try:
        token = sign_in(
            visit.db,
            form.email.data or "",
            form.password.data or "",
            now=visit.now,
            address=visit.address,
        )
    except SignInError:
        return _again(visit, form, [FieldError("email", WORDING.text("sign_in_wrong"))], 422)
    except TooManySignInsError:
        return _again(visit, form, [FieldError("email", WORDING.text("sign_in_too_often"))], 429)
    response = visit.go(_next(visit))
    set_cookie(response, visit.settings, Cookie.STAFF, token)
    return response


def do_sign_out(visit: Visit) -> Response:
    """End the session, here and on the server."""
    token = read_cookie(visit.request, visit.settings, Cookie.STAFF)
    if token is not None:
        sign_out(visit.db, token)
    response = visit.go("/staff/sign-in?done=signed_out")
    drop_cookie(response, visit.settings, Cookie.STAFF)
    return response


def _next(visit: Visit) -> str:
    """Return where to go once signed in: a staff page of ours and nothing else."""
    wanted = visit.field("next") or visit.request.query_params.get("next", "")
    return wanted if _STAFF_PATH.fullmatch(wanted) else "/staff"


def _again(visit: Visit, form: SignInForm, errors: list[FieldError], status: int) -> Response:
    return visit.page(
        "staff/sign_in.html", status=status, form=form, errors=errors, next=_next(visit)
    )


PAGES = (
    Page("GET", "/staff/sign-in", Rule.ANYONE, show_sign_in),
    Page("POST", "/staff/sign-in", Rule.ANYONE, do_sign_in),
    Page("POST", "/staff/sign-out", Rule.ANYONE, do_sign_out),
)
