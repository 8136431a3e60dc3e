from datetime import timedelta

from bot.actions.action_ask_placement_prep import ActionAskPlacementPrep
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.screen import Kind, Screen
from employers.services.applications import apply
from tests.actions.approving import approve
from tests.actions.stage import Reply, Stage


async def ask(stage: Stage, text: str, *entities: tuple[str, str]) -> Reply:
    return await stage.turn(
        ActionAskPlacementPrep, text, intent="ask_placement_prep", entities=entities
    )


def texts(reply: Reply) -> list[str]:
    assert set(reply.responses) == {"utter_card"}
    return [str(said.values["text"]) for said in reply.said]


async def test_without_a_placement_it_tells_what_always_helps(stage: Stage) -> None:
    [card] = texts(await ask(stage, "what shall i bring"))

    assert card.startswith("A pen, a notebook, lunch")


async def test_an_approved_placement_comes_first_with_what_it_asks_for(stage: Stage) -> None:
    approve(stage, stage.offer("Garage days", needs="Sturdy shoes"))

    placement, card = texts(await ask(stage, "what do i wear"))

    assert placement.startswith("“Garage days” at Garage days Ltd: Monday 4 January 2027 to")
    assert placement.endswith("09:00 to 15:00. They say you need: Sturdy shoes")
    assert card.startswith("Ask what people there wear")


async def test_a_placement_that_lists_nothing_says_so(stage: Stage) -> None:
    approve(stage, stage.offer("Garage days"))

    placement, _ = texts(await ask(stage, "what do i wear"))

    assert "They list nothing special to wear or bring" in placement


async def test_the_placement_is_not_said_again_while_it_can_be_read_above(stage: Stage) -> None:
    approve(stage, stage.offer("Garage days"))
    await ask(stage, "what do i wear")

    assert len(texts(await ask(stage, "and lunch?"))) == 1
    assert len(texts(await ask(stage, "/ask_placement_prep", ("part", "nerves")))) == 1


async def test_the_next_of_several_approved_ones_is_meant(stage: Stage) -> None:
    later = stage.now.date() + timedelta(days=90)
    approve(stage, stage.offer("Later", starts_on=later, ends_on=later, hours=5))
    approve(stage, stage.offer("Sooner"))

    assert texts(await ask(stage, "what do i wear"))[0].startswith("“Sooner”")


async def test_one_that_waits_or_is_over_is_not_meant(stage: Stage) -> None:
    student = stage.join()
    apply(stage.db, student_key=student.key, slot_id=stage.offer(), turn_id="w", now=stage.now)
    stage.offer("Over")

    assert len(texts(await ask(stage, "what do i wear"))) == 1

    stage.slots.clear()
    approve(stage, stage.offer("Done"))
    stage.now += timedelta(days=60)

    assert len(texts(await ask(stage, "what shall i bring"))) == 1


async def test_the_one_just_opened_is_meant_rather_than_the_approved_one(stage: Stage) -> None:
    approve(stage, stage.offer("Mine"))
    other = stage.offer("Other", needs="An apron")
    await stage.turn(ActionPlacementDetails, "/placement_details", entities=[("slot", str(other))])

    assert texts(await ask(stage, "what do i wear"))[0].endswith("They say you need: An apron")
    await stage.turn(ActionSearchPlacements, "/search_placements")
    assert texts(await ask(stage, "what shall i bring"))[0].startswith("“Mine”")


async def test_one_opened_earlier_is_meant_where_none_is_approved(stage: Stage) -> None:
    stage.join()
    slot = stage.offer("Bakery days")
    stage.slots["screen"] = Screen.of(Kind.SLOTS, [(str(slot), "Bakery days")], str(slot)).to_json()

    assert texts(await ask(stage, "what do i wear"))[0].startswith("“Bakery days”")


async def test_one_pointed_at_in_the_list_is_meant(stage: Stage) -> None:
    stage.join()
    slots = [(str(stage.offer(title)), title) for title in ("Bakery days", "Garage days")]
    stage.slots["screen"] = Screen.of(Kind.SLOTS, slots).to_json()

    reply = await ask(stage, "what do i wear for the second one", ("ordinal", "2"))

    assert texts(reply)[0].startswith("“Garage days”")


async def test_a_list_in_which_none_is_meant_gets_the_general_answer(stage: Stage) -> None:
    stage.join()
    slots = [(str(stage.offer(title)), title) for title in ("Bakery days", "Garage days")]
    stage.slots["screen"] = Screen.of(Kind.SLOTS, slots).to_json()

    assert len(texts(await ask(stage, "what do i wear"))) == 1


async def test_a_placement_that_is_gone_is_passed_over(stage: Stage) -> None:
    stage.join()
    stage.slots["screen"] = Screen.of(Kind.SLOTS, [("9999", "Gone")], "9999").to_json()

    assert len(texts(await ask(stage, "what do i wear"))) == 1
