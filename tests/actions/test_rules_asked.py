"""Rules for young workers asked without a figure: those of the asker's age, and of no other."""

import pytest

from bot.actions.action_fallback import ActionFallback
from bot.actions.action_tell_topic import ActionTellTopic
from tests.actions.stage import Reply, Stage

RULES = "ask_young_worker_rules"


async def ask(stage: Stage, intent: str, text: str) -> Reply:
    return await stage.turn(ActionTellTopic, text, intent=intent)


def text_of(reply: Reply) -> str:
    return str(reply.said[0].values["text"])


@pytest.mark.parametrize(
    ("text", "school_age", "older"),
    [
        ("how late can i work", "after 19:00", "from 22:00 to 6:00"),
        ("what time do i have to stop on a school night", "after 19:00", "from 22:00 to 6:00"),
        ("what about saturday how many hours", "or 8 hours", "At most 8 hours a day"),
        ("do i get a break", "a break of 1 hour", "A break of 30 minutes"),
        ("can they make me work sundays", "2 hours on a Sunday", "48 hours off a week"),
        ("Can I work Sunday?", "2 hours on a Sunday", "48 hours off a week"),
    ],
)
async def test_the_age_said_before_decides_whose_rules_are_told(
    stage: Stage, text: str, school_age: str, older: str
) -> None:
    for intent in (RULES, "ask_part_time_job", "nlu_fallback"):
        for age, line in (("15", school_age), ("17", older)):
            stage.events.clear()
            await ask(stage, "ask_part_time_job", f"can i get a saturday job at {age}")

            reply = await ask(stage, intent, text)

            assert reply.responses == ["utter_card"]
            assert line in text_of(reply)


@pytest.mark.parametrize(
    ("intent", "text", "amount"),
    [
        (RULES, "whats the min wage for 16 yr olds after school", "£8.00"),
        ("ask_minimum_wage", "so does he have to pay me min wage when im 17", "£8.00"),
        ("ask_rights", "minimum wage if I have 18", "£10.85"),
    ],
)
async def test_the_least_wage_for_an_age_comes_with_date_and_source(
    stage: Stage, intent: str, text: str, amount: str
) -> None:
    reply = await ask(stage, intent, text)

    assert amount in text_of(reply).splitlines()[1]
    assert "GOV.UK minimum wage rates" in text_of(reply)
    assert "(as of November 2026)" in text_of(reply)


async def test_what_it_will_be_later_is_asked_of_the_wage_just_told(stage: Stage) -> None:
    await ask(stage, "ask_minimum_wage", "im 15 whats the min wage for 16 yr olds")

    reply = await stage.turn(
        ActionFallback, "what will it be when im 17 and left school", intent="nlu_fallback"
    )

    assert "£8.00" in text_of(reply).splitlines()[1]


async def test_a_day_for_free_is_an_unpaid_trial(stage: Stage) -> None:
    text = "Boss want I try one day free, no money. It is ok?"
    reply = await ask(stage, "ask_rights", text)

    assert "usually not lawful" in text_of(reply)


async def test_a_missing_permit_is_explained_without_blame(stage: Stage) -> None:
    text = "i havent got a permit am i in trouble"
    reply = await stage.turn(ActionFallback, text, intent="out_of_scope")

    assert reply.responses == ["utter_card"]
    assert "not in trouble for asking" in text_of(reply)
    assert "ask your council" in text_of(reply)


async def test_hours_of_a_job_are_no_rules(stage: Stage) -> None:
    said = [("occupation", "nurse")]
    reply = await stage.turn(
        ActionTellTopic, "do i get a break", intent="ask_placement_rules", entities=said
    )

    assert "A break of" not in text_of(reply)
