"""What every action does beside its own answer."""

from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_deny import ActionDeny
from tests.actions.stage import Said, Stage

SECOND = {"title": "how do i become one", "payload": '/ask_entry_route{"occupation": "vet"}'}


async def test_the_second_question_of_a_message_is_offered(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskPay, "what do vets earn", entities=[("occupation", "vet")], told={"also": SECOND}
    )

    assert reply.responses == ["utter_card_pay", "utter_also_asked"]
    assert reply.said[1] == Said(
        "utter_also_asked", {}, (("how do i become one", SECOND["payload"]),)
    )


async def test_a_no_to_the_second_question_leaves_it(stage: Stage) -> None:
    await stage.turn(
        ActionAskPay, "what do vets earn", entities=[("occupation", "vet")], told={"also": SECOND}
    )

    assert (await stage.turn(ActionDeny, "no", intent="deny")).responses == ["utter_left_out"]
