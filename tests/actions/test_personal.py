"""A person in the message: a loss, a fear, a carer, "why do you ask"."""

import pytest

from bot.actions.action_ask_privacy import ActionAskPrivacy
from bot.actions.action_deny import ActionDeny
from bot.actions.action_out_of_scope import ActionOutOfScope
from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.action_set_profile import ActionSetProfile
from tests.actions.stage import Stage


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("my cat died", "utter_feeling_loss"),
        ("my nan passed away", "utter_feeling_loss"),
        ("will u b my freind", "utter_feeling_friend"),
        ("will you be my friend?", "utter_feeling_friend"),
        ("im scared no one will take me tho", "utter_feeling_nobody_takes"),
        ("what if nobody wants me", "utter_feeling_nobody_takes"),
        ("my phone died", "utter_out_of_scope"),
        ("can my friend come too", "utter_out_of_scope"),
    ],
)
async def test_a_warm_sentence_comes_before_anything_else(
    stage: Stage, text: str, response: str
) -> None:
    reply = await stage.turn(ActionOutOfScope, text, intent="out_of_scope")

    assert reply.responses == [response]


async def test_a_loss_is_called_by_its_name(stage: Stage) -> None:
    reply = await stage.turn(ActionOutOfScope, "my cat died", intent="out_of_scope")

    assert reply.said[0].values == {"who": "cat", "childline": "0800 1111"}


@pytest.mark.parametrize(
    ("slot", "response"),
    [("profile_place", "utter_why_place"), ("profile_interests", "utter_why_interests")],
)
async def test_why_do_you_ask_gets_the_reason(stage: Stage, slot: str, response: str) -> None:
    stage.join()
    stage.slots["requested_slot"] = slot

    reply = await stage.turn(ActionDeny, "wait why do u need to no that", intent="deny")

    assert reply.responses == [response]


async def test_why_a_code_is_asked_for(stage: Stage) -> None:
    stage.slots["pending"] = "join"

    reply = await stage.turn(ActionAskPrivacy, "why do you need that", intent="ask_privacy")

    assert reply.responses == ["utter_why_code"]


@pytest.mark.parametrize(
    "text",
    [
        "i look after my mum so i cant do long days",
        "i cant leave mum long",
        "i cant leave my little brother",
        "im a young carer",
        "i care for my nan",
    ],
)
async def test_a_carer_hears_what_school_can_plan(stage: Stage, text: str) -> None:
    stage.join()

    reply = await stage.turn(ActionSetProfile, text, intent="set_profile")

    assert reply.responses == ["utter_card"]
    said = str(reply.said[0].values["text"])
    assert said.startswith("Looking after somebody is a lot to carry, and it counts.")
    assert "careers adviser" in said
    assert reply.payloads == ["/search_placements", "/talk_to_adviser"]


async def test_a_carer_who_looks_for_something_gets_both(stage: Stage) -> None:
    stage.join()
    stage.offer()

    reply = await stage.turn(
        ActionSearchPlacements,
        "i look after my mum so i need something near home",
        intent="search_placements",
    )

    assert reply.responses[0] == "utter_card"
    assert "utter_offers" in reply.responses


@pytest.mark.parametrize("text", ["i want to be a carer for old people", "put carer on my cv"])
async def test_caring_as_work_is_no_confession(stage: Stage, text: str) -> None:
    stage.join()

    reply = await stage.turn(ActionOutOfScope, text, intent="out_of_scope")

    assert not str(reply.said[0].values.get("text", "")).startswith("Looking after somebody")
