import pytest

from bot.actions.action_feedback_negative import ActionFeedbackNegative
from bot.actions.action_suggest_careers import ActionSuggestCareers
from tests.actions.stage import Stage


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("this is useless", "utter_feedback_negative"),
        ("you are rubbish", "utter_feedback_negative"),
        ("i cant do it im rubbish at everything", "utter_feeling_low"),
        ("im just fed up", "utter_feeling_fed_up"),
        ("im fed up with you", "utter_feedback_negative"),
        ("i hate school", "utter_feeling_school"),
        ("i cba with school", "utter_feeling_school"),
    ],
)
async def test_a_low_moment_is_no_complaint(stage: Stage, text: str, response: str) -> None:
    reply = await stage.turn(ActionFeedbackNegative, text, intent="feedback_negative")

    assert reply.responses == [response]


async def test_a_question_is_answered_and_not_the_feeling_in_it(stage: Stage) -> None:
    reply = await stage.turn(ActionSuggestCareers, "i hate school what jobs are there")

    assert reply.responses == ["utter_suggestions_without_likes"]


async def test_a_no_to_an_open_question_is_no_feeling(stage: Stage) -> None:
    stage.slots["pending"] = "apply"

    reply = await stage.turn(ActionFeedbackNegative, "cba", intent="feedback_negative")

    assert reply.responses == ["utter_feedback_negative"]
