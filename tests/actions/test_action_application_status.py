from bot.actions.action_application_status import ActionApplicationStatus
from bot.actions.screen import Kind
from employers.services.applications import apply, withdraw
from tests.actions.stage import Said, Stage


async def status(stage: Stage) -> list[Said]:
    reply = await stage.turn(ActionApplicationStatus, "any news", intent="application_status")
    return reply.said


async def test_each_application_is_said_with_its_state(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer()
    made = apply(stage.db, student_key=student.key, slot_id=slot, turn_id="t", now=stage.now)

    assert await status(stage) == [
        Said(
            "utter_application_applied",
            {
                "title": made.title,
                "employer": made.employer,
                "dates": made.dates,
                "town": "Leeds",
                "reason": "",
                "application": made.id,
            },
        )
    ]
    assert stage.screen.kind is Kind.APPLICATIONS


async def test_one_that_was_withdrawn_is_said_where_there_is_no_other(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer()
    made = apply(stage.db, student_key=student.key, slot_id=slot, turn_id="t", now=stage.now)
    withdraw(stage.db, student_key=student.key, application_id=made.id, turn_id="u", now=stage.now)

    assert [said.response for said in await status(stage)] == ["utter_application_withdrawn"]


async def test_older_ones_are_counted(stage: Stage) -> None:
    student = stage.join()
    for letter in "ABCD":
        slot = stage.offer(letter)
        apply(stage.db, student_key=student.key, slot_id=slot, turn_id=letter, now=stage.now)

    said = await status(stage)

    assert said[-1] == Said("utter_older_applications", {"count": 1})


async def test_without_any_it_offers_to_look(stage: Stage) -> None:
    stage.join()

    assert await status(stage) == [Said("utter_no_applications")]


async def test_a_guest_has_none_and_is_told_how_to_join(stage: Stage) -> None:
    assert await status(stage) == [Said("utter_apply_guest")]
