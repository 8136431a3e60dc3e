import pytest

from bot.actions.action_deny import ActionDeny
from bot.actions.action_explore_by_interest import ActionExploreByInterest
from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.action_suggest_careers import ActionSuggestCareers
from bot.actions.screen import Kind, Screen
from careers.library import load_library
from tests.actions.stage import Stage


@pytest.mark.parametrize(
    ("pending", "response"),
    [
        ("join", "utter_guest"),
        ("apply", "utter_not_applied"),
        ("withdraw", "utter_not_withdrawn"),
        ("delete", "utter_not_deleted"),
        (None, "utter_no_to_what"),
    ],
)
async def test_no_leaves_everything_as_it_was(
    stage: Stage, pending: str | None, response: str
) -> None:
    stage.slots["pending"] = pending

    reply = await stage.turn(ActionDeny, "no", intent="deny")

    assert reply.responses == [response]
    assert stage.slots["pending"] is None


async def test_no_with_another_job_answers_the_last_question_about_it(stage: Stage) -> None:
    stage.slots |= {"occupation": "vet", "question": "route"}

    reply = await stage.turn(
        ActionDeny, "no, I meant a chef", intent="deny", entities=[("occupation", "chef")]
    )

    assert reply.responses == ["utter_card_route"]
    assert reply.said[0].values["occupation"] == "chef"


async def test_no_with_a_town_corrects_it(stage: Stage) -> None:
    reply = await stage.turn(ActionDeny, "no, Leeds", intent="deny", entities=[("place", "leeds")])

    assert reply.responses == ["utter_place_kept"]


async def test_a_job_that_is_not_wanted_is_not_opened(stage: Stage) -> None:
    reply = await stage.turn(
        ActionDeny, "actually no not a vet", intent="deny", entities=[("occupation", "vet")]
    )

    assert reply.responses == ["utter_suggestions_without_likes"]
    assert "vet" not in {item.id for item in stage.screen.items}


@pytest.mark.parametrize("text", ["not those", "none of these", "no, something else", "others"])
async def test_others_are_shown_after_suggestions(stage: Stage, text: str) -> None:
    await stage.turn(ActionSuggestCareers, "ideas please")
    first = {item.id for item in stage.screen.items}

    await stage.turn(ActionDeny, text, intent="deny")

    assert len(first | {item.id for item in stage.screen.items}) == 6


async def test_after_offers_the_next_ones_are_shown(stage: Stage) -> None:
    stage.join()
    for letter in "ABCD":
        stage.offer(f"Offer {letter}")
    await stage.turn(ActionSearchPlacements, "work experience", entities=[("place", "leeds")])

    await stage.turn(ActionDeny, "none of these", intent="deny")

    assert len(stage.screen.items) == 1


async def test_no_2_is_the_second_on_the_screen(stage: Stage) -> None:
    shown = [("vet", "Vet"), ("chef", "Chef")]
    stage.slots["screen"] = Screen.of(Kind.OCCUPATIONS, shown).to_json()

    reply = await stage.turn(ActionDeny, "no 2", intent="deny", entities=[("ordinal", "2")])

    assert reply.said[0].values["occupation"] == "chef"


async def test_a_field_that_is_turned_down_leaves_the_list(stage: Stage) -> None:
    await stage.turn(
        ActionExploreByInterest, "something outdoors", entities=[("interest", "outdoors")]
    )

    await stage.turn(ActionDeny, "not farming", intent="deny", entities=[("sector", "land")])

    assert stage.screen.items
    assert "farm-worker" not in {item.id for item in stage.screen.items}


async def test_a_liking_said_before_comes_in_place_of_the_wrong_job(stage: Stage) -> None:
    reply = await stage.turn(
        ActionDeny,
        "chef?? i said animals",
        intent="deny",
        entities=[("occupation", "chef"), ("interest", "animals")],
    )

    assert "utter_card_about" not in reply.responses
    jobs = [item.id for item in stage.screen.items]
    assert jobs
    assert "chef" not in jobs
    assert all("animals" in load_library().occupations[job].interests for job in jobs)
