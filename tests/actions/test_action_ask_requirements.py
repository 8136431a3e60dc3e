from bot.actions.action_ask_requirements import ActionAskRequirements
from tests.actions.stage import Said, Stage


async def test_a_named_job_gets_its_card(stage: Stage) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(
        ActionAskRequirements,
        "what gcses do i need to be a nurse",
        intent="ask_requirements",
        entities=[("occupation", "adult-nurse")],
    )

    assert reply.responses == ["utter_card_requirements"]
    assert reply.said[0].values["occupation"] == "adult-nurse"
    assert stage.slots["occupation"] == "adult-nurse"
    assert stage.slots["question"] == "requirements"


async def test_it_means_the_job_that_was_talked_about(stage: Stage) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(
        ActionAskRequirements, "what grades do i need for it", intent="ask_requirements"
    )

    assert reply.said[0].values["occupation"] == "chef"


async def test_a_job_known_by_name_only_gets_an_honest_card(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskRequirements,
        "and a urologist",
        intent="ask_requirements",
        entities=[("occupation", "urologist")],
    )

    assert reply.responses == ["utter_card_without_facts"]


async def test_an_unknown_job_is_not_answered_with_another(stage: Stage) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(
        ActionAskRequirements, "what grades for a falconer", intent="ask_requirements"
    )

    assert reply.said == [Said("utter_unknown_job", {"job": "falconer"})]
    assert stage.slots["occupation"] is None


async def test_without_a_job_it_asks_which(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskRequirements, "what grades do i need for it", intent="ask_requirements"
    )

    assert reply.responses == ["utter_ask_which_job"]
    assert stage.slots["question"] == "requirements"


async def test_a_subject_that_is_asked_about_is_answered_first(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskRequirements,
        "do i need maths to be an electrician",
        intent="ask_requirements",
        entities=[("occupation", "electrician"), ("subject", "maths")],
    )

    assert str(reply.said[0].values["text"]).startswith("Maths: yes, that helps in this job.")


async def test_what_to_choose_for_a_liking_names_subjects_of_its_jobs(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskRequirements,
        "wot gcses do i pick if i want to work wiv animals",
        intent="ask_requirements",
        entities=[("interest", "animals")],
    )

    assert reply.responses == ["utter_subjects_for"]
    assert "biology" in str(reply.said[0].values["subjects"]).casefold()
    assert "1. " in str(reply.said[0].values["list"])


async def test_a_liking_that_no_job_goes_with_asks_which_job(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskRequirements, "which gcses then", entities=[("interest", "dragons")]
    )

    assert reply.responses == ["utter_ask_which_job"]
