from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_suggest_careers import ActionSuggestCareers
from bot.actions.screen import Kind
from students.services.profile import set_interests
from tests.actions.stage import Stage


async def test_what_the_message_says_is_what_counts(stage: Stage) -> None:
    reply = await stage.turn(
        ActionSuggestCareers,
        "I like animals, what could I do",
        intent="suggest_careers",
        entities=[("interest", "animals")],
    )

    assert reply.responses == ["utter_suggestions"]
    assert len(reply.payloads) == 3
    assert all(payload.startswith("/ask_occupation{") for payload in reply.payloads)
    assert stage.screen.kind is Kind.OCCUPATIONS


async def test_otherwise_the_profile_counts(stage: Stage) -> None:
    set_interests(
        stage.db,
        student_key=stage.student.key,
        interests=["animals"],
        turn_id="t",
        now=stage.now,
    )

    reply = await stage.turn(ActionSuggestCareers, "what job suits me", intent="suggest_careers")

    assert reply.responses == ["utter_suggestions"]


async def test_without_likes_it_says_so(stage: Stage) -> None:
    reply = await stage.turn(ActionSuggestCareers, "what job suits me", intent="suggest_careers")

    assert reply.responses == ["utter_suggestions_without_likes"]
    assert str(reply.said[0].values["list"]).startswith("1. ")


async def test_asking_again_shows_others(stage: Stage) -> None:
    await stage.turn(ActionSuggestCareers, "what job suits me")
    first = [item.id for item in stage.screen.items]

    await stage.turn(ActionSuggestCareers, "any others?")

    assert not set(first) & {item.id for item in stage.screen.items}


async def test_what_about_a_job_is_a_follow_up_and_no_wish_for_ideas(stage: Stage) -> None:
    await stage.turn(ActionAskPay, "nurse pay", entities=[("occupation", "adult-nurse")])

    reply = await stage.turn(
        ActionSuggestCareers, "what about plumbers?", entities=[("occupation", "plumber")]
    )

    assert reply.responses == ["utter_card_pay"]


async def test_a_wish_for_jobs_and_for_a_test_begins_the_quiz(stage: Stage) -> None:
    test = {"title": "you have test", "payload": "/start_quiz"}

    reply = await stage.turn(
        ActionSuggestCareers,
        "i dont know what job for me. you have test?",
        intent="suggest_careers",
        told={"also": test},
    )

    assert reply.responses == ["utter_quiz_start"]
