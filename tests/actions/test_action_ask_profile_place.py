from bot.actions.action_ask_profile_place import ActionAskProfilePlace
from bot.actions.screen import Kind, Screen
from tests.actions.stage import Said, Stage


async def test_never_the_same_question_twice_running(stage: Stage) -> None:
    asked = [(await stage.turn(ActionAskProfilePlace)).responses[0] for _ in range(4)]

    assert asked == [
        "utter_ask_profile_place",
        "utter_ask_profile_place_again",
        "utter_ask_profile_place_once_more",
        "utter_ask_profile_place",
    ]


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
