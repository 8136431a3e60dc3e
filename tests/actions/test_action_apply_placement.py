from bot.actions.action_apply_placement import ActionApplyPlacement
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_search_placements import ActionSearchPlacements
from employers.services.applications import applications_of, apply
from tests.actions.stage import Reply, Stage


async def ask(stage: Stage, text: str = "apply", *entities: tuple[str, str]) -> Reply:
    return await stage.turn(ActionApplyPlacement, text, intent="apply_placement", entities=entities)


async def test_nothing_is_sent_before_a_yes(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer()

    reply = await ask(stage, "/apply_placement", ("slot", str(slot)))

    assert reply.responses == ["utter_confirm_apply"]
    assert reply.said[0].values["title"] == "A week in the workshop"
    assert stage.slots["pending"] == "apply"
    assert stage.screen.focus == str(slot)
    assert applications_of(stage.db, student.key) == []


async def test_it_means_the_one_that_is_open(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await stage.turn(ActionPlacementDetails, "/placement_details", entities=[("slot", str(slot))])

    reply = await ask(stage, "i want to apply for it")

    assert reply.responses == ["utter_confirm_apply"]


async def test_with_several_on_the_screen_it_asks_which(stage: Stage) -> None:
    stage.join()
    stage.offer("Alpha")
    stage.offer("Beta")
    await stage.turn(ActionSearchPlacements, "work experience", entities=[("place", "leeds")])

    reply = await ask(stage)

    assert reply.responses == ["utter_apply_which"]
    assert len(reply.payloads) == 2


async def test_with_nothing_on_the_screen_it_offers_to_look(stage: Stage) -> None:
    stage.join()

    assert (await ask(stage)).responses == ["utter_nothing_to_apply_for"]


async def test_a_guest_needs_a_code(stage: Stage) -> None:
    slot = stage.offer()

    reply = await ask(stage, "/apply_placement", ("slot", str(slot)))

    assert reply.responses == ["utter_apply_guest"]


async def test_a_year_8_is_refused_with_the_reason(stage: Stage) -> None:
    stage.join(8)
    slot = stage.offer(year_groups=(8, 10))

    reply = await ask(stage, "/apply_placement", ("slot", str(slot)))

    assert reply.responses == ["utter_refused"]
    assert "Year 10" in str(reply.said[0].values["text"])
    assert "pending" not in reply.slots


async def test_applying_twice_is_said_to_be_done_already(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer(seats=2)
    apply(stage.db, student_key=student.key, slot_id=slot, turn_id="t", now=stage.now)

    reply = await ask(stage, "/apply_placement", ("slot", str(slot)))

    assert reply.responses == ["utter_already_applied"]


async def test_a_slot_that_is_gone_is_said_to_be_gone(stage: Stage) -> None:
    stage.join()

    reply = await ask(stage, "/apply_placement", ("slot", "4711"))

    assert reply.responses == ["utter_placement_gone"]


async def test_a_number_behind_apply_is_the_place_in_the_list(stage: Stage) -> None:
    stage.join()
    for letter in "AB":
        stage.offer(f"Offer {letter}")
    await stage.turn(ActionSearchPlacements, "work experience", entities=[("place", "leeds")])
    second = stage.screen.items[1]

    await stage.turn(
        ActionApplyPlacement, "apply for 2", intent="apply_placement", entities=[("number", "2")]
    )

    assert stage.screen.focus == second.id
    assert stage.slots["pending"] == "apply"


async def test_another_one_instead_is_not_the_one_that_was_asked_about(stage: Stage) -> None:
    stage.join()
    first = stage.offer()
    second = stage.offer("A day at the studio")
    await stage.turn(ActionSearchPlacements, "work experience", intent="search_placements")
    await ask(stage, "/apply_placement", ("slot", str(first)))

    reply = await ask(stage, "wait no i wanna do the drawing one instead")

    assert reply.responses == ["utter_confirm_apply"]
    assert stage.screen.focus == str(second)
