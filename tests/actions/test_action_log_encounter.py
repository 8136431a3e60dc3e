from bot.actions.action_log_encounter import ActionLogEncounter
from tests.actions.stage import Said, Stage


async def test_it_says_that_nothing_is_recorded_yet(stage: Stage) -> None:
    reply = await stage.turn(ActionLogEncounter, "i met a vet today", intent="log_encounter")

    assert reply.said == [Said("utter_log_encounter")]
    assert reply.slots == {}
