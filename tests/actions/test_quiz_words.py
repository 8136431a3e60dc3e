"""What is typed to the quiz counts, whatever intent the classifier took it for."""

from typing import Any

import pytest

from bot.actions.action_affirm import ActionAffirm
from bot.actions.action_ask_occupation import ActionAskOccupation
from bot.actions.action_deny import ActionDeny
from bot.actions.action_fallback import ActionFallback
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_start_quiz import ActionStartQuiz
from tests.actions.quizzer import begin, type_to
from tests.actions.stage import Stage


def answers(stage: Stage) -> str:
    return str(stage.slots["quiz"]["answers"])


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        *[(text, "2") for text in ("yeah", "yeahhh!!", "ye i do", "yep lol", "defo", "1", "Yes.")],
        *[(text, "1") for text in ("kinda", "a bit", "meh", "sort of tbh", "idk", "2", "maybe")],
        *[(text, "0") for text in ("nah", "nope", "not rly", "not really", "no i dont", "3", "👎")],
    ],
)
async def test_typed_answers_count_whatever_they_were_taken_for(
    stage: Stage, text: str, digit: str
) -> None:
    await begin(stage)
    reply = await type_to(stage, ActionFallback, text, "nlu_fallback")

    assert answers(stage) == digit
    assert reply.responses == ["utter_quiz_statement"]


@pytest.mark.parametrize(
    ("action", "intent", "text", "digit"),
    [
        (ActionAffirm, "affirm", "yas queen thats so me", "2"),
        (ActionDeny, "deny", "not my cup of tea", "0"),
        (ActionPlacementDetails, "placement_details", "2", "1"),
        (ActionDeny, "deny", "skip", "1"),
    ],
)
async def test_other_words_for_yes_and_no_count_by_their_intent(
    stage: Stage, action: Any, intent: str, text: str, digit: str
) -> None:
    await begin(stage)
    await type_to(stage, action, text, intent)

    assert answers(stage) == digit


@pytest.mark.parametrize(
    ("text", "start"),
    [
        *[("1", "idea"), ("ive got an idea", "idea"), ("I have an idea", "idea")],
        *[("2", "none"), ("no clue", "none"), ("idk", "none"), ("not sure yet", "none")],
        *[("3", "steady"), ("something steady", "steady"), ("a stable job", "steady")],
    ],
)
async def test_where_to_start_from_can_be_typed(stage: Stage, text: str, start: str) -> None:
    await stage.turn(ActionStartQuiz, "quiz me", intent="start_quiz")
    await type_to(stage, ActionFallback, text, "nlu_fallback")

    assert stage.slots["quiz"]["start"] == start
    assert stage.slots["quiz"]["asked"] == ("job" if start == "idea" else "statement")


async def test_a_job_typed_at_the_start_is_an_idea(stage: Stage) -> None:
    await stage.turn(ActionStartQuiz, "quiz me", intent="start_quiz")
    await stage.turn(
        ActionAskOccupation, "vet", intent="ask_occupation", entities=[("occupation", "vet")]
    )

    assert (stage.slots["quiz"]["start"], stage.slots["quiz"]["job"]) == ("idea", "vet")
