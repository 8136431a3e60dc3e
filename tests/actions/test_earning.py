"""What a rate brings in a week or a month, whatever a message was taken for."""

import pytest

from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_fallback import ActionFallback
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_tell_topic import ActionTellTopic
from tests.actions.stage import Reply, Stage


def text_of(reply: Reply) -> str:
    return str(reply.said[0].values["text"])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("so if i work 20 hours at 8 quid whats that a week", ("£8.00", "20 hours", "£160")),
        ("no 8 pound an hour x 20 hours", ("£8.00", "20 hours", "£160")),
        ("8 pound x 40 hours", ("£8.00", "40 hours", "£320")),
        ("so 40 hours for week with 8 pound", ("£8.00", "40 hours", "£320")),
        ("how much is £8 an hour for 20 hours a week", ("£8.00", "20 hours", "£160")),
    ],
)
async def test_a_rate_times_hours_is_a_weeks_pay(
    stage: Stage, text: str, lines: tuple[str, str, str]
) -> None:
    rate, hours, total = lines
    for action, intent in (
        (ActionTellTopic, "ask_minimum_wage"),
        (ActionFallback, "nlu_fallback"),
        (ActionPlacementDetails, "placement_details"),
    ):
        reply = await stage.turn(action, text, intent=intent)

        assert reply.responses == ["utter_card_pay_sum"]
        assert text_of(reply).splitlines() == [
            f"{rate} × {hours} = {total}.",
            f"So {total} a week before tax.",
        ]


async def test_the_hours_of_one_day_are_no_week(stage: Stage) -> None:
    text = "how much do i get for 5 hours at £9 an hour"
    reply = await stage.turn(ActionTellTopic, text, intent="ask_minimum_wage")

    assert text_of(reply) == "£9.00 × 5 hours = £45.\nThat is before tax."


@pytest.mark.parametrize(
    "text",
    ["£40 for 8 hours at 17", "how much an hour is 60 quid for 8 hours im 17", "£5 an hour 17 ok?"],
)
async def test_pay_for_all_the_hours_is_no_rate(stage: Stage, text: str) -> None:
    reply = await stage.turn(ActionTellTopic, text, intent="ask_minimum_wage")

    assert "At 17 the least is £8.00" in text_of(reply)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Motor mechanic apprentice, 40 hours. How much money one week?",
            ("£8.00 × 40 hours = £320.", "So £320 a week before tax."),
        ),
        (
            "whats apprenticeship pay a week then",
            (
                "You named no hours, so I take 30 hours a week as an example.",
                "£8.00 × 30 hours = £240.",
            ),
        ),
        (
            "how much does an apprentice get a month for 40 hours",
            ("£8.00 × 40 hours = £320.", "So £320 a week before tax."),
        ),
    ],
)
async def test_an_apprentices_pay_is_worked_out_with_date_and_source(
    stage: Stage, text: str, lines: tuple[str, str]
) -> None:
    reply = await stage.turn(ActionTellTopic, text, intent="ask_apprenticeship")

    assert tuple(text_of(reply).splitlines()[:2]) == lines
    assert "from 1 April 2026" in text_of(reply)
    assert "GOV.UK minimum wage rates" in text_of(reply)
    assert ("£1,387 a month" in text_of(reply)) == ("month" in text)


@pytest.mark.parametrize(
    ("text", "parts"), [("how much do they get a month", "÷ 12"), ("and a week", "÷ 52")]
)
async def test_a_jobs_pay_is_told_by_the_month_and_the_week(
    stage: Stage, text: str, parts: str
) -> None:
    said = [("occupation", "paramedic")]
    await stage.turn(ActionAskPay, "what do paramedics earn", intent="ask_pay", entities=said)

    reply = await stage.turn(ActionAskPay, text, intent="ask_pay")

    assert reply.responses == ["utter_card_pay"]
    assert parts in text_of(reply).splitlines()[0]
    assert "before tax" in text_of(reply)
    assert "Source" in text_of(reply)


async def test_for_month_is_the_same_question_again(stage: Stage) -> None:
    said = [("occupation", "paramedic")]
    await stage.turn(ActionAskPay, "what do paramedics earn", intent="ask_pay", entities=said)

    reply = await stage.turn(ActionFallback, "I ask for month", intent="nlu_fallback")

    assert reply.responses == ["utter_card_pay"]
    assert "a month before tax" in text_of(reply)


async def test_two_salaries_are_both_worked_out_and_the_next_one_follows(stage: Stage) -> None:
    both = await stage.turn(
        ActionTellTopic, "loan repayment on 45000 and 60000", intent="ask_student_finance"
    )
    following = await stage.turn(ActionFallback, "and on 45k", intent="nlu_fallback")

    assert both.responses == following.responses == ["utter_card_loan_sum"]
    assert "£45,000 − £25,000 = £20,000." in text_of(both)
    assert "£60,000 − £25,000 = £35,000." in text_of(both)
    assert text_of(following).startswith("£45,000 − £25,000 = £20,000.\n9% of £20,000 = £1,800")


@pytest.mark.parametrize("text", ["is a loan of 45000 normal", "and on 45k"])
async def test_an_amount_alone_asks_for_no_loan_sum(stage: Stage, text: str) -> None:
    reply = await stage.turn(ActionTellTopic, text, intent="ask_student_finance")

    assert reply.responses == ["utter_card"]
