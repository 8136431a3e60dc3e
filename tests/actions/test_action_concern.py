from bot.actions.action_concern import ActionConcern
from tests.actions.stage import Said, Stage


async def test_it_says_who_can_help_now_and_claims_nothing(stage: Stage) -> None:
    reply = await stage.turn(ActionConcern, "/disclose_concern", intent="disclose_concern")

    assert reply.said == [
        Said(
            "utter_concern_help",
            {"emergency": "999", "childline": "0800 1111", "shout": "85258"},
        ),
        Said("utter_concern_adult"),
    ]
