"""The topic files, the rules and the intents must name the same things."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from careers.advice_types import Advice
from careers.library import load_library

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = {"action_tell_topic", "action_ask_placement_prep", "action_ask_placement_travel"}
TOPICS = load_library().advice


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


DOMAIN = load("domain.yml")
INTENTS = {entry if isinstance(entry, str) else next(iter(entry)) for entry in DOMAIN["intents"]}


def told_intents() -> set[str]:
    """Return the intents of the rules that lead to an action which tells a topic."""
    found: set[str] = set()
    for rule in load("data/rules.yml")["rules"]:
        if ACTIONS & {step.get("action") for step in rule["steps"]}:
            choices = [one for step in rule["steps"] for one in step.get("or", [step])]
            found |= {one["intent"] for one in choices if "intent" in one}
    return found


def test_every_intent_that_is_told_as_a_topic_has_a_file_and_the_reverse() -> None:
    assert set(TOPICS) == told_intents()


def test_the_part_of_a_topic_is_an_entity_that_buttons_may_carry() -> None:
    assert "part" in DOMAIN["entities"]


@pytest.mark.parametrize("advice", TOPICS.values(), ids=lambda advice: str(advice.id))
def test_the_steps_of_a_topic_lead_to_other_intents(advice: Advice) -> None:
    assert {step.intent for step in advice.steps} <= INTENTS - {advice.id}
