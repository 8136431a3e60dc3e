"""The age a guest gives in the chat counts for later answers; what is only thought of does not."""

import pytest

from bot.actions.action_fallback import ActionFallback
from bot.actions.action_set_profile import ActionSetProfile
from bot.actions.action_tell_topic import ActionTellTopic
from bot.actions.told_before import own_age
from tests.actions.stage import Reply, Stage


async def ask(stage: Stage, intent: str, text: str) -> Reply:
    return await stage.turn(ActionTellTopic, text, intent=intent)


def text_of(reply: Reply) -> str:
    return str(reply.said[0].values["text"])


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("im 15", 15),
        ("I am 16, not in the school", 16),
        ("I have 16", 16),
        ("can i get a saturday job at 15", 15),
        ("i'm 17 and work in a shop", 17),
        ("if I have 18", None),
        ("when im 17 and left school", None),
        ("and when I am 18?", None),
        ("i have 16 gcses", None),
        ("my sister is 17", None),
        ("i start at 11am", None),
        ("i have 12 hours", None),
    ],
)
def test_an_age_is_ones_own_where_it_is_said_so(text: str, age: int | None) -> None:
    assert own_age(text) == age


@pytest.mark.parametrize("told", ["im 17", "I have 17", "can i get a job at 17"])
async def test_a_guests_age_counts_for_the_next_sum(stage: Stage, told: str) -> None:
    await stage.turn(ActionSetProfile, told, intent="set_profile")

    reply = await ask(stage, "ask_minimum_wage", "is £5 an hour ok")

    assert "At 17 the least is £8.00" in text_of(reply)


async def test_an_age_asked_for_is_not_asked_again(stage: Stage) -> None:
    await ask(stage, "ask_minimum_wage", "is £5 an hour ok")
    await stage.turn(ActionFallback, "17", intent="nlu_fallback")

    reply = await ask(stage, "ask_minimum_wage", "and is £9 an hour ok")

    assert "At 17 the least is £8.00" in text_of(reply)


@pytest.mark.parametrize("thought", ["and when I am 18?", "if i have 18"])
async def test_an_age_to_come_counts_for_its_own_answer_only(stage: Stage, thought: str) -> None:
    await ask(stage, "ask_minimum_wage", "im 17 is £5 an hour ok")

    later = await ask(stage, "ask_minimum_wage", f"is £5 an hour ok {thought}")
    now = await ask(stage, "ask_minimum_wage", "is £6 an hour ok")

    assert "At 18 the least is £10.85" in text_of(later)
    assert "At 17 the least is £8.00" in text_of(now)


async def test_the_roster_knows_better(stage: Stage) -> None:
    stage.join(12)
    await stage.turn(ActionSetProfile, "im 15", intent="set_profile")

    reply = await ask(stage, "ask_minimum_wage", "is £5 an hour ok")

    assert "At 17 the least is £8.00" in text_of(reply)


async def test_pay_told_by_the_hour_stays_pay_by_the_hour(stage: Stage) -> None:
    await ask(stage, "ask_minimum_wage", "im 17 my boss pays me £5 an hour")

    reply = await ask(stage, "ask_minimum_wage", "he says £5 is fine")
    rate = await ask(stage, "ask_minimum_wage", "he says im on a 'kids rate' £5")

    assert reply.responses == rate.responses == ["utter_card_pay_sum"]
    assert "At 17 the least is £8.00" in text_of(rate)


@pytest.mark.parametrize(("answer", "line"), [("yes", "For apprentices"), ("no", "age")])
async def test_an_apprentice_may_say_so_instead_of_an_age(
    stage: Stage, answer: str, line: str
) -> None:
    await ask(stage, "ask_minimum_wage", "is £5 an hour ok")

    taken = await stage.turn(ActionFallback, "i am apprentice", intent="nlu_fallback")
    reply = await stage.turn(ActionFallback, answer, intent="nlu_fallback")

    assert taken.responses == ["utter_ask_sum_first_year"]
    assert line in (text_of(reply) if answer == "yes" else reply.responses[0])


async def test_until_eleven_in_the_evening_gets_the_rule(stage: Stage) -> None:
    await stage.turn(ActionSetProfile, "I am 16, not in the school", intent="set_profile")

    reply = await ask(stage, "ask_rights", "My boss can say me work to 11 in evening?")

    assert reply.responses == ["utter_card_work_sum"]
    assert "No work from 22:00 to 6:00" in text_of(reply)
