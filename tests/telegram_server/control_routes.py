"""The control over HTTP, for tests in other processes: POST /control/<command> with JSON."""

import base64
import dataclasses
import inspect
import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.telegram_server.control import COMMANDS, Control
from tests.telegram_server.control_base import ControlError


class ControlRoutes:
    """Turns requests into calls of the control."""

    def __init__(self, control: Control) -> None:
        self._control = control

    async def handle(self, request: Request) -> Response:
        """Answer `{"ok": true, "result": …}`, or 400, 404 or 408 with what was wrong."""
        name = request.path_params["command"]
        if name not in COMMANDS:
            return _wrong(404, f"there is no command {name}; there are: {', '.join(COMMANDS)}")
        try:
            arguments = _arguments(await request.body())
            result = await _call(getattr(self._control, name), arguments)
        except TimeoutError as error:
            return _wrong(408, str(error))
        except (ControlError, TypeError, ValueError, KeyError) as error:
            return _wrong(400, f"{type(error).__name__}: {error}")
        return JSONResponse({"ok": True, "result": _plain(result)})


async def _call(command: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    result = command(**arguments)
    return await result if inspect.isawaitable(result) else result


def _arguments(body: bytes) -> dict[str, Any]:
    """Return the arguments; the bytes of a file come in base64 as `content`."""
    found = json.loads(body or b"{}")
    if not isinstance(found, dict):
        raise ControlError("the body must be a JSON object of arguments")
    if "content" in found:
        found["content"] = base64.b64decode(found["content"])
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return value


def _wrong(status: int, description: str) -> Response:
    return JSONResponse({"ok": False, "description": description}, status_code=status)
