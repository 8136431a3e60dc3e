from bot.actions.action_apply_placement import ActionApplyPlacement
from bot.actions.action_decline_offer import ActionDeclineOffer
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_search_placements import ActionSearchPlacements
from tests.actions.held import applied, approved
from tests.actions.stage import Reply, Stage


async def decline(stage: Stage, text: str = "no thanks its too far") -> Reply:
    return await stage.turn(ActionDeclineOffer, text, intent="decline_offer")


async def test_a_shown_placement_is_left_and_others_come(stage: Stage) -> None:
    stage.join()
    for title in ("One", "Two", "Three", "Four"):
        stage.offer(title)
    await stage.turn(ActionSearchPlacements, "find me something")

    reply = await decline(stage)

    assert reply.responses == ["utter_offer_left", "utter_offers"]


async def test_with_no_others_it_says_so(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await stage.turn(ActionSearchPlacements, "find me something")

    assert (await decline(stage)).responses == ["utter_offer_left", "utter_no_more_offers"]


async def test_no_to_the_question_sends_nothing(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await stage.turn(ActionApplyPlacement, "/apply_placement", entities=[("slot", str(slot))])

    reply = await decline(stage)

    assert reply.responses == ["utter_not_applied"]
    assert stage.slots["pending"] is None


async def test_an_approved_place_is_given_back_only_after_a_yes(stage: Stage) -> None:
    stage.join()
    approved(stage)

    reply = await decline(stage)

    assert reply.responses == ["utter_confirm_withdraw"]
    assert stage.slots["pending"] == "withdraw"


async def test_a_waiting_application_is_asked_about_too(stage: Stage) -> None:
    stage.join()
    applied(stage)

    assert (await decline(stage)).responses == ["utter_confirm_withdraw"]


async def test_the_shown_placement_that_is_applied_for_is_the_one(stage: Stage) -> None:
    stage.join()
    applied(stage, "One")
    applied(
        stage,
        "Two",
        starts_on=stage.now.date().replace(year=2027, month=6, day=7),
        ends_on=stage.now.date().replace(year=2027, month=6, day=11),
    )
    slot = stage.offer("Three")
    await stage.turn(ActionPlacementDetails, "/placement_details", entities=[("slot", str(slot))])

    assert (await decline(stage)).responses[0] == "utter_offer_left"


async def test_one_of_several_is_asked_back_and_its_button_answers(stage: Stage) -> None:
    stage.join()
    first = approved(stage, "One")
    approved(stage, "Another", in_days=80)

    asked = await decline(stage)
    chosen = await stage.turn(
        ActionDeclineOffer, "/decline_offer", entities=[("application", str(first))]
    )

    assert asked.responses == ["utter_decline_which"]
    assert chosen.responses == ["utter_confirm_withdraw"]
    assert chosen.said[0].values["title"] == "One"


async def test_what_has_begun_is_not_taken_back(stage: Stage) -> None:
    stage.join()
    approved(stage, in_days=-1)

    assert (await decline(stage)).responses == ["utter_begun_already"]


async def test_with_nothing_to_turn_down_it_says_so(stage: Stage) -> None:
    stage.join()

    assert (await decline(stage)).responses == ["utter_nothing_to_decline"]
