from datetime import date

from bot.actions.action_accept_offer import ActionAcceptOffer
from bot.actions.action_apply_placement import ActionApplyPlacement
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_search_placements import ActionSearchPlacements
from employers.services.applications import apply
from tests.actions.held import applied, approved
from tests.actions.stage import Reply, Stage

LATER = date(2027, 6, 7)


async def accept(stage: Stage, text: str = "i accept") -> Reply:
    return await stage.turn(ActionAcceptOffer, text, intent="accept_offer")


async def test_a_guest_is_told_about_the_code(stage: Stage) -> None:
    assert (await accept(stage)).responses == ["utter_apply_guest"]


async def test_a_shown_placement_is_asked_about_before_it_is_applied_for(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await stage.turn(ActionPlacementDetails, "/placement_details", entities=[("slot", str(slot))])

    reply = await accept(stage)

    assert reply.responses == ["utter_confirm_apply"]
    assert stage.slots["pending"] == "apply"


async def test_accepting_the_question_to_apply_applies(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await stage.turn(ActionApplyPlacement, "/apply_placement", entities=[("slot", str(slot))])

    reply = await accept(stage)

    assert reply.responses == ["utter_applied"]
    assert stage.slots["pending"] is None


async def test_several_shown_placements_are_asked_back(stage: Stage) -> None:
    stage.join()
    slots = {stage.offer("One"), stage.offer("Two")}
    await stage.turn(ActionSearchPlacements, "find me something")

    reply = await accept(stage)

    assert reply.responses == ["utter_apply_which"]
    assert set(reply.payloads) == {f'/apply_placement{{"slot": "{slot}"}}' for slot in slots}


async def test_a_number_picks_the_shown_placement(stage: Stage) -> None:
    stage.join()
    stage.offer("One")
    stage.offer("Two")
    await stage.turn(ActionSearchPlacements, "find me something")

    reply = await stage.turn(
        ActionAcceptOffer, "accept number 2", intent="accept_offer", entities=[("ordinal", "2")]
    )

    assert reply.responses == ["utter_confirm_apply"]


async def test_a_shown_placement_that_is_applied_for_already_has_its_state(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    applied(stage, "Another", starts_on=LATER, ends_on=LATER, hours=5.0)
    apply(
        stage.db,
        student_key=stage.student.key,
        slot_id=slot,
        turn_id="apply",
        now=stage.now,
    )
    await stage.turn(ActionPlacementDetails, "/placement_details", entities=[("slot", str(slot))])

    reply = await accept(stage)

    assert reply.responses == ["utter_application_applied"]
    assert reply.said[0].values["title"] == "A week in the workshop"


async def test_an_approved_place_is_the_students_already(stage: Stage) -> None:
    stage.join()
    approved(stage)

    [said] = (await accept(stage)).said

    assert said.response == "utter_place_is_yours"
    assert said.values["employer"] == "A week in the workshop Ltd"
    assert "to" in said.values["dates"]


async def test_an_undecided_application_says_its_state(stage: Stage) -> None:
    stage.join()
    applied(stage)

    assert (await accept(stage)).responses == ["utter_application_applied"]


async def test_the_approved_one_is_meant_where_another_waits(stage: Stage) -> None:
    stage.join()
    approved(stage, "Approved", in_days=80)
    applied(stage, "Waiting")

    [said] = (await accept(stage)).said

    assert (said.response, said.values["title"]) == ("utter_place_is_yours", "Approved")


async def test_one_of_several_is_asked_back_and_its_button_answers(stage: Stage) -> None:
    stage.join()
    first = approved(stage, "One")
    approved(stage, "Another", in_days=80)

    asked = await accept(stage)
    chosen = await stage.turn(
        ActionAcceptOffer, "/accept_offer", entities=[("application", str(first))]
    )

    assert asked.responses == ["utter_accept_which"]
    assert f'/accept_offer{{"application": "{first}"}}' in asked.payloads
    assert chosen.said[0].values["title"] == "One"


async def test_a_place_that_is_over_cannot_be_accepted(stage: Stage) -> None:
    stage.join()
    approved(stage, in_days=-20)

    assert (await accept(stage)).responses == ["utter_nothing_to_accept"]


async def test_with_nothing_offered_it_says_so(stage: Stage) -> None:
    stage.join()

    assert (await accept(stage)).responses == ["utter_nothing_to_accept"]
