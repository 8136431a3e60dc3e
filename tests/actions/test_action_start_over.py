from bot.actions.action_start_over import ActionStartOver
from tests.actions.stage import Said, Stage


async def test_the_screen_is_cleared_and_the_student_stays_known(stage: Stage) -> None:
    stage.join()
    stage.slots |= {"occupation": "vet", "screen": {"kind": "slots"}, "welcomed": True}

    reply = await stage.turn(ActionStartOver, "start again", intent="start_over")

    assert reply.said == [Said("utter_started_over")]
    assert stage.slots["occupation"] is None
    assert stage.slots["screen"] is None
    assert stage.slots["welcomed"] is True
    assert stage.student.first_name == "Sam"
