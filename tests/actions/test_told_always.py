"""What a message asks outright is told whatever the message was taken for."""

import pytest

from bot.actions.action_ask_requirements import ActionAskRequirements
from bot.actions.action_fallback import ActionFallback
from bot.actions.action_out_of_scope import ActionOutOfScope
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.action_tell_topic import ActionTellTopic
from bot.actions.base import FootholdAction
from employers.domain.kinds import SlotKind
from tests.actions.stage import Reply, Stage


def text_of(reply: Reply) -> str:
    return str(reply.said[0].values.get("text", ""))


@pytest.mark.parametrize(
    ("action", "intent", "text", "said"),
    [
        (ActionFallback, "nlu_fallback", "what can i do without gcses", "ways on"),
        (ActionAskRequirements, "ask_requirements", "jobs u dont need gcses 4", "ways on"),
        (ActionOutOfScope, "out_of_scope", "how do i leave school", "last Friday in June"),
        (
            ActionTellTopic,
            "ask_student_finance",
            "do degree apprentices get student loans",
            "has a job and gets a wage",
        ),
        (ActionTellTopic, "ask_t_levels", "t level vs a level", "Neither is better"),
        (
            ActionTellTopic,
            "ask_placement_rules",
            "does an online placement count",
            "one part of a mix",
        ),
        (ActionTellTopic, "ask_insecure_work", "is 25 hours all at once", "one block or split"),
        (
            ActionPlacementDetails,
            "placement_details",
            "do i have to do the 25 hours in one go",
            "one block or split",
        ),
    ],
)
async def test_the_question_is_answered_and_not_the_topic(
    stage: Stage, action: type[FootholdAction], intent: str, text: str, said: str
) -> None:
    reply = await stage.turn(action, text, intent=intent)

    assert reply.responses == ["utter_card"]
    assert said in text_of(reply)


async def test_no_card_says_that_degree_apprentices_get_a_loan(stage: Stage) -> None:
    text = "do you get a student loan on a degree apprenticeship"
    reply = await stage.turn(ActionTellTopic, text, intent="ask_student_finance")

    assert "A loan can cover the fees" not in text_of(reply)
    assert "no checked facts" in text_of(reply)


async def test_a_job_that_is_named_is_asked_about_and_not_the_topic(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskRequirements,
        "can i be an electrician with no gcses",
        intent="ask_requirements",
        entities=[("occupation", "electrician")],
    )

    assert reply.responses == ["utter_card_requirements"]


@pytest.mark.parametrize("intent", ["ask_young_worker_rules", "ask_placement_rules"])
async def test_a_twelve_year_old_hears_what_there_is_and_sees_it(stage: Stage, intent: str) -> None:
    stage.join(8)
    stage.offer("A tour of the garage", kind=SlotKind.TOUR, year_groups=(7, 8, 9))

    reply = await stage.turn(
        ActionTellTopic,
        "im 12 can i do work experience",
        intent=intent,
        entities=[("age", "12")],
    )

    assert "visits to workplaces" in text_of(reply)
    assert "permit" not in text_of(reply)
    assert "utter_offers" in reply.responses


async def test_a_guest_of_that_age_hears_what_there_is_and_how_to_join(stage: Stage) -> None:
    reply = await stage.turn(
        ActionSearchPlacements,
        "work experience for 12 year olds",
        intent="search_placements",
        entities=[("age", "12")],
    )

    assert "visits to workplaces" in text_of(reply)
    assert len(reply.responses) == 2


async def test_how_long_it_lasts_is_no_wish_for_it(stage: Stage) -> None:
    stage.join(8)

    reply = await stage.turn(
        ActionTellTopic, "how long is work experience", intent="ask_placement_rules"
    )

    assert "25 hours" in text_of(reply)
    assert reply.responses == ["utter_card"]


async def test_an_older_student_is_answered_as_ever(stage: Stage) -> None:
    stage.join(10)

    reply = await stage.turn(
        ActionTellTopic, "can i do work experience", intent="ask_placement_rules"
    )

    assert "visits to workplaces" not in text_of(reply)
