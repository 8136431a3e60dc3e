"""The pictures of a chat's messages, for whose chat it is."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from messages.services.pictures import NoPictureError, picture_of
from portal.access import Rule
from portal.guard import Page
from portal.visit import Visit

_KEPT = "private, max-age=86400, immutable"  # a message and its picture never change


def show(visit: Visit) -> Response:
    """Answer with a picture."""
    try:
        content = picture_of(visit.db, visit.chat.view.key, int(visit.request.path_params["id"]))
    except NoPictureError as error:
        raise HTTPException(404) from error
    return Response(content, media_type="image/png", headers={"cache-control": _KEPT})


PAGES = (
    Page("GET", "/chat/pictures/{id:row}", Rule.CHAT, show),
    Page("GET", "/api/chat/pictures/{id:row}", Rule.TOKEN, show, is_api=True),
)
