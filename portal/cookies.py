"""The three cookies there are: a chat, a staff session, and the secret behind form tokens."""

from enum import Enum

from starlette.requests import Request
from starlette.responses import Response

from storage.settings import Settings


class Cookie(str, Enum):
    """A cookie's name; with HTTPS it is sent as ``__Host-`` and the name."""

    CHAT = "foothold_chat"
    STAFF = "foothold_staff"
    FORM = "foothold_form"


def read_cookie(request: Request, settings: Settings, cookie: Cookie) -> str | None:
    """Return the cookie's value, or None where the browser sent none."""
    return request.cookies.get(_name(settings, cookie)) or None


def set_cookie(
    response: Response,
    settings: Settings,
    cookie: Cookie,
    value: str,
    *,
    max_age_s: int | None = None,
) -> None:
    """Give the browser a cookie that scripts cannot read; without `max_age_s` it ends with it."""
    response.set_cookie(
        _name(settings, cookie),
        value,
        max_age=max_age_s,
        path="/",
        secure=settings.portal_https,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, settings: Settings, cookie: Cookie) -> None:
    """Take a cookie away from the browser."""
    response.delete_cookie(
        _name(settings, cookie),
        path="/",
        secure=settings.portal_https,
        httponly=True,
        samesite="lax",
    )


def _name(settings: Settings, cookie: Cookie) -> str:
    return f"__Host-{cookie.value}" if settings.portal_https else cookie.value
