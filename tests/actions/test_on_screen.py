"""Bare words, settled by what is on the screen."""

import pytest

from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_cancel import ActionCancel
from bot.actions.action_deny import ActionDeny
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.screen import Kind, Screen
from tests.actions.held import approved
from tests.actions.stage import Reply, Stage

JOBS = [("vet", "Vet"), ("chef", "Chef"), ("electrician", "Electrician")]


async def say(
    stage: Stage, text: str, bare: str, *entities: tuple[str, str], intent: str = "out_of_scope"
) -> Reply:
    return await stage.turn(
        ActionPlacementDetails, text, intent=intent, entities=entities, told={"bare": bare}
    )


def show(stage: Stage, items: list[tuple[str, str]], focus: str | None = None) -> None:
    stage.slots["screen"] = Screen.of(Kind.OCCUPATIONS, items, focus).to_json()


@pytest.mark.parametrize("intent", ["placement_details", "out_of_scope", "nlu_fallback", "greet"])
async def test_a_number_opens_its_thing_under_any_intent(stage: Stage, intent: str) -> None:
    show(stage, JOBS)

    reply = await say(stage, "2", "item", ("number", "2"), intent=intent)

    assert reply.said[0].values["occupation"] == "chef"


async def test_a_number_that_is_not_there_says_how_many_are(stage: Stage) -> None:
    show(stage, JOBS)

    reply = await say(stage, "7", "item", ("number", "7"))

    assert reply.responses == ["utter_number_not_there"]
    assert reply.said[0].values == {"count": 3}
    assert reply.payloads[0] == '/ask_occupation{"occupation": "vet"}'


async def test_that_one_of_several_is_asked_back(stage: Stage) -> None:
    show(stage, JOBS)

    first = await say(stage, "that one", "item")
    second = await say(stage, "that one", "item")

    assert first.responses == ["utter_which_one"]
    assert second.responses == ["utter_which_one_again"]


async def test_that_one_about_an_open_placement_is_a_wish_to_have_it(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await stage.turn(ActionPlacementDetails, "/placement_details", entities=[("slot", str(slot))])

    reply = await say(stage, "that one", "item")

    assert reply.responses == ["utter_confirm_apply"]


async def test_the_other_one_of_two_is_the_one_that_is_not_open(stage: Stage) -> None:
    show(stage, JOBS[:2], focus="vet")

    reply = await say(stage, "the other one", "item")

    assert reply.said[0].values["occupation"] == "chef"


async def test_next_shows_other_offers(stage: Stage) -> None:
    stage.join()
    for title in ("One", "Two", "Three", "Four"):
        stage.offer(title)
    await stage.turn(ActionSearchPlacements, "find me something")

    reply = await say(stage, "next", "next")

    assert reply.responses == ["utter_offers"]
    assert len(stage.screen.items) == 1


async def test_go_on_after_a_card_tells_the_next_one_of_the_same_job(stage: Stage) -> None:
    await stage.turn(ActionAskPay, "vet pay", entities=[("occupation", "vet")])

    reply = await say(stage, "go on", "more")

    assert reply.responses == ["utter_card_route"]
    assert reply.said[0].values["occupation"] == "vet"


async def test_more_shows_more_jobs(stage: Stage) -> None:
    show(stage, JOBS)

    reply = await say(stage, "more", "next")

    assert reply.responses[0].startswith("utter_suggestions")


async def test_back_shows_the_list_that_was_chosen_from(stage: Stage) -> None:
    show(stage, JOBS, focus="vet")

    reply = await stage.turn(ActionCancel, "back", intent="cancel", told={"bare": "back"})

    assert reply.responses == ["utter_list_again"]
    assert reply.said[0].values["list"] == "1. Vet\n2. Chef\n3. Electrician"
    assert stage.screen.focus is None


async def test_back_with_a_question_open_stops_that(stage: Stage) -> None:
    show(stage, JOBS, focus="vet")
    stage.slots["pending"] = "delete"

    reply = await stage.turn(ActionCancel, "back", intent="cancel", told={"bare": "back"})

    assert reply.responses == ["utter_cancelled"]


async def test_back_with_no_list_is_plainly_answered(stage: Stage) -> None:
    reply = await stage.turn(ActionCancel, "back", intent="cancel", told={"bare": "back"})

    assert reply.responses == ["utter_nothing_to_cancel"]


async def test_skip_shows_others(stage: Stage) -> None:
    show(stage, JOBS)

    reply = await stage.turn(ActionDeny, "skip", intent="deny", told={"bare": "skip"})

    assert reply.responses[0].startswith("utter_suggestions")


@pytest.mark.parametrize(("text", "bare"), [("2", "item"), ("next", "next"), ("go on", "more")])
async def test_with_nothing_on_the_screen_it_says_so(stage: Stage, text: str, bare: str) -> None:
    first = await say(stage, text, bare)
    second = await say(stage, text, bare)

    assert first.responses == ["utter_nothing_on_screen"]
    assert second.responses == ["utter_nothing_on_screen_again"]


async def test_a_number_means_an_application_too(stage: Stage) -> None:
    stage.join()
    application = approved(stage)
    shown = [(str(application), "A week"), ("0", "Another")]
    stage.slots["screen"] = Screen.of(Kind.APPLICATIONS, shown).to_json()

    reply = await say(stage, "1", "item", ("number", "1"))

    assert reply.responses == ["utter_application_approved"]
