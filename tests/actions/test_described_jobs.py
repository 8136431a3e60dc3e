"""A job that is described, not named: told where it is clear, offered where it is not."""

import pytest

from bot.actions.action_ask_occupation import ActionAskOccupation
from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_ask_similar import ActionAskSimilar
from bot.actions.action_explore_by_interest import ActionExploreByInterest
from bot.actions.action_fallback import ActionFallback
from bot.actions.action_out_of_scope import ActionOutOfScope
from bot.actions.action_suggest_careers import ActionSuggestCareers
from bot.actions.base import FootholdAction
from bot.actions.screen import Kind
from tests.actions.stage import Reply, Stage

PLANES = "the person who fixes planes"
CLEAR = (("aircraft-engineer", 1.2), ("airline-pilot", 0.7))
UNCLEAR = (("aircraft-engineer", 0.9), ("airline-pilot", 0.85), ("cabin-crew", 0.8))


async def describe(
    stage: Stage,
    action: type[FootholdAction] = ActionAskOccupation,
    text: str = PLANES,
    near: tuple[tuple[str, float], ...] = CLEAR,
    entities: tuple[tuple[str, str], ...] = (),
) -> Reply:
    found = [{"id": job, "score": score} for job, score in near]
    return await stage.turn(action, text, entities=entities, told={"nearest_occupations": found})


async def test_a_clear_description_is_answered_and_said_to_be_a_guess(stage: Stage) -> None:
    reply = await describe(stage)

    assert reply.responses == ["utter_described_job", "utter_card_about"]
    assert reply.said[0].values["job"] == "aircraft engineer"
    assert reply.slots["occupation"] == "aircraft-engineer"


async def test_the_question_is_that_of_the_intent(stage: Stage) -> None:
    reply = await describe(stage, ActionAskPay, f"how much does {PLANES} get")

    assert reply.responses == ["utter_described_job", "utter_card_pay"]


async def test_what_may_be_several_is_asked_with_buttons_and_can_be_counted_off(
    stage: Stage,
) -> None:
    reply = await describe(stage, ActionAskPay, near=UNCLEAR)

    assert reply.responses == ["utter_which_described"]
    assert reply.payloads == [
        '/ask_pay{"occupation": "aircraft-engineer"}',
        '/ask_pay{"occupation": "airline-pilot"}',
        '/ask_pay{"occupation": "cabin-crew"}',
    ]
    assert stage.screen.kind is Kind.OCCUPATIONS
    assert [item.id for item in stage.screen.items] == [job for job, _ in UNCLEAR]


async def test_what_is_far_behind_is_not_offered(stage: Stage) -> None:
    near = (("aircraft-engineer", 0.7), ("airline-pilot", 0.6), ("cabin-crew", 0.1))

    assert len((await describe(stage, near=near)).payloads) == 2


@pytest.mark.parametrize(
    ("text", "near"),
    [
        (PLANES, (("aircraft-engineer", 0.1),)),
        ("fixing them", CLEAR),
        (PLANES, ()),
    ],
)
async def test_a_message_that_is_near_to_no_job_asks_which(
    stage: Stage, text: str, near: tuple[tuple[str, float], ...]
) -> None:
    assert (await describe(stage, text=text, near=near)).responses == ["utter_ask_which_job"]


async def test_a_name_comes_before_a_description(stage: Stage) -> None:
    reply = await describe(stage, text=f"vet or {PLANES}", entities=(("occupation", "vet"),))

    assert reply.responses == ["utter_card_about"]
    assert reply.slots["occupation"] == "vet"


async def test_the_job_that_is_talked_about_stays_unless_somebody_is_described(
    stage: Stage,
) -> None:
    stage.slots["occupation"] = "vet"

    stays = await describe(stage, ActionAskPay, "is the money good for fixing planes")
    changes = await describe(stage, ActionAskPay, f"and {PLANES}")

    assert stays.slots["occupation"] == "vet"
    assert changes.slots["occupation"] == "aircraft-engineer"


async def test_an_unknown_name_is_said_to_be_unknown_with_what_it_may_be(stage: Stage) -> None:
    reply = await describe(stage, text="how do i become a wing mender")

    assert reply.responses == ["utter_unknown_job_near"]
    assert reply.payloads == ['/ask_occupation{"occupation": "aircraft-engineer"}']


@pytest.mark.parametrize(
    "action",
    [
        ActionFallback,
        ActionOutOfScope,
        ActionExploreByInterest,
        ActionSuggestCareers,
        ActionAskSimilar,
    ],
)
async def test_a_description_is_answered_whatever_it_was_taken_for(
    stage: Stage, action: type[FootholdAction]
) -> None:
    reply = await describe(stage, action)

    assert reply.responses == ["utter_described_job", "utter_card_about"]


async def test_what_is_outside_and_describes_nobody_stays_outside(stage: Stage) -> None:
    reply = await describe(stage, ActionOutOfScope, "my plane was late on sunday")

    assert reply.responses == ["utter_out_of_scope"]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("whats the job where you care for animals", "utter_described_job"),
        ("jobs where you care for animals", "utter_found"),
    ],
)
async def test_one_job_is_told_and_a_wish_for_several_is_a_list(
    stage: Stage, text: str, response: str
) -> None:
    interest = (("interest", "animals"),)

    reply = await describe(stage, ActionExploreByInterest, text, entities=interest)

    assert reply.responses[0].startswith(response)
