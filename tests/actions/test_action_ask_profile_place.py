from rasa_sdk.events import SlotSet

from bot.actions.action_ask_profile_place import ActionAskProfilePlace
from bot.actions.screen import Kind, Screen
from tests.actions.stage import Said, Stage


async def test_it_reminds_once_and_then_lets_go(stage: Stage) -> None:
    asked = [await stage.turn(ActionAskProfilePlace) for _ in range(3)]

    assert [reply.responses for reply in asked] == [
        ["utter_ask_profile_place"],
        ["utter_ask_profile_place_again"],
        [],
    ]
    assert asked[-1].events == [SlotSet("requested_slot", None)]


async def test_an_unknown_place_is_named(stage: Stage) -> None:
    stage.slots["screen"] = Screen(Kind.NOT_KNOWN, focus="Qwertyville").to_json()

    reply = await stage.turn(ActionAskProfilePlace)

    assert reply.said == [
        Said("utter_place_unknown", {"place": "Qwertyville"}, (("Skip", "/deny"),))
    ]
    assert stage.screen == Screen()


async def test_namesakes_become_buttons(stage: Stage) -> None:
    stage.slots["screen"] = Screen.of(Kind.PLACES, [("Newport, A", "Newport, A")]).to_json()

    reply = await stage.turn(ActionAskProfilePlace)

    assert reply.said == [
        Said(
            "utter_which_place",
            {},
            (("Newport, A", '/set_profile{"place": "Newport, A"}'), ("Skip", "/deny")),
        )
    ]
