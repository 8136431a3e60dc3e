import pytest

from bot.actions.action_ask_occupation import ActionAskOccupation
from bot.actions.action_ask_pay import ActionAskPay
from tests.actions.stage import Stage


async def test_a_named_job_gets_its_card(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskOccupation,
        "what does a vet do all day",
        intent="ask_occupation",
        entities=[("occupation", "vet")],
    )

    assert reply.responses == ["utter_card_about"]
    assert stage.slots["occupation"] == "vet"


@pytest.mark.parametrize("text", ["what about plumbers?", "and a plumber", "no I meant a plumber"])
async def test_what_about_repeats_the_last_question(stage: Stage, text: str) -> None:
    await stage.turn(ActionAskPay, "nurse pay", entities=[("occupation", "adult-nurse")])

    reply = await stage.turn(
        ActionAskOccupation, text, intent="ask_occupation", entities=[("occupation", "plumber")]
    )

    assert reply.responses == ["utter_card_pay"]
    assert reply.said[0].values["occupation"] == "plumber"


async def test_a_whole_question_is_not_a_follow_up(stage: Stage) -> None:
    await stage.turn(ActionAskPay, "nurse pay", entities=[("occupation", "adult-nurse")])

    reply = await stage.turn(
        ActionAskOccupation, "what is a plumber", entities=[("occupation", "plumber")]
    )

    assert reply.responses == ["utter_card_about"]
