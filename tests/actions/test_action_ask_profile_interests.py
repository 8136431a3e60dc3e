from bot.actions.action_ask_profile_interests import ActionAskProfileInterests
from bot.actions.screen import Kind, Screen
from tests.actions.stage import Stage


async def test_never_the_same_question_twice_running(stage: Stage) -> None:
    asked = [(await stage.turn(ActionAskProfileInterests)).responses[0] for _ in range(3)]

    assert asked == [
        "utter_ask_profile_interests",
        "utter_ask_profile_interests_again",
        "utter_ask_profile_interests_once_more",
    ]


async def test_an_answer_that_is_not_known_is_said_to_be_so(stage: Stage) -> None:
    stage.slots["screen"] = Screen(Kind.NOT_KNOWN, focus="zorbing").to_json()

    reply = await stage.turn(ActionAskProfileInterests)

    assert reply.responses == ["utter_interests_unknown"]
    assert stage.screen == Screen()
