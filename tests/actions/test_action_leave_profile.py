from bot.actions.action_leave_profile import ActionLeaveProfile
from tests.actions.stage import Said, Stage


async def test_questions_left_are_not_asked_again(stage: Stage) -> None:
    stage.join()

    reply = await stage.turn(ActionLeaveProfile, "stop", intent="cancel")

    assert reply.said == [Said("utter_profile_left")]
    assert stage.student.profile_done
