import pytest

from bot.actions.action_apply_placement import ActionApplyPlacement
from bot.actions.action_cancel import ActionCancel
from bot.actions.action_delete_data import ActionDeleteData
from bot.actions.action_submit_application import ActionSubmitApplication
from bot.actions.action_withdraw_application import ActionWithdrawApplication
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


@pytest.mark.parametrize("text", ["cancel", "forget it", "never mind then"])
async def test_forget_it_is_no_wish_to_withdraw_or_be_forgotten(stage: Stage, text: str) -> None:
    stage.join()
    slot = stage.offer()
    await stage.turn(ActionApplyPlacement, "/apply_placement", entities=[("slot", str(slot))])
    await stage.turn(ActionSubmitApplication, "yes", intent="affirm")

    for action in (ActionCancel, ActionWithdrawApplication, ActionDeleteData):
        stage.events.append({"event": "bot", "metadata": {"utter_action": "utter_applied"}})
        reply = await stage.turn(action, text, intent="cancel")

        assert reply.responses == ["utter_nothing_to_cancel"]


async def test_sorry_for_asking_is_met_kindly(stage: Stage) -> None:
    reply = await stage.turn(ActionCancel, "im sorry for asking so much", intent="cancel")

    assert str(reply.said[0].values["text"]).startswith("No need to be sorry")
