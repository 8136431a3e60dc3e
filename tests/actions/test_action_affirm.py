from bot.actions.action_affirm import ActionAffirm
from bot.actions.action_application_status import ActionApplicationStatus
from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.screen import Kind, Screen
from tests.actions.stage import Stage


async def test_yes_to_the_question_for_a_code_asks_to_type_it(stage: Stage) -> None:
    stage.slots["pending"] = "join"

    reply = await stage.turn(ActionAffirm, "yes", intent="affirm")

    assert reply.responses == ["utter_type_code"]
    assert stage.slots["pending"] is None


async def test_yes_opens_the_only_thing_on_the_screen(stage: Stage) -> None:
    stage.slots["screen"] = Screen.of(Kind.OCCUPATIONS, [("vet", "Vet")]).to_json()

    reply = await stage.turn(ActionAffirm, "yes", intent="affirm")

    assert reply.responses == ["utter_card_about"]


async def test_yes_number_two_opens_the_second(stage: Stage) -> None:
    shown = [("vet", "Vet"), ("chef", "Chef")]
    stage.slots["screen"] = Screen.of(Kind.OCCUPATIONS, shown).to_json()

    reply = await stage.turn(
        ActionAffirm, "yes the second one", intent="affirm", entities=[("ordinal", "2")]
    )

    assert reply.said[0].values["occupation"] == "chef"


async def test_yes_to_nothing_asks_what_is_wanted(stage: Stage) -> None:
    first = await stage.turn(ActionAffirm, "yes", intent="affirm")
    second = await stage.turn(ActionAffirm, "yes", intent="affirm")

    assert first.responses == ["utter_yes_to_what"]
    assert second.responses == ["utter_yes_to_what_again"]


async def test_yes_to_an_open_placement_asks_whether_to_apply(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await stage.turn(ActionPlacementDetails, "/placement_details", entities=[("slot", str(slot))])

    reply = await stage.turn(ActionAffirm, "yes", intent="affirm")

    assert reply.responses == ["utter_confirm_apply"]
    assert stage.slots["pending"] == "apply"


async def test_yes_to_an_offer_to_look_looks(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await stage.turn(ActionApplicationStatus, "any news", intent="application_status")

    reply = await stage.turn(ActionAffirm, "yes", intent="affirm")

    assert "utter_offers" in reply.responses


async def test_yes_after_a_card_does_not_say_the_card_again(stage: Stage) -> None:
    await stage.turn(ActionAskPay, "vet pay", entities=[("occupation", "vet")])

    reply = await stage.turn(ActionAffirm, "yes", intent="affirm")

    assert reply.responses == ["utter_yes_to_what"]


async def test_an_old_yes_button_does_nothing_where_nothing_is_pending(stage: Stage) -> None:
    stage.slots["screen"] = Screen.of(Kind.OCCUPATIONS, [("vet", "Vet")]).to_json()

    reply = await stage.turn(
        ActionAffirm, '/affirm{"to": "delete"}', intent="affirm", entities=[("to", "delete")]
    )

    assert reply.responses == ["utter_old_button"]
