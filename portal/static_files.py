"""The stylesheets and the script: named with a hash of their content, so kept for a year."""

from starlette import staticfiles
from starlette.responses import Response
from starlette.types import Scope

from portal.rendering import STATIC

_A_YEAR = "public, max-age=31536000, immutable"


class StaticFiles(staticfiles.StaticFiles):
    """Serves this room's static files."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file; one asked for by its hash may be kept."""
        response = await super().get_response(path, scope)
        if scope["query_string"].startswith(b"v="):
            response.headers["cache-control"] = _A_YEAR
        else:
            response.headers["cache-control"] = "no-cache"
        return response
