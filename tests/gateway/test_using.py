"""Which of the dialogue's buttons can be pressed once, told by their payloads."""

from pathlib import Path

import pytest
import yaml

from bot.gateway.using import ACTS, ACTS_ABOUT, ANSWERS, use_of
from messages.domain.content import Use

DOMAIN = Path(__file__).parents[2] / "domain.yml"


@pytest.mark.parametrize(
    ("payload", "use"),
    [
        ('/affirm{"to": "apply", "slot": "3"}', Use.ANSWER),
        ("/deny", Use.ANSWER),
        ("/talk_to_adviser", Use.ONCE),
        ('/report_absence{"application": "3"}', Use.ONCE),
        ("/report_absence", Use.ANY),
        ('/export_data{"to": "school"}', Use.ONCE),
        ('/apply_placement{"slot": "3"}', Use.ANY),  # asks first
        ('/withdraw_application{"application": "3"}', Use.ANY),  # asks first
        ("/search_placements", Use.ANY),
        ("yes", Use.ANY),
        ("", Use.ANY),
    ],
)
def test_what_acts_is_told_by_its_payload(payload, use):
    assert use_of(payload) is use


def test_the_intents_are_the_dialogues_own():
    domain = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))
    known = {next(iter(one)) if isinstance(one, dict) else one for one in domain["intents"]}

    assert known >= ANSWERS | ACTS | ACTS_ABOUT


def test_every_yes_of_the_dialogue_answers_one_question():
    domain = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))
    buttons = [
        button
        for variants in domain["responses"].values()
        for variant in variants
        for button in variant.get("buttons", ())
    ]
    yes = [each for each in buttons if each["title"].startswith("Yes, ")]

    assert {"Yes, apply", "Yes, withdraw", "Yes, delete everything"} <= {y["title"] for y in yes}
    assert all(use_of(each["payload"]) is Use.ANSWER for each in yes if "affirm" in each["payload"])
