"""Plays the talks in `scenarios/` against the running product."""

import re

import httpx
import pytest

from bench.students import Reply
from storage.database import Database
from tests.e2e.recording import SAYS, Recording, Scenario, recorded, scenarios, shown

pytestmark = pytest.mark.running

LEAST = 115
MOST_FAULTS = 0.15  # of all lines that expect something
ON_THE_EDGE = 1  # a guess that other processors' rounding may turn over
PERSONAS = (
    "year_8_animals",
    "year_10_anxious",
    "year_11_mocks",
    "year_12_coder",
    "english_learner",
)
LEAST_OF_PERSONA = 10
WHOLE_TALK = range(8, 17)  # what a persona says in one talk


@pytest.mark.parametrize("name", scenarios(), ids=list(scenarios()))
async def test_scenario(name: str, http: httpx.AsyncClient, product_db: Database) -> None:
    """A talk's `open_faults` is how many of its lines are known not to come true yet."""
    recording = await recorded(name, http, product_db)

    missed = misses(recording)

    assert len(missed) <= open_faults(recording.scenario) + ON_THE_EDGE, "\n\n".join(missed)


def test_little_of_what_the_talks_expect_is_still_wrong() -> None:
    faults = sum(open_faults(scenario) for scenario in scenarios().values())
    expected = sum(not SAYS & step.keys() for one in scenarios().values() for step in one["talk"])

    assert faults / expected <= MOST_FAULTS


def open_faults(scenario: Scenario) -> int:
    return int(scenario.get("open_faults", 0))


def test_there_are_enough_of_them() -> None:
    assert len(scenarios()) >= LEAST


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_persona_has_whole_talks(persona: str) -> None:
    talks = [one["talk"] for name, one in scenarios().items() if name.startswith(f"{persona}: ")]
    said = [sum(bool(SAYS & step.keys()) for step in talk) for talk in talks]

    assert len(talks) >= LEAST_OF_PERSONA
    assert all(count in WHOLE_TALK for count in said), said


def misses(recording: Recording) -> list[str]:
    """Return all lines of a talk that did not come true, each with the answer it speaks of."""
    said, answer, found = "hello", recording.opening, []
    following = iter(recording.talk)
    for step in recording.scenario["talk"]:
        [(kind, value)] = step.items()
        if kind not in SAYS:
            if not is_true(kind, value, answer):
                found.append(f"{kind}: {value!r}, after {said!r}:\n{shown(answer)}")
            continue
        exchange = next(following, None)
        if exchange is None:
            return [*found, recording.stopped or f"{value!r} was never said"]
        said, answer = exchange.said, exchange.answer
    return found


def is_true(kind: str, value: str, answer: list[Reply]) -> bool:
    if kind == "foothold":
        return is_said(value, answer)
    if kind == "never":
        return not is_said(value, answer)
    if kind == "count":
        return len(answer) == int(value)
    pytest.fail(f"no such line in a talk: {kind}")


def is_said(wanted: str, answer: list[Reply]) -> bool:
    if wanted.startswith("["):
        titles = [button.title for reply in answer for button in reply.buttons]
        return any(title.startswith(wanted.strip("[]")) for title in titles)
    is_pattern = len(wanted) > 2 and wanted.startswith("/") and wanted.endswith("/")
    pattern = wanted[1:-1] if is_pattern else re.escape(wanted)
    return any(re.search(pattern, reply.text, re.IGNORECASE) for reply in answer)
