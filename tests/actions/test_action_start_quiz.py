from bot.actions.action_start_quiz import ActionStartQuiz
from bot.actions.action_suggest_careers import ActionSuggestCareers
from tests.actions.stage import DOMAIN, Stage


async def test_it_is_one_honest_question_never_twice_in_the_same_words(stage: Stage) -> None:
    first = await stage.turn(ActionStartQuiz, "quiz me", intent="start_quiz")
    second = await stage.turn(ActionStartQuiz, "again", intent="start_quiz")

    assert first.responses == ["utter_start_quiz"]
    assert second.responses == ["utter_start_quiz_again"]


async def test_each_button_leads_to_suggestions(stage: Stage) -> None:
    for button in DOMAIN["responses"]["utter_start_quiz"][0]["buttons"]:
        payload = button["payload"].replace("{{", "{").replace("}}", "}")
        interest = payload.split('"')[3]

        reply = await stage.turn(
            ActionSuggestCareers,
            payload,
            intent="suggest_careers",
            entities=[("interest", interest)],
        )

        assert payload.startswith("/suggest_careers{")
        assert reply.responses == ["utter_suggestions"]
