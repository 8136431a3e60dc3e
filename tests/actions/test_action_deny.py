import pytest

from bot.actions.action_deny import ActionDeny
from tests.actions.stage import Stage


@pytest.mark.parametrize(
    ("pending", "response"),
    [
        ("join", "utter_guest"),
        ("apply", "utter_not_applied"),
        ("withdraw", "utter_not_withdrawn"),
        ("delete", "utter_not_deleted"),
        (None, "utter_no_to_what"),
    ],
)
async def test_no_leaves_everything_as_it_was(
    stage: Stage, pending: str | None, response: str
) -> None:
    stage.slots["pending"] = pending

    reply = await stage.turn(ActionDeny, "no", intent="deny")

    assert reply.responses == [response]
    assert stage.slots["pending"] is None


async def test_no_with_another_job_answers_the_last_question_about_it(stage: Stage) -> None:
    stage.slots |= {"occupation": "vet", "question": "route"}

    reply = await stage.turn(
        ActionDeny, "no, I meant a chef", intent="deny", entities=[("occupation", "chef")]
    )

    assert reply.responses == ["utter_card_route"]
    assert reply.said[0].values["occupation"] == "chef"


async def test_no_with_a_town_corrects_it(stage: Stage) -> None:
    reply = await stage.turn(ActionDeny, "no, Leeds", intent="deny", entities=[("place", "leeds")])

    assert reply.responses == ["utter_place_kept"]
