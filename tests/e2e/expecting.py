"""What a talk's lines expect, and which of them did not come true."""

import re

from bench.students import Reply
from tests.e2e.recording import SAYS, Recording, Scenario, shown

ON_THE_EDGE = 1  # a guess that other processors' rounding may turn over


def open_faults(scenario: Scenario) -> int:
    """Return how many of a talk's lines are known not to come true yet."""
    return int(scenario.get("open_faults", 0))


def misses(recording: Recording) -> list[str]:
    """Return all lines of a talk that did not come true, each with the answer it speaks of."""
    said, answer, found = "hello", recording.opening, []
    following = iter(recording.talk)
    for step in recording.scenario["talk"]:
        [(kind, value)] = step.items()
        if kind not in SAYS:
            if not _is_true(kind, value, answer):
                found.append(f"{kind}: {value!r}, after {said!r}:\n{shown(answer)}")
            continue
        exchange = next(following, None)
        if exchange is None:
            return [*found, recording.stopped or f"{value!r} was never said"]
        said, answer = exchange.said, exchange.answer
    return found


def _is_true(kind: str, value: str, answer: list[Reply]) -> bool:
    if kind == "foothold":
        return _is_said(value, answer)
    if kind == "never":
        return not _is_said(value, answer)
    if kind == "count":
        return len(answer) == int(value)
    raise ValueError(f"no such line in a talk: {kind}")


def _is_said(wanted: str, answer: list[Reply]) -> bool:
    if wanted.startswith("["):
        titles = [button.title for reply in answer for button in reply.buttons]
        return any(title.startswith(wanted.strip("[]")) for title in titles)
    is_pattern = len(wanted) > 2 and wanted.startswith("/") and wanted.endswith("/")
    pattern = wanted[1:-1] if is_pattern else re.escape(wanted)
    return any(re.search(pattern, reply.text, re.IGNORECASE) for reply in answer)
