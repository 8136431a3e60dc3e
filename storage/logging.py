"""Logging of every service process: one call at start, then `logging.getLogger(__name__)`.

Call ``configure_logging("gateway", as_json=settings.log_json)`` once in a process's `main`, and
start uvicorn with ``log_config=None, access_log=False``. Log an event first, then ``key=value``
with ids and counts: never a name, a text, an address or a token. So that nothing slips through
an exception either, its message is left out: a traceback shows classes, files and lines.
"""

import logging
import sys
import traceback
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

# These log addresses (with tokens in them), what passes through them, or a page at every start.
QUIET = ("httpx", "httpcore", "uvicorn", "sanic", "rasa_sdk", "aiosmtplib", "asyncio")
# python-telegram-bot logs what Telegram answered where it is no JSON: a student's words may be in
# it. Whatever it has to say reaches us as an error.
SILENT = ("telegram",)


def configure_logging(
    process: str, *, as_json: bool, level: int = logging.INFO, stream: TextIO | None = None
) -> None:
    """Send all logging of this process to `stream` (standard error), as text or JSON lines."""
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        last += [_exception_places, structlog.processors.JSONRenderer()]
    else:
        last += [_plain_line]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _named(process),
        ],
        processors=last,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def places_of(error: BaseException) -> str:
    """Return an error's classes and places, innermost last, without any of its words."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        trail = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        parts.append(f"{type(seen).__qualname__} at {trail or 'unknown'}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return " | from ".join(parts)


def _named(process: str) -> Processor:
    def add_process(_logger: object, _method: str, event: EventDict) -> EventDict:
        event["process"] = process
        return event

    return add_process


def _exception_places(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Put classes and places where structlog would put the exception with its message."""
    exc_info = event.pop("exc_info", None)
    error = _error_of(exc_info)
    if error is not None:
        event["error"] = places_of(error)
    return event


def _error_of(exc_info: ExcInfo | BaseException | bool | None) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1]
    return sys.exc_info()[1] if exc_info else None


def _plain_line(logger: object, method: str, event: EventDict) -> str:
    event = _exception_places(logger, method, event)
    line = f"{event['at']} {event['level']:<7} {event['logger']}: {event['event']}"
    return f"{line} | {event['error']}" if "error" in event else line
