import pytest

from bot.actions.action_delete_data import ActionDeleteData
from bot.actions.action_erase import ActionErase
from employers.services.applications import applications_of, apply
from tests.actions.stage import Said, Stage


async def test_a_yes_erases_everything_and_says_so(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer()
    apply(stage.db, student_key=student.key, slot_id=slot, turn_id="t", now=stage.now)
    await stage.turn(ActionDeleteData, "forget me", intent="delete_data")

    reply = await stage.turn(ActionErase, "yes", intent="affirm")

    assert reply.said == []
    assert [event["event"] for event in reply.events] == ["restart"]
    assert applications_of(stage.db, student.key) == []
    assert stage.student.is_guest
    assert stage.student.key != student.key


async def test_a_yes_to_something_else_erases_nothing(stage: Stage) -> None:
    student = stage.join()
    await stage.turn(ActionDeleteData, "forget me", intent="delete_data")
    stage.events.append({"event": "user", "text": "are you a robot"})

    reply = await stage.turn(ActionErase, "yes", intent="affirm")

    assert reply.said == [Said("utter_ask_delete")]
    assert stage.student.key == student.key


async def test_the_button_of_this_question_erases(stage: Stage) -> None:
    student = stage.join()
    await stage.turn(ActionDeleteData, "forget me", intent="delete_data")

    await stage.turn(
        ActionErase, '/affirm{"to": "delete"}', intent="affirm", entities=[("to", "delete")]
    )

    assert stage.student.key != student.key


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ('/affirm{"to": "apply", "slot": "1"}', [("to", "apply"), ("slot", "1")]),
        ('/affirm{"to": "withdraw", "application": "1"}', [("to", "withdraw")]),
        ("/affirm", []),
    ],
)
async def test_an_old_yes_to_something_else_erases_nothing(
    stage: Stage, text: str, entities: list[tuple[str, str]]
) -> None:
    student = stage.join()
    slot = stage.offer()
    apply(stage.db, student_key=student.key, slot_id=slot, turn_id="t", now=stage.now)
    await stage.turn(ActionDeleteData, "forget me", intent="delete_data")

    reply = await stage.turn(ActionErase, text, intent="affirm", entities=entities)

    assert reply.said == [Said("utter_old_button")]
    assert stage.slots["pending"] is None
    assert stage.student.key == student.key
    assert len(applications_of(stage.db, student.key)) == 1
