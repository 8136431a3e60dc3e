from bot.actions.action_ask_hours import ActionAskHours
from tests.actions.stage import Said, Stage


async def test_a_named_job_gets_its_card(stage: Stage) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(
        ActionAskHours,
        "do nurses work nights",
        intent="ask_hours",
        entities=[("occupation", "adult-nurse")],
    )

    assert reply.responses == ["utter_card_hours"]
    assert reply.said[0].values["occupation"] == "adult-nurse"
    assert stage.slots["occupation"] == "adult-nurse"
    assert stage.slots["question"] == "hours"


async def test_it_means_the_job_that_was_talked_about(stage: Stage) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(ActionAskHours, "what hours do they do", intent="ask_hours")

    assert reply.said[0].values["occupation"] == "chef"


async def test_a_job_known_by_name_only_gets_an_honest_card(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskHours,
        "and a urologist",
        intent="ask_hours",
        entities=[("occupation", "urologist")],
    )

    assert reply.responses == ["utter_card_without_facts"]


async def test_an_unknown_job_is_not_answered_with_another(stage: Stage) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(ActionAskHours, "what hours does a falconer work", intent="ask_hours")

    assert reply.said == [Said("utter_unknown_job", {"job": "falconer"})]
    assert stage.slots["occupation"] is None


async def test_without_a_job_it_asks_which(stage: Stage) -> None:
    reply = await stage.turn(ActionAskHours, "what hours do they do", intent="ask_hours")

    assert reply.responses == ["utter_ask_which_job"]
    assert stage.slots["question"] == "hours"
