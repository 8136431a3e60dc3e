"""The refusals of the Bot API: a code, the real server's wording, and parameters."""

from dataclasses import dataclass


@dataclass
class ApiError(Exception):
    """A call that is refused; becomes the answer `{"ok": false, …}` with that HTTP status."""

    code: int
    description: str
    retry_after: int = 0


def bad_request(detail: str) -> ApiError:
    """Return a 400; as in the real server the first letter is small unless it is a CONSTANT."""
    second = detail[1:2]
    if not (second == "_" or second.isupper()):
        detail = detail[:1].lower() + detail[1:]
    return ApiError(400, f"Bad Request: {detail}")


def forbidden(detail: str) -> ApiError:
    """Return a 403: the chat exists and does not want the bot."""
    return ApiError(403, f"Forbidden: {detail}")


def conflict(detail: str) -> ApiError:
    """Return a 409: two receivers of updates for one bot."""
    return ApiError(409, f"Conflict: {detail}")


def too_many_requests(retry_after: int) -> ApiError:
    """Return a 429 that asks to wait that many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
