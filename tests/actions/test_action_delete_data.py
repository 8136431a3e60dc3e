from bot.actions.action_delete_data import ActionDeleteData
from tests.actions.stage import Said, Stage


async def test_it_explains_and_asks(stage: Stage) -> None:
    stage.join()

    reply = await stage.turn(ActionDeleteData, "forget me", intent="delete_data")

    assert reply.said == [Said("utter_ask_delete")]
    assert stage.slots["pending"] == "delete"
    assert stage.student.first_name == "Sam"


async def test_a_guest_has_less_to_lose(stage: Stage) -> None:
    reply = await stage.turn(ActionDeleteData, "forget me", intent="delete_data")

    assert reply.said == [Said("utter_ask_delete_guest")]
