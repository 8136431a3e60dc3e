import pytest

from bot.actions.action_cancel import ActionCancel
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
