from bot.actions.action_ask_placement_travel import ActionAskPlacementTravel
from bot.actions.action_set_profile import ActionSetProfile
from careers.places import find_places
from employers.domain.kinds import SlotKind
from tests.actions.approving import approve
from tests.actions.stage import Reply, Said, Stage


async def ask(stage: Stage, text: str, *entities: tuple[str, str]) -> Reply:
    return await stage.turn(
        ActionAskPlacementTravel, text, intent="ask_placement_travel", entities=entities
    )


def texts(reply: Reply) -> list[str]:
    assert set(reply.responses) == {"utter_card"}
    return [str(said.values["text"]) for said in reply.said]


async def test_without_a_placement_it_says_where_to_look_and_invents_no_bus(stage: Stage) -> None:
    reply = await ask(stage, "what bus do i get")

    [card] = texts(reply)
    assert card.startswith("I don't hold timetables")
    assert reply.payloads[-2:] == ["/search_placements", "/talk_to_adviser"]


async def test_an_approved_placement_comes_first_with_place_and_hours(stage: Stage) -> None:
    approve(stage, stage.offer("Garage days"))

    placement, card = texts(await ask(stage, "who pays for the bus"))

    assert placement == (
        "“Garage days” is at 1 Mill Lane, Leeds. You start at 09:00 and finish at 15:00. "
        "Tell me your town, and I can say how far it is."
    )
    assert card.startswith("I hold no fares")


async def test_where_the_home_is_known_it_says_how_far(stage: Stage) -> None:
    stage.join()
    assert find_places("hull")
    await stage.turn(ActionSetProfile, "I live in Hull", entities=[("place", "hull")])
    approve(stage, stage.offer("Garage days"))

    placement, _ = texts(await ask(stage, "how do i get there"))

    assert "1 Mill Lane, Leeds, about 5" in placement
    assert "miles from you in a straight line" in placement


async def test_online_there_is_no_journey_and_no_card_about_one(stage: Stage) -> None:
    approve(stage, stage.offer("Meet a vet", kind=SlotKind.VIRTUAL))

    first = await ask(stage, "how do i get there")
    second = await ask(stage, "so which bus?")

    values = {"title": "Meet a vet", "start": "09:00", "end": "15:00"}
    assert first.said == second.said == [Said("utter_travel_online", values)]


async def test_a_button_to_a_part_brings_that_part_only(stage: Stage) -> None:
    approve(stage, stage.offer("Garage days"))

    [card] = texts(await ask(stage, "/ask_placement_travel", ("part", "far")))

    assert card.startswith("Ask if you may start later")
