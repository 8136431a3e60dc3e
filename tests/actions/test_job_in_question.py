"""A job that is named beside subjects, a route or something else: that job's answer comes."""

import pytest

from bot.actions.action_fallback import ActionFallback
from bot.actions.action_out_of_scope import ActionOutOfScope
from bot.actions.action_tell_topic import ActionTellTopic
from tests.actions.stage import Stage


@pytest.mark.parametrize(
    ("intent", "text", "response"),
    [
        ("ask_gcse_options", "which options should i take to be a vet", "utter_card_requirements"),
        ("ask_a_levels", "what a levels for a vet", "utter_card_requirements"),
        ("ask_university", "could i be a vet if i hate uni", "utter_card_route"),
        ("ask_options_post16", "vet, can you just apply after year 11", "utter_card_route"),
        ("ask_student_finance", "vet but we cant pay for uni, any other way", "utter_card_route"),
        ("ask_student_finance", "how much is uni for a vet", "utter_card"),
    ],
)
async def test_a_job_beside_a_topic(stage: Stage, intent: str, text: str, response: str) -> None:
    reply = await stage.turn(ActionTellTopic, text, intent=intent, entities=[("occupation", "vet")])

    assert reply.responses[0] == response


async def test_two_jobs_beside_a_topic_are_left_to_the_topic(stage: Stage) -> None:
    reply = await stage.turn(
        ActionTellTopic,
        "which options for a vet or a chef",
        intent="ask_gcse_options",
        entities=[("occupation", "vet"), ("occupation", "chef")],
    )

    assert reply.responses == ["utter_card"]


@pytest.mark.parametrize("action", [ActionOutOfScope, ActionFallback])
async def test_what_was_not_understood_is_the_likeliest_question_about_the_job(
    stage: Stage, action: type[ActionOutOfScope | ActionFallback]
) -> None:
    reply = await stage.turn(
        action,
        "vet, how do i get in, i can hold a cat",
        intent="out_of_scope",
        entities=[("occupation", "vet")],
        guesses=["out_of_scope", "ask_entry_route", "ask_pay"],
    )

    assert reply.responses == ["utter_card_route"]


async def test_a_job_by_the_way_is_no_question(stage: Stage) -> None:
    reply = await stage.turn(
        ActionOutOfScope,
        "my mum is a vet and she is so annoying",
        intent="out_of_scope",
        entities=[("occupation", "vet")],
        guesses=["out_of_scope", "goodbye"],
    )

    assert reply.responses == ["utter_out_of_scope"]
