from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_repeat import ActionRepeat
from bot.actions.action_suggest_careers import ActionSuggestCareers
from tests.actions.stage import Said, Stage


async def test_the_last_answer_is_said_again_with_its_buttons(stage: Stage) -> None:
    first = await stage.turn(ActionSuggestCareers, "ideas please")

    reply = await stage.turn(ActionRepeat, "say that again", intent="repeat")

    assert reply.responses == ["utter_card"]
    assert reply.said[0].values["text"] == first.said[0].response  # the stage's own "words"
    assert reply.said[0].buttons == first.said[0].buttons


async def test_repeating_twice_repeats_the_same(stage: Stage) -> None:
    await stage.turn(ActionAskPay, "vet pay", entities=[("occupation", "vet")])

    first = await stage.turn(ActionRepeat, "again?", intent="repeat")
    second = await stage.turn(ActionRepeat, "again?", intent="repeat")

    assert second.said == first.said


async def test_a_pending_question_stays_pending(stage: Stage) -> None:
    await stage.turn(ActionAskPay, "vet pay", entities=[("occupation", "vet")])
    stage.slots["pending"] = "apply"

    reply = await stage.turn(ActionRepeat, "again?", intent="repeat")

    assert reply.slots == {"pending": "apply"}


async def test_with_nothing_said_yet_it_says_so(stage: Stage) -> None:
    reply = await stage.turn(ActionRepeat, "again?", intent="repeat")

    assert reply.said == [Said("utter_nothing_to_repeat")]
