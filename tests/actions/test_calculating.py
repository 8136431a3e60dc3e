"""Sums in the chat: asked in a message or by a button, one question at a time, left at any time."""

import pytest

from bot.actions.action_affirm import ActionAffirm
from bot.actions.action_ask_hours import ActionAskHours
from bot.actions.action_cancel import ActionCancel
from bot.actions.action_concern import ActionConcern
from bot.actions.action_deny import ActionDeny
from bot.actions.action_fallback import ActionFallback
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_set_profile import ActionSetProfile
from bot.actions.action_tell_topic import ActionTellTopic
from bot.actions.base import FootholdAction
from tests.actions.stage import Reply, Stage

FORGOTTEN = {"pending": None, "working": None}


async def ask(stage: Stage, intent: str, text: str) -> Reply:
    return await stage.turn(ActionTellTopic, text, intent=intent)


async def press(stage: Stage, intent: str, part: str) -> Reply:
    text = f'/{intent}{{"part": "{part}"}}'
    return await stage.turn(ActionTellTopic, text, intent=intent, entities=[("part", part)])


def text_of(reply: Reply) -> str:
    return str(reply.said[0].values["text"])


@pytest.mark.parametrize(
    ("intent", "text", "line"),
    [
        ("ask_minimum_wage", "is £5 an hour ok im 17", "That is £3 an hour too little."),
        ("ask_minimum_wage", "60 for 8 hours at 17", "£60 ÷ 8 hours = £7.50 an hour."),
        ("ask_minimum_wage", "40 quid a day 7 hours im 18", "£40 ÷ 7 hours = £5.71 an hour."),
        ("ask_minimum_wage", "my sister is 17 and gets 8.50/h", "So by law this is enough."),
        ("ask_minimum_wage", "im 15 and get a tenner an hour", "That is £10.00 an hour."),
        ("ask_minimum_wage", "3 hour trial unpaid at 17", "Nothing for 3 hours is £0.00 an hour."),
        ("ask_rights", "17, £60 for 8 hours but they took £10 off for uniform", "£60 − £10 taken"),
        ("ask_minimum_wage", "paid £20 for a shift, 5pm til 9pm, im 18", "£20 ÷ 4 hours = £5.00"),
        ("ask_rights", "4 hour trial with no pay im 18", "usually not lawful"),
        ("ask_part_time_job", "they offer 6 quid an hour im 16", "At 16 the least is £8.00"),
        ("ask_insecure_work", "£50 for 10 hours im 19", "At 19 the least is £10.85"),
        ("ask_apprenticeship", "£280 a week for 35 hours im 17", "£280 ÷ 35 hours = £8.00"),
        ("ask_apprenticeship", "im 17 apprentice 15k a year 37 hours a week", "÷ 52 weeks"),
        (
            "ask_minimum_wage",
            "got 7.55 an hour last february at 17",
            "from 1 April 2025 to 31 March",
        ),
    ],
)
async def test_a_message_with_all_its_figures_is_worked_out_at_once(
    stage: Stage, intent: str, text: str, line: str
) -> None:
    reply = await ask(stage, intent, text)

    assert reply.responses == ["utter_card_pay_sum"]
    assert line in text_of(reply)
    assert reply.slots == {}


@pytest.mark.parametrize(
    ("intent", "text", "first", "line"),
    [
        (
            "ask_young_worker_rules",
            "can i work till 9 on a school night at 15?",
            "No, at 15 that is not allowed.",
            "between 7:00 and 19:00",
        ),
        (
            "ask_young_worker_rules",
            "im 14 can i do 6 hours on saturday",
            "No, at 14 that is not allowed.",
            "On a Saturday: at most 5 hours",
        ),
        (
            "ask_young_worker_rules",
            "17 can i work nights",
            "No, at 17 that is not allowed.",
            "No work from 22:00 to 6:00",
        ),
        (
            "ask_young_worker_rules",
            "can i work more than 8 hours at 17",
            "No, at 17 that is not allowed.",
            "At most 8 hours a day.",
        ),
        (
            "ask_young_worker_rules",
            "can under-18s do nights",
            "No, at 17 that is not allowed.",
            "No work from 22:00 to 6:00",
        ),
        (
            "ask_part_time_job",
            "can i work from 5 til half 6 after school at 14",
            "Yes, at 14 that is within the rules.",
            "From 17:00 to 18:30 is 1½ hours.",
        ),
        (
            "ask_young_worker_rules",
            "10 hours a week at 13",
            "Yes, at 13 that is within the rules.",
            "Term week: at most 12 hours.",
        ),
    ],
)
async def test_working_times_get_a_yes_or_a_no_and_the_rule(
    stage: Stage, intent: str, text: str, first: str, line: str
) -> None:
    reply = await ask(stage, intent, text)

    assert reply.responses == ["utter_card_work_sum"]
    assert text_of(reply).splitlines()[0] == first
    assert line in text_of(reply)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("what if i earn 20k", "so you would pay back nothing"),
        ("how much do i pay back on a salary of £30,000", "9% of £5,000 = £450 a year"),
        ("if im on 3 grand a month", "£36,000 − £25,000 = £11,000."),
    ],
)
async def test_a_salary_brings_what_is_paid_back_of_a_loan(
    stage: Stage, text: str, line: str
) -> None:
    reply = await ask(stage, "ask_student_finance", text)

    assert reply.responses == ["utter_card_loan_sum"]
    assert line in text_of(reply)


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_minimum_wage", "whats the minimum wage"),
        ("ask_minimum_wage", "minimum wage at 18"),
        ("ask_minimum_wage", "for 12 hours"),
        ("ask_minimum_wage", "at 16:30"),
        ("ask_rights", "they owe me £200"),
        ("ask_rights", "do i pay tax on 60 quid a week"),
        ("ask_rights", "my hours are fixed 16 a week, how much holiday is that"),
        ("ask_apprenticeship", "they want 200 quid first for an apprenticeship"),
        ("ask_part_time_job", "no buses after six so how do i get a job"),
        ("ask_rights", "can they take 20 quid off my wages for the till"),
        ("ask_young_worker_rules", "how many hours can i work at 15"),
        ("ask_young_worker_rules", "what time can under 16s start"),
        ("ask_young_worker_rules", "do i get a break after 5 hours at 17"),
        ("ask_part_time_job", "where do i find a job at 16"),
        ("ask_student_finance", "is it true uni is 9k a year"),
        ("ask_student_finance", "will i have 50k of debt when i get a job"),
        ("ask_student_finance", "my mum and dad earn 40k do i get a grant"),
        ("ask_cv", "i worked 8 hours for £60"),
    ],
)
async def test_a_question_without_figures_of_its_own_gets_the_card_as_ever(
    stage: Stage, intent: str, text: str
) -> None:
    reply = await ask(stage, intent, text)

    assert reply.responses == ["utter_card"]
    assert reply.slots == {}


@pytest.mark.parametrize(
    ("intent", "button"),
    [
        ("ask_minimum_wage", '/ask_minimum_wage{"part": "check-pay"}'),
        ("ask_part_time_job", '/ask_minimum_wage{"part": "check-pay"}'),
        ("ask_rights", '/ask_minimum_wage{"part": "check-pay"}'),
        ("ask_apprenticeship", '/ask_minimum_wage{"part": "check-pay"}'),
        ("ask_insecure_work", '/ask_insecure_work{"part": "check-shifts"}'),
        ("ask_young_worker_rules", '/ask_young_worker_rules{"part": "check-hours"}'),
        ("ask_student_finance", '/ask_student_finance{"part": "check-loan"}'),
    ],
)
async def test_the_card_of_such_a_topic_has_one_button_to_its_sum(
    stage: Stage, intent: str, button: str
) -> None:
    reply = await ask(stage, intent, "hm")

    assert [payload for payload in reply.payloads if "check-" in payload] == [button]


async def test_what_is_missing_is_asked_for_and_the_answer_is_understood(stage: Stage) -> None:
    first = await ask(stage, "ask_minimum_wage", "is 40 quid a day ok")
    second = await stage.turn(ActionPlacementDetails, "8", intent="placement_details")
    third = await stage.turn(ActionSetProfile, "im 17", intent="set_profile")

    assert first.responses == ["utter_ask_sum_hours"]
    assert second.responses == ["utter_ask_sum_age"]
    assert third.responses == ["utter_card_pay_sum"]
    assert text_of(third).startswith("£40 ÷ 8 hours = £5.00 an hour.\nAt 17 the least")
    assert third.slots == FORGOTTEN


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionSetProfile, "set_profile"),
        (ActionFallback, "nlu_fallback"),
        (ActionAskHours, "ask_hours"),
        (ActionTellTopic, "ask_minimum_wage"),
        (ActionDeny, "deny"),
    ],
)
async def test_an_answer_is_one_whatever_it_was_taken_for(
    stage: Stage, action: type[FootholdAction], intent: str
) -> None:
    await ask(stage, "ask_minimum_wage", "is £5 an hour ok")

    reply = await stage.turn(action, "sixteen", intent=intent)

    assert reply.responses == ["utter_card_pay_sum"]
    assert "At 16 the least is £8.00" in text_of(reply)


async def test_the_roster_knows_the_age_so_nobody_is_asked(stage: Stage) -> None:
    stage.join(12)

    reply = await ask(stage, "ask_minimum_wage", "is £5 an hour ok")

    assert "At 17 the least is £8.00" in text_of(reply)


async def test_a_student_of_school_age_hears_that_there_is_no_minimum_yet(stage: Stage) -> None:
    stage.join(10)

    reply = await ask(stage, "ask_minimum_wage", "is £5 an hour ok")

    assert "There is no minimum wage before school-leaving age." in text_of(reply)


async def test_at_16_nobody_but_the_roster_knows_if_school_age_is_over(stage: Stage) -> None:
    reply = await ask(stage, "ask_minimum_wage", "im 16 on £5 an hour")

    assert "the last Friday in June" in text_of(reply)


@pytest.mark.parametrize(
    ("part", "intent", "question", "answer", "card"),
    [
        ("check-pay", "ask_minimum_wage", "utter_ask_sum_pay", "60 for 8h im 17", "pay"),
        ("check-hours", "ask_young_worker_rules", "utter_ask_sum_times", "sat 9-3 im 15", "work"),
        ("check-loan", "ask_student_finance", "utter_ask_sum_salary", "28k", "loan"),
        ("check-loan", "ask_student_finance", "utter_ask_sum_salary", "28", "loan"),
    ],
)
async def test_a_button_opens_a_sum(
    stage: Stage, part: str, intent: str, question: str, answer: str, card: str
) -> None:
    opened = await press(stage, intent, part)
    reply = await stage.turn(ActionFallback, answer, intent="nlu_fallback")

    assert opened.responses == [question]
    assert opened.slots["pending"] == "check"
    assert reply.responses == [f"utter_card_{card}_sum"]
    assert reply.slots == FORGOTTEN


@pytest.mark.parametrize(
    ("answer", "line"), [("yeah", "At 20 the least is"), ("no", "At 20 the least is £10.85")]
)
async def test_an_older_apprentice_is_asked_for_the_year(
    stage: Stage, answer: str, line: str
) -> None:
    first = await ask(stage, "ask_apprenticeship", "im 20 apprentice on £8 an hour")
    reply = await stage.turn(ActionAffirm, answer, intent="affirm")

    assert first.responses == ["utter_ask_sum_first_year"]
    expected = "For apprentices" if answer == "yeah" else line
    assert expected in text_of(reply)


async def test_the_year_can_be_told_by_a_button(stage: Stage) -> None:
    await ask(stage, "ask_apprenticeship", "im 20 apprentice on £8 an hour")

    reply = await press(stage, "ask_apprenticeship", "check-yes")

    assert "For apprentices" in text_of(reply)


async def test_a_question_in_between_is_answered_and_the_sum_is_forgotten(stage: Stage) -> None:
    await ask(stage, "ask_minimum_wage", "is 40 quid ok")

    reply = await ask(stage, "ask_cv", "what goes in a cv")
    later = await stage.turn(ActionFallback, "8", intent="nlu_fallback")

    assert reply.responses == ["utter_card"]
    assert reply.slots == FORGOTTEN
    assert "utter_card_pay_sum" not in later.responses


async def test_stop_stops_it(stage: Stage) -> None:
    await ask(stage, "ask_minimum_wage", "is 40 quid ok")

    reply = await stage.turn(ActionCancel, "stop", intent="cancel")

    assert reply.responses == ["utter_cancelled"]
    assert reply.slots == FORGOTTEN


async def test_a_worry_is_never_taken_for_an_answer(stage: Stage) -> None:
    await press(stage, "ask_insecure_work", "check-shifts")

    reply = await stage.turn(ActionConcern, "no", intent="disclose_concern")

    assert not any("shifts" in response for response in reply.responses)


async def test_a_running_form_is_not_crossed_by_a_question(stage: Stage) -> None:
    stage.form = "profile_form"

    reply = await ask(stage, "ask_minimum_wage", "is 40 quid ok")

    assert reply.responses == ["utter_card"]


async def test_the_check_goes_through_by_buttons(stage: Stage) -> None:
    asked = []
    for letters in ("", "n", "nn", "nny", "nnyy"):
        part = f"check-shifts-{letters}".removesuffix("-")
        reply = await press(stage, "ask_insecure_work", part)
        asked += reply.responses
        assert reply.said[0].values["letters"] == letters

    done = await press(stage, "ask_insecure_work", "check-shifts-nnyyn")

    assert asked == [
        "utter_ask_shifts_set_hours",
        "utter_ask_shifts_say_no",
        "utter_ask_shifts_other_work",
        "utter_ask_shifts_cancelled",
        "utter_ask_shifts_app",
    ]
    assert done.responses == ["utter_card_shifts"]
    assert "They can't forbid you another job" in text_of(done)
    assert done.slots == FORGOTTEN


async def test_the_check_understands_typed_answers(stage: Stage) -> None:
    await press(stage, "ask_insecure_work", "check-shifts")
    replies = [
        await stage.turn(ActionDeny, "nah", intent="deny"),
        await stage.turn(ActionFallback, "idk", intent="nlu_fallback"),
        await stage.turn(ActionAffirm, "yep they do", intent="affirm"),
        await stage.turn(ActionDeny, "no", intent="deny"),
        await stage.turn(ActionDeny, "nope", intent="deny"),
    ]

    assert replies[2].said[0].values == {"letters": "nuy"}
    assert replies[4].responses == ["utter_card_shifts"]


async def test_a_question_within_the_check_is_answered_and_the_way_back_offered(
    stage: Stage,
) -> None:
    await press(stage, "ask_insecure_work", "check-shifts-ny")

    aside = await ask(stage, "ask_cv", "what goes in a cv")
    back = await press(stage, "ask_insecure_work", "check-shifts-ny")

    assert aside.responses == ["utter_card", "utter_shifts_wait"]
    assert aside.said[1].values == {"letters": "ny"}
    assert back.responses == ["utter_ask_shifts_other_work"]


async def test_the_check_can_be_left(stage: Stage) -> None:
    await press(stage, "ask_insecure_work", "check-shifts-ny")

    reply = await stage.turn(ActionCancel, "/cancel", intent="cancel")

    assert reply.responses == ["utter_cancelled"]
    assert reply.slots == FORGOTTEN


async def test_a_button_from_older_questions_begins_anew(stage: Stage) -> None:
    reply = await press(stage, "ask_insecure_work", "check-shifts-xyz")

    assert reply.responses == ["utter_ask_shifts_set_hours"]


async def test_a_skipped_question_leaves_the_sum(stage: Stage) -> None:
    await ask(stage, "ask_minimum_wage", "is £5 an hour ok")

    reply = await stage.turn(ActionDeny, "skip", intent="deny", told={"bare": "skip"})

    assert reply.responses == ["utter_left_out"]
    assert reply.slots == FORGOTTEN


async def test_an_unpaid_trial_of_whose_age_nobody_knows_gets_the_rule(stage: Stage) -> None:
    reply = await stage.turn(
        ActionTellTopic, "they want a trial shift of 6 hours for free", intent="ask_minimum_wage"
    )

    assert "usually not lawful" in str(reply.said[0].values["text"])
    assert "pending" not in reply.slots
