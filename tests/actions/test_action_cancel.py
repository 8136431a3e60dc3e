import pytest

from bot.actions.action_apply_placement import ActionApplyPlacement
from bot.actions.action_cancel import ActionCancel
from bot.actions.action_submit_application import ActionSubmitApplication
from tests.actions.stage import Stage


@pytest.mark.parametrize(
    ("pending", "response"),
    [
        ("apply", "utter_cancelled"),
        ("delete", "utter_cancelled"),
        ("meaning", "utter_nothing_to_cancel"),
        (None, "utter_nothing_to_cancel"),
    ],
)
async def test_stop_drops_the_question(stage: Stage, pending: str | None, response: str) -> None:
    stage.slots["pending"] = pending

    reply = await stage.turn(ActionCancel, "stop", intent="cancel")

    assert reply.responses == [response]
    assert stage.slots["pending"] is None


async def test_after_applying_it_asks_whether_to_withdraw(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await stage.turn(ActionApplyPlacement, "/apply_placement", entities=[("slot", str(slot))])
    await stage.turn(ActionSubmitApplication, "yes", intent="affirm")

    reply = await stage.turn(ActionCancel, "cancel it", intent="cancel")

    assert reply.responses == ["utter_confirm_withdraw"]
    assert stage.slots["pending"] == "withdraw"
