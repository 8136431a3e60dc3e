import pytest

from bot.actions.action_chat_in_quiz import ActionChatInQuiz
from tests.actions.quizzer import begin, type_to
from tests.actions.stage import Stage


@pytest.mark.parametrize(
    ("intent", "text", "said"),
    [
        ("thank", "ta", ["utter_thank", "utter_quiz_waits"]),
        ("help", "what can you do", ["utter_help", "utter_quiz_waits"]),
        ("bot_challenge", "are you real", ["utter_bot_challenge", "utter_quiz_waits"]),
        ("feedback_positive", "this is fun", ["utter_feedback_positive", "utter_quiz_waits"]),
        ("goodbye", "bye", ["utter_goodbye"]),
    ],
)
async def test_small_talk_is_answered_and_the_quiz_waits(
    stage: Stage, intent: str, text: str, said: list[str]
) -> None:
    await begin(stage)
    reply = await type_to(stage, ActionChatInQuiz, text, intent)

    assert reply.responses == said
    assert reply.slots["pending"] is None
    assert stage.slots["quiz"] is not None


async def test_an_answer_that_was_taken_for_small_talk_is_an_answer(stage: Stage) -> None:
    await begin(stage)
    reply = await type_to(stage, ActionChatInQuiz, "loads", "feedback_positive")

    assert reply.responses == ["utter_quiz_statement"]
    assert stage.slots["quiz"]["answers"] == "2"
    assert stage.slots["pending"] == "quiz"
