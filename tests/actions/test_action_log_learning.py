from bot.actions.action_log_learning import ActionLogLearning
from tests.actions.stage import Said, Stage


async def test_it_says_that_nothing_is_counted_yet(stage: Stage) -> None:
    reply = await stage.turn(ActionLogLearning, "i taught myself python", intent="log_learning")

    assert reply.said == [Said("utter_log_learning")]
    assert reply.slots == {}
