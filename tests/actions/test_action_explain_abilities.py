from bot.actions.action_explain_abilities import ActionExplainAbilities
from tests.actions.stage import Stage


async def test_never_twice_running_in_the_same_words(stage: Stage) -> None:
    stage.slots["pending"] = "meaning"

    said = [(await stage.turn(ActionExplainAbilities, "no")).responses for _ in range(3)]

    assert said == [["utter_abilities"], ["utter_abilities_again"], ["utter_abilities"]]
    assert stage.slots["pending"] is None
