from bot.actions.action_ask_entry_route import ActionAskEntryRoute
from tests.actions.stage import Said, Stage


async def test_a_named_job_gets_its_ways_in(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskEntryRoute,
        "how do I become a chef",
        intent="ask_entry_route",
        entities=[("occupation", "chef")],
    )

    assert reply.responses == ["utter_card_route"]
    assert stage.slots["question"] == "route"


async def test_an_unknown_job_is_not_guessed_at(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskEntryRoute, "how do i become a falconer", intent="ask_entry_route"
    )

    assert reply.said == [Said("utter_unknown_job", {"job": "falconer"})]
