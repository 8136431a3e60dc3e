from bot.actions.action_application_status import ActionApplicationStatus
from bot.actions.action_apply_placement import ActionApplyPlacement
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.action_set_profile import ActionSetProfile
from bot.actions.action_withdraw_application import ActionWithdrawApplication
from employers.domain.kinds import SlotKind
from employers.services.applications import apply
from tests.actions.stage import Reply, Stage


async def details(stage: Stage, text: str, *entities: tuple[str, str]) -> Reply:
    return await stage.turn(
        ActionPlacementDetails, text, intent="placement_details", entities=entities
    )


async def found(stage: Stage, *titles: str) -> None:
    for title in titles:
        stage.offer(title)
    await stage.turn(ActionSearchPlacements, "work experience", entities=[("place", "leeds")])


async def test_a_button_opens_its_slot_with_a_way_to_apply(stage: Stage) -> None:
    stage.join()
    slot = stage.offer(needs="Sturdy shoes", access="Step-free")

    reply = await details(stage, "/placement_details", ("slot", str(slot)))

    assert reply.responses == ["utter_placement_open"]
    assert reply.said[0].values["slot"] == slot
    text = str(reply.said[0].values["text"])
    assert "What you'll do: You help to wire a model house." in text
    assert "You'll need: Sturdy shoes" in text
    assert "Access: Step-free" in text
    assert "9" in text
    assert len(text) < 700


async def test_the_second_one_is_the_second_on_the_screen(stage: Stage) -> None:
    stage.join()
    await found(stage, "Alpha", "Beta")
    second = stage.screen.items[1]

    await details(stage, "tell me about the second one", ("ordinal", "2"))

    assert stage.screen.focus == second.id


async def test_a_slot_can_be_meant_by_its_name(stage: Stage) -> None:
    stage.join()
    await found(stage, "Bakery days", "Garage days")

    await details(stage, "what do you do in the garage one")

    opened = next(item for item in stage.screen.items if item.id == stage.screen.focus)
    assert opened.label.startswith("Garage")


async def test_with_several_and_no_hint_it_asks_which(stage: Stage) -> None:
    stage.join()
    await found(stage, "Alpha", "Beta")

    first = await details(stage, "tell me more")
    second = await details(stage, "tell me more")

    assert first.responses == ["utter_which_placement"]
    assert len(first.payloads) == 2
    assert second.responses == ["utter_which_placement_again"]


async def test_a_number_that_is_not_there_is_asked_back(stage: Stage) -> None:
    stage.join()
    await found(stage, "Alpha", "Beta")

    reply = await details(stage, "the fifth one", ("ordinal", "5"))

    assert reply.responses == ["utter_which_placement"]


async def test_with_nothing_on_the_screen_it_offers_to_look(stage: Stage) -> None:
    reply = await details(stage, "tell me more about it")

    assert reply.responses == ["utter_no_placement_shown"]


async def test_a_slot_that_is_gone_is_said_to_be_gone(stage: Stage) -> None:
    reply = await details(stage, "/placement_details", ("slot", "4711"))

    assert reply.responses == ["utter_placement_gone"]


async def test_a_year_8_reads_why_a_placement_is_closed_to_them(stage: Stage) -> None:
    stage.join(8)
    slot = stage.offer(year_groups=(8, 10))

    reply = await details(stage, "/placement_details", ("slot", str(slot)))

    assert reply.responses == ["utter_placement_closed", "utter_refused"]
    assert reply.payloads == []


async def test_after_which_to_withdraw_the_second_one_is_asked_about(stage: Stage) -> None:
    student = stage.join()
    for letter in "AB":
        slot = stage.offer(letter)
        apply(stage.db, student_key=student.key, slot_id=slot, turn_id=letter, now=stage.now)
    await stage.turn(ActionWithdrawApplication, "pull out", intent="withdraw_application")

    reply = await details(stage, "the second one", ("ordinal", "2"))

    assert reply.responses == ["utter_confirm_withdraw"]
    assert stage.slots["pending"] == "withdraw"


async def test_after_which_to_apply_for_the_second_one_is_asked_about(stage: Stage) -> None:
    stage.join()
    await found(stage, "Alpha", "Beta")
    await stage.turn(ActionApplyPlacement, "apply", intent="apply_placement")

    reply = await details(stage, "the second one", ("ordinal", "2"))

    assert reply.responses == ["utter_confirm_apply"]


async def test_an_application_on_the_screen_says_its_state(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer()
    apply(stage.db, student_key=student.key, slot_id=slot, turn_id="t", now=stage.now)
    await stage.turn(ActionApplicationStatus, "any news", intent="application_status")

    reply = await details(stage, "the first one", ("ordinal", "1"))

    assert reply.responses == ["utter_application_applied"]


async def test_a_place_on_the_screen_is_kept(stage: Stage) -> None:
    await stage.turn(
        ActionSetProfile, "I'm from Newport", intent="set_profile", entities=[("place", "newport")]
    )
    label = stage.screen.items[0].label

    reply = await details(stage, "the first one", ("ordinal", "1"))

    assert reply.responses == ["utter_place_kept"]
    assert reply.said[0].values == {"place": label}


async def test_an_offer_that_was_applied_for_says_so(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer()
    apply(stage.db, student_key=student.key, slot_id=slot, turn_id="t", now=stage.now)

    reply = await details(stage, "/placement_details", ("slot", str(slot)))

    assert reply.responses == ["utter_placement_applied"]


async def test_what_is_online_has_no_address(stage: Stage) -> None:
    stage.join()
    slot = stage.offer(kind=SlotKind.VIRTUAL)

    reply = await details(stage, "/placement_details", ("slot", str(slot)))

    text = str(reply.said[0].values["text"])
    assert "What: an online experience\n" in text
    assert "Where: online. Join from school or home." in text
    assert "Mill Lane" not in text
