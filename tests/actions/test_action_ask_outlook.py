import pytest

from bot.actions.action_ask_outlook import ActionAskOutlook
from careers.library import load_library
from tests.actions.stage import Stage


async def test_a_named_job_gets_its_card(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskOutlook,
        "will robots take over from lorry drivers",
        intent="ask_outlook",
        entities=[("occupation", "lorry-driver")],
    )

    assert reply.responses == ["utter_card_outlook"]
    assert stage.slots["question"] == "outlook"


@pytest.mark.parametrize("text", ["is it in demand", "will ai take that job"])
async def test_it_means_the_job_that_was_talked_about(stage: Stage, text: str) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(ActionAskOutlook, text, intent="ask_outlook")

    assert reply.said[0].values["occupation"] == "chef"


@pytest.mark.parametrize(
    "text", ["which jobs will be most in demand", "jobs of the future", "future proof jobs pls"]
)
async def test_jobs_at_large_are_answered_at_large(stage: Stage, text: str) -> None:
    stage.slots["occupation"] = "chef"

    reply = await stage.turn(ActionAskOutlook, text, intent="ask_outlook")

    assert reply.responses == ["utter_outlook_at_large"]
    assert len(reply.payloads) == 3
    assert set(reply.payloads) <= {
        f'/ask_outlook{{"occupation": "{job.id}"}}'
        for job in load_library().occupations.values()
        if job.facts.demand is not None
    }


async def test_without_any_job_the_answer_is_about_jobs_at_large(stage: Stage) -> None:
    reply = await stage.turn(ActionAskOutlook, "will robots take over", intent="ask_outlook")

    assert reply.responses == ["utter_outlook_at_large"]


async def test_a_field_gets_an_honest_answer_and_its_jobs(stage: Stage) -> None:
    stage.slots["occupation"] = "vet"

    reply = await stage.turn(
        ActionAskOutlook, "is retail dying", intent="ask_outlook", entities=[("sector", "retail")]
    )

    assert reply.said[0].response == "utter_outlook_of_field"
    assert reply.said[0].values == {"field": "retail and sales"}
    assert len(reply.payloads) == 3
    assert set(reply.payloads) <= {
        f'/ask_outlook{{"occupation": "{job.id}"}}'
        for job in load_library().occupations.values()
        if job.sector == "retail"
    }


async def test_an_unknown_job_is_not_answered_with_another(stage: Stage) -> None:
    stage.slots["occupation"] = "vet"

    reply = await stage.turn(ActionAskOutlook, "will falconers be needed", intent="ask_outlook")

    assert reply.said[0].response == "utter_unknown_job"
    assert reply.said[0].values == {"job": "falconers"}


async def test_a_job_known_by_name_only_gets_an_honest_card(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskOutlook, "future of urologists", entities=[("occupation", "urologist")]
    )

    assert reply.responses == ["utter_card_without_facts"]
