"""Plays the talks in `scenarios/` against the running product."""

import pytest

from tests.e2e.expecting import ON_THE_EDGE, misses, open_faults
from tests.e2e.recording import SAYS, recorded, scenarios
from tests.e2e.talking import OnTheWeb

pytestmark = pytest.mark.running

LEAST = 115
MOST_FAULTS = 0.15  # of all lines that expect something
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
async def test_scenario(name: str, web: OnTheWeb) -> None:
    """A talk's `open_faults` is how many of its lines are known not to come true yet."""
    recording = await recorded(name, web)

    missed = misses(recording)

    assert len(missed) <= open_faults(recording.scenario) + ON_THE_EDGE, "\n\n".join(missed)


def test_little_of_what_the_talks_expect_is_still_wrong() -> None:
    faults = sum(open_faults(scenario) for scenario in scenarios().values())
    expected = sum(not SAYS & step.keys() for one in scenarios().values() for step in one["talk"])

    assert faults / expected <= MOST_FAULTS


def test_there_are_enough_of_them() -> None:
    assert len(scenarios()) >= LEAST


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_persona_has_whole_talks(persona: str) -> None:
    talks = [one["talk"] for name, one in scenarios().items() if name.startswith(f"{persona}: ")]
    said = [sum(bool(SAYS & step.keys()) for step in talk) for talk in talks]

    assert len(talks) >= LEAST_OF_PERSONA
    assert all(count in WHOLE_TALK for count in said), said
