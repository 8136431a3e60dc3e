"""Messages that mean something for the offers that are about, whatever they were taken for."""

import pytest

from bot.actions.action_apply_placement import ActionApplyPlacement
from bot.actions.action_ask_placement_travel import ActionAskPlacementTravel
from bot.actions.action_deny import ActionDeny
from bot.actions.action_explore_by_interest import ActionExploreByInterest
from bot.actions.action_fallback import ActionFallback
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_report_absence import ActionReportAbsence
from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.action_set_profile import ActionSetProfile
from bot.actions.base import FootholdAction
from bot.actions.screen import Kind, Screen
from employers.domain.kinds import SlotKind
from tests.actions.stage import Reply, Stage


async def look(stage: Stage, text: str = "work experience") -> Reply:
    return await stage.turn(ActionSearchPlacements, text, intent="search_placements")


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionSetProfile, "set_profile"),
        (ActionDeny, "deny"),
        (ActionFallback, "nlu_fallback"),
        (ActionPlacementDetails, "placement_details"),
        (ActionReportAbsence, "report_absence"),
    ],
)
async def test_what_somebody_can_and_cannot_do_narrows_the_list(
    stage: Stage, action: type[FootholdAction], intent: str
) -> None:
    stage.join()
    stage.offer("A day online", kind=SlotKind.VIRTUAL, hours=2.0)
    week = stage.offer()
    await look(stage)

    reply = await stage.turn(action, "not online", intent=intent)

    assert reply.responses == ["utter_offers"]
    assert [item.id for item in stage.screen.items] == [str(week)]


async def test_what_else_there_is_for_a_year_is_the_next_page(stage: Stage) -> None:
    stage.join()
    for letter in "ABCD":
        stage.offer(f"Offer {letter}")
    await look(stage)

    await stage.turn(
        ActionSetProfile,
        "wot else is ther for year 10",
        intent="set_profile",
        entities=[("year_group", "10")],
    )

    assert len(stage.screen.items) == 1


async def test_an_offer_of_an_earlier_list_can_be_named(stage: Stage) -> None:
    stage.join()
    orchard = stage.offer("Pixel orchard")
    await look(stage)
    other = stage.offer("Bread and pastry")
    stage.slots["screen"] = Screen.of(Kind.SLOTS, [(str(other), "Bread and pastry")]).to_json()

    reply = await stage.turn(
        ActionApplyPlacement, "apply for the pixel orchard one", intent="apply_placement"
    )

    assert reply.responses == ["utter_confirm_apply"]
    assert stage.screen.focus == str(orchard)


@pytest.mark.parametrize("action", [ActionSearchPlacements, ActionSetProfile, ActionDeny])
async def test_a_town_names_an_offer_while_applying(
    stage: Stage, action: type[FootholdAction]
) -> None:
    stage.join()
    online = stage.offer("A day online", kind=SlotKind.VIRTUAL, hours=2.0)
    leeds = stage.offer()
    await look(stage)
    await stage.turn(
        ActionApplyPlacement, intent="apply_placement", entities=[("slot", str(online))]
    )

    reply = await stage.turn(
        action, "the leeds one instead", intent="deny", entities=[("place", "leeds")]
    )

    assert reply.responses == ["utter_confirm_apply"]
    assert stage.screen.focus == str(leeds)
    assert stage.slots["pending"] == "apply"


async def test_an_offer_with_something_is_looked_for_while_offers_are_shown(stage: Stage) -> None:
    stage.join()
    stage.offer()
    farm = stage.offer("A day with sheep", sector="animal-care", occupations=())
    await look(stage)

    reply = await stage.turn(
        ActionExploreByInterest,
        "is there one for animals",
        intent="explore_by_interest",
        entities=[("interest", "animals")],
    )

    assert "utter_offers" in reply.responses
    assert stage.screen.kind is Kind.SLOTS
    assert stage.screen.items[0].id == str(farm)


async def test_a_question_about_the_open_offer_hears_what_the_place_wrote(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await look(stage)
    await stage.turn(
        ActionPlacementDetails, intent="placement_details", entities=[("slot", str(slot))]
    )

    reply = await stage.turn(
        ActionExploreByInterest,
        "wot animals",
        intent="explore_by_interest",
        entities=[("interest", "animals")],
    )

    [said] = reply.said
    assert said.response == "utter_card"
    assert "what the place itself wrote" in said.values["text"]
    assert stage.screen.focus == str(slot)


async def test_how_far_the_nearest_one_is_lists_it_with_the_miles(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await look(stage, "work experience")

    reply = await stage.turn(
        ActionAskPlacementTravel,
        "how far is the nearest one to leeds",
        intent="ask_placement_travel",
        entities=[("place", "leeds")],
    )

    assert reply.responses[0] == "utter_offers"
    assert "from Leeds" in str(reply.said[0].values["list"])


@pytest.mark.parametrize("text", ["any jobs with animals", "what jobs"])
async def test_a_question_about_jobs_is_not_one_about_the_offers(stage: Stage, text: str) -> None:
    stage.join()
    slot = stage.offer()
    await look(stage)
    await stage.turn(
        ActionPlacementDetails, intent="placement_details", entities=[("slot", str(slot))]
    )

    reply = await stage.turn(
        ActionExploreByInterest,
        text,
        intent="explore_by_interest",
        entities=[("interest", "animals")],
    )

    assert "utter_placement_open" not in reply.responses
    assert "utter_offers" not in reply.responses


async def test_the_nearest_bus_stop_is_not_an_offer(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await look(stage)

    reply = await stage.turn(
        ActionAskPlacementTravel, "where is the nearest bus stop", intent="ask_placement_travel"
    )

    assert "utter_offers" not in reply.responses
