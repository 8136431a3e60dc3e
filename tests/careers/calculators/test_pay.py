"""Pay against the legal minimum: each boundary of the bands, each way of being paid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.advice import Asker, advice_card, part_of_id
from careers.calculators.pay import Band, NoRateError, PayQuestion, Per, work_out_pay
from careers.calculators.pay_text import pay_text
from careers.library import load_library

LIBRARY = load_library()
RATES = [*LIBRARY.rates.values(), *LIBRARY.past_rates]
TODAY = date(2026, 11, 23)
LONGEST = 760  # characters: with everything that can be said at once


def asked(
    pay: str = "60", per: Per = Per.SHIFT, hours: str = "8", age: int = 17, **more: object
) -> PayQuestion:
    amounts = {name: Decimal(str(v)) for name, v in more.items() if not isinstance(v, bool)}
    flags = {name: v for name, v in more.items() if isinstance(v, bool)}
    return PayQuestion(Decimal(pay), per, Decimal(hours), age, **amounts, **flags)  # type: ignore[arg-type]


def told(question: PayQuestion, *, day: date = TODAY, may_be: bool = False) -> list[str]:
    text = pay_text(LIBRARY, question, day=day, today=TODAY, may_be_school_age=may_be)
    return text.splitlines()


@pytest.mark.parametrize(
    ("age", "flags", "day", "rate"),
    [
        (15, {"is_school_age": True}, TODAY, None),
        (16, {"is_school_age": True}, TODAY, None),
        (16, {}, TODAY, "8.00"),
        (17, {}, TODAY, "8.00"),
        (18, {}, TODAY, "10.85"),
        (20, {}, TODAY, "10.85"),
        (21, {}, TODAY, "12.71"),
        (60, {}, TODAY, "12.71"),
        (16, {"is_apprentice": True}, TODAY, "8.00"),
        (18, {"is_apprentice": True}, TODAY, "8.00"),
        (19, {"is_apprentice": True}, TODAY, "10.85"),
        (19, {"is_apprentice": True, "is_first_year": True}, TODAY, "8.00"),
        (22, {"is_apprentice": True, "is_first_year": True}, TODAY, "8.00"),
        (22, {"is_apprentice": True}, TODAY, "12.71"),
        (17, {}, date(2026, 4, 1), "8.00"),
        (17, {}, date(2026, 3, 31), "7.55"),
        (18, {}, date(2025, 4, 1), "10.00"),
        (21, {}, date(2025, 12, 31), "12.21"),
        (18, {"is_apprentice": True}, date(2026, 3, 31), "7.55"),
        (17, {}, date(2027, 3, 31), "8.00"),
    ],
)
def test_the_rate_goes_by_age_day_and_training(
    age: int, flags: dict[str, bool], day: date, rate: str | None
) -> None:
    question = replace(asked(age=age), **flags)  # type: ignore[arg-type]
    least = work_out_pay(question, RATES, day).least

    assert (None if least is None else least.value) == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize("day", [date(2025, 3, 31), date(2027, 4, 1)])
def test_a_day_without_a_known_rate_is_not_guessed(day: date) -> None:
    with pytest.raises(NoRateError):
        work_out_pay(asked(), RATES, day)

    assert told(asked(), day=day)[0].startswith("The rate I had for that day is out of date")


@pytest.mark.parametrize(
    ("question", "hourly", "missing"),
    [
        (asked("60", Per.SHIFT, "8"), "7.50", "4"),
        (asked("64", Per.SHIFT, "8"), "8", "0"),
        (asked("63.99", Per.SHIFT, "8"), "7.99875", "0.01"),
        (asked("8", Per.HOUR, "1"), "8", "0"),
        (asked("7.99", Per.HOUR, "1"), "7.99", "0.01"),
        (asked("240", Per.WEEK, "30"), "8", "0"),
        (asked("1040", Per.MONTH, "30"), "8", "0"),
        (asked("12480", Per.YEAR, "30"), "8", "0"),
        (asked("8", Per.HOUR, "8", taken_off="8"), "7", "8"),
        (asked("64", Per.SHIFT, "8", unpaid_hours="2"), "6.4", "16"),
        (asked("0", Per.SHIFT, "0", unpaid_hours="3"), "0", "24"),
        (asked("20", Per.SHIFT, "4", taken_off="30"), "0", "32"),
        (asked("5", Per.HOUR, "1", age=15, is_school_age=True), "5", "0"),
    ],
)
def test_pay_an_hour_and_what_is_missing(question: PayQuestion, hourly: str, missing: str) -> None:
    result = work_out_pay(question, RATES, TODAY)

    assert (result.hourly, result.missing) == (Decimal(hourly), Decimal(missing))


@pytest.mark.parametrize(
    "question",
    [
        asked(hours="0"),
        asked(hours="169"),
        asked(hours="-1", unpaid_hours="3"),
        asked(pay="-1"),
        asked(taken_off="-1"),
    ],
)
def test_what_cannot_be_is_refused(question: PayQuestion) -> None:
    with pytest.raises(ValueError, match=r"hours|amount"):
        work_out_pay(question, RATES, TODAY)


amounts = st.decimals(min_value=0, max_value=2000, places=2)
some_hours = st.decimals(min_value="0.25", max_value=80, places=2)


@given(pay=amounts, more=amounts, off=amounts, hours=some_hours, age=st.integers(16, 30))
def test_more_pay_is_never_worse_and_nothing_lies_below_zero(
    pay: Decimal, more: Decimal, off: Decimal, hours: Decimal, age: int
) -> None:
    poorer = PayQuestion(pay, Per.SHIFT, hours, age, taken_off=off)
    richer = PayQuestion(pay + more, Per.SHIFT, hours, age, taken_off=off)
    low, high = (work_out_pay(one, RATES, TODAY) for one in (poorer, richer))

    assert 0 <= low.hourly <= high.hourly
    assert low.missing >= high.missing >= 0


@given(pay=amounts, hours=some_hours, unpaid=some_hours, age=st.integers(16, 30))
def test_unpaid_hours_never_make_pay_better(
    pay: Decimal, hours: Decimal, unpaid: Decimal, age: int
) -> None:
    paid = work_out_pay(PayQuestion(pay, Per.SHIFT, hours, age), RATES, TODAY)
    with_unpaid = PayQuestion(pay, Per.SHIFT, hours, age, unpaid_hours=unpaid)

    assert work_out_pay(with_unpaid, RATES, TODAY).missing >= paid.missing


def test_the_working_is_shown_line_by_line() -> None:
    assert told(asked()) == [
        "£60 ÷ 8 hours = £7.50 an hour.",
        "At 17 the least is £8.00 (from 1 April 2026).",
        "That is 50p an hour too little, so £4 is missing for 8 hours.",
        "It may be a mistake, so ask kindly and keep a note of your hours.",
        "Acas gives free advice about work on 0300 123 1100.",
        "Source: GOV.UK minimum wage rates; Acas (as of November 2026).",
    ]


def test_enough_is_said_to_be_enough() -> None:
    assert told(asked("8", Per.HOUR, "1"))[:3] == [
        "That is £8.00 an hour.",
        "At 17 the least is £8.00 (from 1 April 2026).",
        "So by law this is enough.",
    ]


def test_a_fraction_of_a_penny_too_little_is_not_rounded_away() -> None:
    lines = told(asked("63.99", Per.SHIFT, "8"))

    assert lines[0] == "£63.99 ÷ 8 hours = £7.99 an hour."
    assert lines[2] == "That is 1p an hour too little, so 1p is missing for 8 hours."


def test_money_taken_off_and_unpaid_hours_have_lines_of_their_own() -> None:
    lines = told(asked("7", Per.HOUR, "8", taken_off="10", unpaid_hours="2"))

    assert lines[:4] == [
        "£7.00 × 8 hours = £56.",
        "£56 − £10 taken off = £46.",
        "8 hours + 2 hours unpaid = 10 hours.",
        "£46 ÷ 10 hours = £4.60 an hour.",
    ]
    assert "An unpaid trial shift that is real work is usually not lawful." in lines


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (asked("15000", Per.YEAR, "37.5"), "£15,000 ÷ 52 weeks = £288.46 a week."),
        (asked("800", Per.MONTH, "20"), "£800 × 12 months ÷ 52 weeks = £184.62 a week."),
        (asked("0", Per.SHIFT, "0", unpaid_hours="3"), "Nothing for 3 hours is £0.00 an hour."),
    ],
)
def test_long_stretches_and_nothing_are_worked_out_too(question: PayQuestion, line: str) -> None:
    assert told(question)[0] == line


def test_before_school_leaving_age_it_says_that_there_is_none() -> None:
    lines = told(asked("20", Per.SHIFT, "4", age=15, is_school_age=True))

    assert lines[0] == "£20 ÷ 4 hours = £5.00 an hour."
    assert lines[1].startswith("There is no minimum wage before school-leaving age.")


def test_an_apprentice_is_told_the_apprentice_rate_and_a_past_one_its_end() -> None:
    lines = told(asked(age=18, is_apprentice=True), day=date(2026, 2, 1))

    assert lines[1] == (
        "For apprentices under 19 or in their first year the least is £7.55 "
        "(from 1 April 2025 to 31 March 2026)."
    )


def test_at_16_without_a_birthday_the_school_leaving_age_is_explained() -> None:
    assert any("the last Friday in June" in line for line in told(asked(age=16), may_be=True))


def test_even_the_longest_answer_fits_a_screen() -> None:
    question = asked("7", Per.HOUR, "8", age=16, taken_off="10", unpaid_hours="2")

    assert len("\n".join(told(question, may_be=True))) < LONGEST


@pytest.mark.parametrize("age", [16, 17, 18, 20, 21])
def test_the_sum_and_the_card_of_the_topic_name_the_same_rate(age: int) -> None:
    least = work_out_pay(asked(age=age), RATES, TODAY).least
    advice = LIBRARY.advice["ask_minimum_wage"]
    part = part_of_id(advice, "rates")

    assert least is not None
    assert part is not None
    card = advice_card(LIBRARY, advice, part, asker=Asker(age), today=TODAY).text
    assert f"At {age}, the least an hour is £{least.value} ({least.who})." in card


def test_a_past_rate_has_a_band_and_does_not_overlap_the_one_of_today() -> None:
    for past in LIBRARY.past_rates:
        assert Band(past.id).value in LIBRARY.rates
        assert past.valid_to < LIBRARY.rates[past.id].valid_from
