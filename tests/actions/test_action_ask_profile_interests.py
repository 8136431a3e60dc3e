from rasa_sdk.events import SlotSet

from bot.actions.action_ask_profile_interests import ActionAskProfileInterests
from bot.actions.screen import Kind, Screen
from tests.actions.stage import Stage


async def test_it_reminds_once_and_then_lets_go(stage: Stage) -> None:
    asked = [await stage.turn(ActionAskProfileInterests) for _ in range(3)]

    assert [reply.responses for reply in asked] == [
        ["utter_ask_profile_interests"],
        ["utter_ask_profile_interests_again"],
        [],
    ]
    assert asked[-1].events == [SlotSet("requested_slot", None)]


async def test_an_answer_that_is_not_known_is_said_to_be_so(stage: Stage) -> None:
    stage.slots["screen"] = Screen(Kind.NOT_KNOWN, focus="zorbing").to_json()

    reply = await stage.turn(ActionAskProfileInterests)

    assert reply.responses == ["utter_interests_unknown"]
    assert stage.screen == Screen()
