"""The quiz by its buttons and by typed words, with every way back and out."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.actions.action_affirm import ActionAffirm
from bot.actions.action_ask_occupation import ActionAskOccupation
from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_ask_progress import ActionAskProgress
from bot.actions.action_cancel import ActionCancel
from bot.actions.action_concern import ActionConcern
from bot.actions.action_delete_data import ActionDeleteData
from bot.actions.action_deny import ActionDeny
from bot.actions.action_fallback import ActionFallback
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_repeat import ActionRepeat
from bot.actions.action_start_over import ActionStartOver
from bot.actions.action_start_quiz import ActionStartQuiz
from bot.actions.screen import Kind
from careers.library import load_library
from messages.domain.content import Picture
from messages.pictures.drawing import alt_of, draw
from messages.services.receive import Incoming, receive
from messages.tables import Channel
from students.services.profile import set_interests
from tests.actions.quizzer import answer, begin, press, type_to
from tests.actions.stage import Reply, Stage

QUIZ = load_library().quiz
DOMAIN: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "domain.yml").read_text(encoding="utf-8")
)
ALL = "210210210210210210"


def answers(stage: Stage) -> str:
    return str(stage.slots["quiz"]["answers"])


def value(reply: Reply, name: str) -> Any:
    """Return a value of the last response that has it."""
    return next(said.values[name] for said in reversed(reply.said) if name in said.values)


async def test_it_says_that_it_is_no_test_and_asks_where_to_start(stage: Stage) -> None:
    reply = await stage.turn(ActionStartQuiz, "quiz me", intent="start_quiz")

    assert reply.responses == ["utter_quiz_start"]
    for variant in DOMAIN["responses"]["utter_quiz_start"]:
        assert "nobody marks it" in variant["text"].lower()
        assert len(variant["buttons"]) == 3
    assert reply.slots["pending"] == "quiz"


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("none", ["utter_quiz_from_none", "utter_quiz_statement"]),
        ("steady", ["utter_quiz_from_steady", "utter_quiz_statement"]),
        ("idea", ["utter_quiz_which_job"]),
    ],
)
async def test_each_start_has_its_own_tone(stage: Stage, start: str, said: list[str]) -> None:
    assert (await begin(stage, start)).responses == said


async def test_statements_come_one_at_a_time_with_a_counter(stage: Stage) -> None:
    first = await begin(stage)
    second = await answer(stage, "2")

    assert [value(first, name) for name in ("number", "of")] == [1, 18]
    assert value(second, "number") == 2
    assert value(second, "doing") == QUIZ.statements[1].doing


async def test_after_six_a_result_is_offered_and_the_quiz_goes_on(stage: Stage) -> None:
    await begin(stage)
    reply = await answer(stage, "210210")

    assert reply.responses == ["utter_quiz_enough", "utter_quiz_statement"]
    assert value(await answer(stage, "1"), "number") == 8


async def test_the_result_is_a_picture_six_jobs_what_is_near_and_what_next(stage: Stage) -> None:
    stage.join()
    await begin(stage)
    reply = await answer(stage, ALL)
    profile, jobs, following = reply.said

    assert profile.response == "utter_quiz_profile"
    assert profile.picture is not None
    picture = Picture(profile.picture["kind"], profile.picture["about"])
    assert draw(picture).startswith(b"\x89PNG")
    for line in profile.values["list"].splitlines():  # Telegram shows no other words for it
        assert line in alt_of(picture)
    assert jobs.response == "utter_quiz_jobs_none"
    assert len(jobs.buttons) == len(stage.screen.items) == 6
    assert jobs.values["list"].count("(the unexpected one)") == 1
    assert following.response == "utter_quiz_next_none"
    assert following.values["sources"] == "Job profiles: O*NET, CC BY 4.0."


async def test_what_is_live_near_is_counted_and_the_fullest_field_is_a_button(
    stage: Stage,
) -> None:
    stage.join()
    sectors = sorted(load_library().sectors)
    for sector in [*sectors, *sectors]:
        stage.offer(f"A week in {sector}", sector=sector, occupations=(), seats=3)
    await begin(stage)
    reply = await answer(stage, ALL)
    shown = {load_library().occupation(item.id).sector for item in stage.screen.items}

    assert reply.responses[-1] == "utter_quiz_next"
    assert value(reply, "count") == 2 * len(shown)
    assert reply.payloads[-1] in {f'/search_placements{{"sector": "{one}"}}' for one in shown}


async def test_a_guest_gets_the_result_without_a_count(stage: Stage) -> None:
    await begin(stage)
    reply = await answer(stage, ALL)

    assert reply.responses == [
        "utter_quiz_profile",
        "utter_quiz_jobs_none",
        "utter_quiz_next_guest",
    ]


async def test_nothing_of_the_quiz_is_kept_after_the_result(stage: Stage) -> None:
    await begin(stage, "steady")
    reply = await answer(stage, ALL)

    assert (reply.slots["quiz"], reply.slots["pending"]) == (None, None)
    assert "quiz" not in str({name: kept for name, kept in stage.slots.items() if kept})
    assert stage.screen.kind is Kind.OCCUPATIONS


async def test_the_same_to_all_is_said_to_be_a_mixed_bag(stage: Stage) -> None:
    await begin(stage)

    assert "utter_quiz_flat" in (await answer(stage, "1" * 18)).responses


async def test_an_idea_leads_the_result(stage: Stage) -> None:
    await begin(stage, "idea")
    kept = await stage.turn(
        ActionAskOccupation, "a vet", intent="ask_occupation", entities=[("occupation", "vet")]
    )
    reply = await answer(stage, ALL)

    assert kept.responses == ["utter_quiz_from_idea", "utter_quiz_statement"]
    assert value(kept, "plural") == "vets"
    assert "utter_quiz_jobs_idea" in reply.responses
    assert stage.screen.items[0].id == "vet"


async def test_an_idea_may_be_skipped(stage: Stage) -> None:
    await begin(stage, "idea")
    skipped = await press(stage, "skip")

    assert skipped.responses == ["utter_quiz_statement"]
    assert "utter_quiz_jobs_none" in (await answer(stage, ALL)).responses


async def test_a_job_that_is_asked_about_is_answered_and_no_idea(stage: Stage) -> None:
    await begin(stage, "idea")
    asked = await stage.turn(
        ActionAskPay, "what does a vet earn", intent="ask_pay", entities=[("occupation", "vet")]
    )

    assert asked.responses == ["utter_card_pay", "utter_quiz_waits"]
    assert stage.slots["quiz"]["job"] is None
    assert (await press(stage, "on")).responses == ["utter_quiz_which_job"]


async def test_steady_jobs_are_told_with_their_sources(stage: Stage) -> None:
    await begin(stage, "steady")
    reply = await answer(stage, "001002001002001002")

    assert "utter_quiz_jobs_steady" in reply.responses
    assert "Source: " in value(reply, "sources")


async def test_back_forgets_the_last_answer_down_to_the_first_question(stage: Stage) -> None:
    await begin(stage)
    await answer(stage, "21")
    back = await type_to(stage, ActionCancel, "back", "cancel", bare="back")

    assert (answers(stage), value(back, "number")) == ("2", 2)
    await press(stage, "back")
    assert (await press(stage, "back")).responses == ["utter_quiz_start"]


async def test_an_earlier_answer_can_be_changed_by_its_button(stage: Stage) -> None:
    await begin(stage)
    await answer(stage, "222")
    changed = await press(stage, "2-0")
    again = await press(stage, "2-0")
    ahead = await press(stage, "9-2")

    assert changed.responses == ["utter_quiz_changed", "utter_quiz_statement"]
    assert again.responses == ahead.responses == ["utter_quiz_statement"]
    assert answers(stage) == "202"


@pytest.mark.parametrize("text", ["stop", "stop the quiz", "i give up on this quiz"])
async def test_stop_after_six_still_gives_a_result(stage: Stage, text: str) -> None:
    await begin(stage)
    await answer(stage, "2102102")
    reply = await type_to(stage, ActionCancel, text, "cancel")

    assert reply.responses[0] == "utter_quiz_profile"
    assert stage.slots["quiz"] is None


async def test_stop_before_six_says_what_is_needed(stage: Stage) -> None:
    await begin(stage)
    await answer(stage, "210")
    reply = await type_to(stage, ActionCancel, "stop", "cancel")

    assert reply.responses == ["utter_quiz_stop_early"]
    assert (value(reply, "enough"), value(reply, "number")) == (6, 3)
    assert stage.slots["pending"] == "quiz"


@pytest.mark.parametrize(
    ("action", "intent", "text", "said"),
    [
        (ActionCancel, "cancel", "stop", "utter_quiz_left"),
        (ActionDeny, "deny", "no", "utter_quiz_left"),
        (ActionFallback, "nlu_fallback", "leave the quiz", "utter_quiz_left"),
        (ActionAffirm, "affirm", "yes", "utter_quiz_statement"),
        (ActionPlacementDetails, "placement_details", "go on", "utter_quiz_statement"),
    ],
)
async def test_then_it_is_left_or_gone_on_with(
    stage: Stage, action: Any, intent: str, text: str, said: str
) -> None:
    await begin(stage)
    await answer(stage, "210")
    await type_to(stage, ActionCancel, "stop", "cancel")
    reply = await type_to(stage, action, text, intent)

    assert reply.responses == [said]
    assert (stage.slots["quiz"] is None) == (said == "utter_quiz_left")


@pytest.mark.parametrize(("step", "is_left"), [("leave", True), ("on", False)])
async def test_the_buttons_do_the_same(stage: Stage, step: str, is_left: bool) -> None:
    await begin(stage)
    await type_to(stage, ActionCancel, "stop", "cancel")
    await press(stage, step)

    assert (stage.slots["quiz"] is None) == is_left


async def test_a_question_in_between_is_answered_and_the_quiz_goes_on_where_it_was(
    stage: Stage,
) -> None:
    await begin(stage)
    await answer(stage, "21")
    asked = await stage.turn(
        ActionAskPay, "what does a vet earn", intent="ask_pay", entities=[("occupation", "vet")]
    )
    another = await stage.turn(
        ActionAskPay, "and a plumber", intent="ask_pay", entities=[("occupation", "plumber")]
    )
    on = await press(stage, "on")

    assert asked.responses == ["utter_card_pay", "utter_quiz_waits"]
    assert another.responses == ["utter_card_pay"]  # said once, not after every answer
    assert value(on, "number") == 3


@pytest.mark.parametrize("text", ["yes", "go on", "back to the quiz"])
async def test_going_on_can_be_typed(stage: Stage, text: str) -> None:
    await begin(stage)
    await stage.turn(
        ActionAskPay, "what does a vet earn", intent="ask_pay", entities=[("occupation", "vet")]
    )

    assert (await type_to(stage, ActionAffirm, text, "affirm")).responses == [
        "utter_quiz_statement"
    ]


async def test_a_no_to_something_else_is_no_answer(stage: Stage) -> None:
    await begin(stage)
    await stage.turn(
        ActionAskPay, "what does a vet earn", intent="ask_pay", entities=[("occupation", "vet")]
    )
    await type_to(stage, ActionDeny, "no", "deny")

    assert answers(stage) == ""


async def test_a_yes_to_another_question_is_not_taken_for_the_quiz(stage: Stage) -> None:
    stage.join()
    await begin(stage)
    asked = await type_to(stage, ActionDeleteData, "forget me", "delete_data")
    await type_to(stage, ActionDeny, "no", "deny")

    assert "utter_quiz_waits" not in asked.responses
    assert answers(stage) == ""


async def test_a_worry_is_heard_and_never_an_answer(stage: Stage) -> None:
    await begin(stage)
    reply = await type_to(stage, ActionConcern, "no", "disclose_concern")

    assert answers(stage) == ""
    assert "utter_quiz_waits" not in reply.responses


async def test_a_no_behind_words_that_worried_is_no_answer(stage: Stage) -> None:
    await begin(stage)
    for update, text in (("1", "my dad hits me"), ("2", "no")):
        incoming = Incoming(channel=Channel.WEB, address="a", update_id=update, text=text)
        turn_id = receive(stage.db, incoming, now=stage.now).turn_id
    reply = await type_to(stage, ActionDeny, "no", "deny", turn_id=turn_id)

    assert answers(stage) == ""
    assert not any(response.startswith("utter_quiz") for response in reply.responses)


async def test_asking_again_what_was_asked_repeats_the_statement(stage: Stage) -> None:
    await begin(stage)
    reply = await type_to(stage, ActionRepeat, "say that again", "repeat")

    assert reply.responses == ["utter_quiz_statement"]


async def test_asking_for_the_quiz_again_goes_on_or_starts_anew(stage: Stage) -> None:
    await begin(stage)
    await answer(stage, "21")
    await type_to(stage, ActionAskPay, "what does it pay", "ask_pay")
    goes_on = await type_to(stage, ActionStartQuiz, "can i do a quiz", "start_quiz")
    anew = await press(stage, "new")

    assert goes_on.responses == ["utter_quiz_goes_on", "utter_quiz_statement"]
    assert anew.responses == ["utter_quiz_start"]
    assert answers(stage) == ""


async def test_a_quiz_of_yesterday_is_forgotten(stage: Stage) -> None:
    await begin(stage)
    await answer(stage, "21")
    stage.now += timedelta(hours=25)
    reply = await type_to(stage, ActionAffirm, "yes", "affirm")

    assert "utter_quiz_statement" not in reply.responses
    assert (stage.slots["quiz"], stage.slots["pending"]) == (None, None)
    assert (await press(stage, "3-2")).responses == ["utter_quiz_over"]


async def test_a_button_after_the_result_begins_nothing_by_itself(stage: Stage) -> None:
    await begin(stage)
    await answer(stage, ALL)

    assert (await press(stage, "18-2")).responses == ["utter_quiz_over"]
    assert (await press(stage, "new")).responses == ["utter_quiz_start"]


async def test_starting_over_forgets_the_quiz(stage: Stage) -> None:
    await begin(stage)
    await type_to(stage, ActionStartOver, "start again", "start_over")

    assert stage.slots["quiz"] is None


async def test_the_result_never_says_what_somebody_should_be() -> None:
    told = [
        variant["text"]
        for name, variants in DOMAIN["responses"].items()
        if name.startswith("utter_quiz_")
        for variant in variants
    ]

    assert len(told) > 15
    assert [text for text in told if "should" in text or "£" in text] == []


async def test_how_many_are_left_is_about_the_quiz(stage: Stage) -> None:
    await begin(stage)
    await answer(stage, "210")

    reply = await type_to(stage, ActionAskProgress, "how many r left", "ask_progress")

    assert reply.responses == ["utter_card", "utter_quiz_statement"]
    assert "answered 3, and 15 are left" in str(reply.said[0].values["text"])
    assert answers(stage) == "210"


async def test_why_is_said_and_back_goes_one_statement_back(stage: Stage) -> None:
    await begin(stage)
    await answer(stage, "210")

    why = await type_to(stage, ActionFallback, "why do u ask that", "nlu_fallback")
    back = await type_to(stage, ActionCancel, "back", "cancel", bare="back")

    assert why.responses == ["utter_card", "utter_quiz_statement"]
    assert back.responses == ["utter_quiz_statement"]
    assert answers(stage) == "21"


async def test_a_stored_liking_is_among_the_jobs_of_the_result(stage: Stage) -> None:
    student = stage.join()
    set_interests(
        stage.db, student_key=student.key, interests=("animals",), turn_id="i", now=stage.now
    )
    await begin(stage)

    await answer(stage, ALL)

    jobs = [load_library().occupations[item.id] for item in stage.screen.items]
    assert any("animals" in job.interests for job in jobs)
