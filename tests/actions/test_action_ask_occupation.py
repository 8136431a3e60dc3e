import pytest

from bot.actions.action_ask_entry_route import ActionAskEntryRoute
from bot.actions.action_ask_hours import ActionAskHours
from bot.actions.action_ask_occupation import ActionAskOccupation
from bot.actions.action_ask_outlook import ActionAskOutlook
from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_ask_requirements import ActionAskRequirements
from bot.actions.action_ask_skills import ActionAskSkills
from bot.actions.action_compare_occupations import ActionCompareOccupations
from bot.actions.base import FootholdAction
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


@pytest.mark.parametrize(
    ("action", "question"),
    [
        (ActionAskPay, "pay"),
        (ActionAskEntryRoute, "route"),
        (ActionAskRequirements, "requirements"),
        (ActionAskSkills, "skills"),
        (ActionAskHours, "hours"),
        (ActionAskOutlook, "outlook"),
    ],
)
async def test_a_bare_name_repeats_the_last_question_whatever_it_was(
    stage: Stage, action: type[FootholdAction], question: str
) -> None:
    await stage.turn(action, "and vets?", entities=[("occupation", "vet")])

    reply = await stage.turn(ActionAskOccupation, "a chef", entities=[("occupation", "chef")])

    assert reply.responses == [f"utter_card_{question}"]
    assert reply.said[0].values["occupation"] == "chef"


async def test_a_long_name_alone_is_a_bare_name(stage: Stage) -> None:
    stage.slots["question"] = "hours"
    text = "a primary-school-teacher"  # the stage finds an entity by its value

    reply = await stage.turn(
        ActionAskOccupation, text, entities=[("occupation", "primary-school-teacher")]
    )

    assert reply.responses == ["utter_card_hours"]


async def test_a_bare_name_after_the_question_which_other_one_is_compared(stage: Stage) -> None:
    await stage.turn(ActionCompareOccupations, "compare vet", entities=[("occupation", "vet")])

    reply = await stage.turn(ActionAskOccupation, "chef", entities=[("occupation", "chef")])

    assert reply.responses == ["utter_comparison"]
    assert [item.id for item in stage.screen.items] == ["chef", "vet"]


async def test_a_word_that_is_no_job_is_explained(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskOccupation, "what is a careers adviser", intent="ask_occupation"
    )

    assert reply.responses == ["utter_card"]
    assert reply.payloads == ["/talk_to_adviser"]
