"""Proof that a form was sent from our own page: the browser's word, and a token of ours."""

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request

from storage.settings import Settings

TOKEN_FIELD = "csrf"  # noqa: S105 - the field's name
_PURPOSE = b"foothold form token"


class ForgedFormError(Exception):
    """The form was not sent from our page, or the page was open for too long."""


class FormKey:
    """The secret that a browser's form tokens are made of.

    The token is a one-way function of a secret in a cookie that scripts cannot read: nothing is
    kept here, so that a form survives a restart of the portal.
    """

    def __init__(self, secret: str | None) -> None:
        self.is_new = secret is None
        self.is_used = False
        self.secret = secret or secrets.token_urlsafe(24)

    def token(self) -> str:
        """Return the token to put into a form."""
        self.is_used = True
        return hmac.new(self.secret.encode(), _PURPOSE, hashlib.sha256).hexdigest()

    def check(self, sent: object) -> None:
        """Do nothing if the sent token is right.

        Raises:
            ForgedFormError: it is missing or another browser's.
        """
        is_right = isinstance(sent, str) and hmac.compare_digest(
            sent.encode(), self.token().encode()
        )
        if self.is_new or not is_right:
            raise ForgedFormError("the form's token is not this browser's")


def check_origin(request: Request, settings: Settings) -> None:
    """Do nothing if the browser says that the form is from our page, or says nothing.

    Raises:
        ForgedFormError: the browser says that another site sent it.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForgedFormError("another site sent this form")
    origin = request.headers.get("origin")
    if origin is None:
        return
    ours = {request.headers.get("host", ""), urlsplit(settings.public_url).netloc}
    if urlsplit(origin).netloc not in ours:
        raise ForgedFormError("another site sent this form")
