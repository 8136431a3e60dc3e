from bot.actions.action_ask_skills import ActionAskSkills
from tests.actions.stage import Said, Stage


async def test_a_named_job_gets_its_card(stage: Stage) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(
        ActionAskSkills,
        "am i cut out to be a nurse",
        intent="ask_skills",
        entities=[("occupation", "adult-nurse")],
    )

    assert reply.responses == ["utter_card_skills"]
    assert reply.said[0].values["occupation"] == "adult-nurse"
    assert stage.slots["occupation"] == "adult-nurse"
    assert stage.slots["question"] == "skills"


async def test_it_means_the_job_that_was_talked_about(stage: Stage) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(ActionAskSkills, "am i too shy for that", intent="ask_skills")

    assert reply.said[0].values["occupation"] == "chef"


async def test_a_job_known_by_name_only_gets_an_honest_card(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskSkills,
        "and a urologist",
        intent="ask_skills",
        entities=[("occupation", "urologist")],
    )

    assert reply.responses == ["utter_card_without_facts"]


async def test_an_unknown_job_is_not_answered_with_another(stage: Stage) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(ActionAskSkills, "could i be a falconer", intent="ask_skills")

    assert reply.said == [Said("utter_unknown_job", {"job": "falconer"})]
    assert stage.slots["occupation"] is None


async def test_without_a_job_it_asks_which(stage: Stage) -> None:
    reply = await stage.turn(ActionAskSkills, "am i too shy for that", intent="ask_skills")

    assert reply.responses == ["utter_ask_which_job"]
    assert stage.slots["question"] == "skills"
