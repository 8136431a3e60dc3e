from bot.actions.action_affirm import ActionAffirm
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
