"""Logging: readable or JSON, and never the words of an error."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from storage.logging import configure_logging

MARKER = "zebra-crossing-9142"


@pytest.fixture(autouse=True)
def root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def fail() -> None:
    try:
        raise ValueError(f"the student said {MARKER}")
    except ValueError as error:
        raise RuntimeError(MARKER) from error


@pytest.mark.parametrize("as_json", [True, False])
def test_a_traceback_says_where_and_nothing_else(*, as_json: bool) -> None:
    stream = StringIO()
    configure_logging("gateway", as_json=as_json, stream=stream)

    try:
        fail()
    except RuntimeError:
        logging.getLogger("bot.gateway").exception("turn failed: inbox=%d", 7)

    line = stream.getvalue()
    assert line.count("\n") == 1
    assert MARKER not in line
    assert "turn failed: inbox=7" in line
    assert "RuntimeError at " in line
    assert "from ValueError at " in line
    assert "test_logging.py" in line


def test_json_lines_have_fixed_keys() -> None:
    stream = StringIO()
    configure_logging("portal", as_json=True, stream=stream)

    logging.getLogger("portal.app").info("started: port=%d", 8000)

    line = json.loads(stream.getvalue())
    assert line.pop("at").endswith("Z")
    assert line == {
        "event": "started: port=8000",
        "level": "info",
        "logger": "portal.app",
        "process": "portal",
    }


def test_libraries_that_log_addresses_are_quiet() -> None:
    stream = StringIO()
    configure_logging("gateway", as_json=False, stream=stream)

    logging.getLogger("httpx").info("HTTP Request: GET http://x/bot%s/getMe", "TOKEN")

    assert stream.getvalue() == ""
