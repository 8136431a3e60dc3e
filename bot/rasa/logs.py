"""What this process logs: our own lines in words, of the libraries' lines only their place.

Rasa puts what students write into messages, warnings and exceptions; so nothing of what it says
is written down, but where it said it, which is enough to look it up in its source.
"""

import json
import logging
import sys
import warnings
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

_SPEAKING_FREELY = ("bot", "sanic")  # never given anything a student wrote


class PlaceFormatter(logging.Formatter):
    """Formats our records in full and the libraries' records as a place in their source."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Return one line without exception texts."""
        safe = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None})
        if record.name.partition(".")[0] not in _SPEAKING_FREELY:
            safe.msg, safe.args = f"at {record.module}:{record.lineno}", None
        if record.exc_info and record.exc_info[0]:
            safe.msg = f"{safe.getMessage()} ({record.exc_info[0].__name__})"
            safe.args = None
        return self._json(safe) if self._as_json else super().format(safe)

    def _json(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        return json.dumps(line, ensure_ascii=False)


def configure_training_logs() -> None:
    """Send logs to standard error in full: training data are ours, and their faults must show."""
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING, force=True)
    logging.getLogger("bot").setLevel(logging.INFO)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def configure_logging(*, as_json: bool) -> None:
    """Send all logs, structlog's events and warnings to standard error, without texts."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlaceFormatter(as_json=as_json))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in ("bot", "sanic.root"):
        logging.getLogger(name).setLevel(logging.INFO)
    structlog.configure(
        processors=[_event_name_only],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    quieten_warnings()


def quieten_warnings() -> None:
    """Show of a warning only its class and place, and nothing of what is merely old."""
    warnings.showwarning = _log_place_of_warning


def _event_name_only(_logger: object, _method: str, event: MutableMapping[str, Any]) -> str:
    return str(event.get("event"))


def _log_place_of_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    del message, file, line  # the signature is `warnings.showwarning`'s
    if issubclass(category, (DeprecationWarning, PendingDeprecationWarning, FutureWarning)):
        return  # Rasa 3.6 and its old companions warn of each other by the hundred
    logging.getLogger("bot.rasa.warnings").warning(
        "%s at %s:%d", category.__name__, filename, lineno
    )
