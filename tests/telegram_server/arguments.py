"""The arguments of a call, whether they came as JSON, a form, multipart or in the query."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from tests.telegram_server.errors import bad_request
from tests.telegram_server.shapes import Json

_INTEGER = re.compile(r"-?\d{1,18}")
_LARGEST_FORM_PART = 64 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file in a multipart request."""

    content: bytes
    name: str
    mime_type: str


@dataclass(frozen=True)
class Arguments:
    """What a method was called with; every value is text, as the real server sees it."""

    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return an argument, empty where it is missing.

        Raises:
            ApiError: it holds half a surrogate pair.
        """
        value = self.values.get(name, "")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise bad_request("strings must be encoded in UTF-8") from error
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """Return the number that the text begins with, 0 where it does not, as the real server."""
        value = self.text(name)
        if not value:
            return default
        digits = _INTEGER.match(value)
        return int(digits[0]) if digits else 0

    def boolean(self, name: str) -> bool:
        """Return whether an argument says yes."""
        return self.text(name).lower() in ("true", "yes", "1")

    def parsed(self, name: str, complaint: str) -> Any:
        """Return a JSON argument, None where it is missing.

        Raises:
            ApiError: with `complaint` where it is not JSON.
        """
        value = self.text(name)
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(complaint) from error

    def objects(self, name: str) -> list[Json]:
        """Return an argument that is an array of objects; anything else counts as none."""
        try:
            value = json.loads(self.text(name) or "[]")
        except ValueError:
            return []
        return value if isinstance(value, list) else []


def from_json(body: object) -> Arguments:
    """Return the arguments in a JSON object; nested values become JSON text again.

    Raises:
        ApiError: it is not an object.
    """
    if not isinstance(body, dict):
        raise bad_request("request JSON body must be an object")
    return Arguments(
        {str(name): _as_text(value) for name, value in body.items() if value is not None}
    )


async def read_arguments(request: Request) -> Arguments:
    """Read the arguments of an HTTP request.

    Raises:
        ApiError: the JSON body is not a JSON object.
    """
    query = Arguments(dict(request.query_params))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        found = _parse_body(await request.body())
    elif kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        found = await _read_form(request)
    else:
        found = Arguments()
    return Arguments({**query.values, **found.values}, found.files)


def _parse_body(body: bytes) -> Arguments:
    try:
        return from_json(json.loads(body or b"{}"))
    except ValueError as error:
        raise bad_request("can't parse request JSON object") from error


async def _read_form(request: Request) -> Arguments:
    values: dict[str, str] = {}
    files: dict[str, Upload] = {}
    async with request.form(max_part_size=_LARGEST_FORM_PART) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime_type = value.content_type or "application/octet-stream"
                files[name] = Upload(await value.read(), value.filename or name, mime_type)
            else:
                values[name] = value
    return Arguments(values, files)


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
