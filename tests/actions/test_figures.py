"""The reader of figures: what students type, and what is read out of it."""

from dataclasses import asdict
from datetime import date
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.figures import last_month, read_figures
from bot.actions.short_answers import read_answer, read_reply

FIGURES = [
    # pay for an hour
    ("£5 an hour", {"pay": "5", "per": "hour"}),
    ("6.50/h", {"pay": "6.50", "per": "hour"}),
    ("£8.00ph", {"pay": "8.00", "per": "hour"}),
    ("7.55 p/h", {"pay": "7.55", "per": "hour"}),
    ("750p an hour", {"pay": "7.5", "per": "hour"}),
    ("a tenner an hour", {"pay": "10", "per": "hour"}),
    ("i get 7 pound 50 an hour", {"pay": "7.5", "per": "hour"}),
    ("6 pounds per hour", {"pay": "6", "per": "hour"}),
    ("he give me 5 pound for hour", {"pay": "5", "per": "hour"}),
    ("£6.50 hourly", {"pay": "6.50", "per": "hour"}),
    ("paid 5 an hr", {"pay": "5", "per": "hour"}),
    ("6 quid n hour", {"pay": "6", "per": "hour"}),
    ("FIVE POUND AN HOUR", {"pay": "5", "per": "hour"}),
    ("they want to pay me £4.50 each hour", {"pay": "4.50", "per": "hour"}),
    ("is 5 pound an hour legal at 16", {"pay": "5", "per": "hour", "age": "16"}),
    ("im 17 and get £7.20 an hour", {"pay": "7.20", "per": "hour", "age": "17"}),
    ("17, £6 an hour", {"pay": "6", "per": "hour", "age": "17"}),
    ("my mate is 18 and gets 9 quid an hour", {"pay": "9", "per": "hour", "age": "18"}),
    # pay for a shift
    ("5 quid", {"pay": "5"}),
    ("18 quid", {"pay": "18"}),
    ("im on £6", {"pay": "6"}),
    ("they pay 4.50", {"pay": "4.50"}),
    ("60 for 8 hours", {"pay": "60", "hours": "8"}),
    ("is £20 for 4 hours ok", {"pay": "20", "hours": "4"}),
    ("£5 for an hour and a half", {"pay": "5", "hours": "1.5"}),
    ("a fiver for an hour", {"pay": "5", "hours": "1"}),
    ("40 quid a day 7 hours", {"pay": "40", "per": "shift", "hours": "7"}),
    ("£45 per shift, 6 hour shift", {"pay": "45", "per": "shift", "hours": "6"}),
    ("i worked 8 hours and got paid 50", {"pay": "50", "hours": "8"}),
    ("they pay me 40 quid for 6 hours and im 17", {"pay": "40", "hours": "6", "age": "17"}),
    (
        "my boss gives me 30 a day for 5 hours, im 16",
        {"pay": "30", "per": "shift", "hours": "5", "age": "16"},
    ),
    # pay for longer
    ("200 a week for 30 hours", {"pay": "200", "per": "week", "week_hours": "30"}),
    ("£200 a week 6 hours a day", {"pay": "200", "per": "week", "hours": "6"}),
    ("£850 a month", {"pay": "850", "per": "month"}),
    ("£1,200 per month", {"pay": "1200", "per": "month"}),
    ("30k", {"pay": "30000"}),
    ("twenty grand", {"pay": "20000"}),
    ("twenty five grand a year", {"pay": "25000", "per": "year"}),
    ("what if i earn 20k", {"pay": "20000"}),
    ("starting salary of £31,500", {"pay": "31500"}),
    ("£24,500 pa", {"pay": "24500", "per": "year"}),
    # apprentices
    (
        "£280 a week apprenticeship im 18",
        {"pay": "280", "per": "week", "age": "18", "is_apprentice": "True"},
    ),
    (
        "15k a year apprentice 37.5 hours a week",
        {"pay": "15000", "per": "year", "week_hours": "37.5", "is_apprentice": "True"},
    ),
    (
        "im 19 second year apprentice on £8 an hour",
        {
            "pay": "8",
            "per": "hour",
            "age": "19",
            "is_apprentice": "True",
            "is_first_year": "False",
        },
    ),
    ("1st year aprentice", {"is_apprentice": "True", "is_first_year": "True"}),
    # what is taken off, and what is not paid
    (
        "£7 an hour 8 hours but they took £10 for uniform",
        {"pay": "7", "per": "hour", "taken_off": "10", "hours": "8"},
    ),
    (
        "they took 20 quid off for till being short, i got £60 for 8 hours",
        {"pay": "60", "taken_off": "20", "hours": "8"},
    ),
    ("can they take £15 off my wages", {"taken_off": "15"}),
    ("£12 was deducted from £50 for 6 hours", {"pay": "50", "taken_off": "12", "hours": "6"}),
    ("4 hour trial unpaid", {"unpaid_hours": "4"}),
    ("3 hour trial shift no pay at 17", {"unpaid_hours": "3", "age": "17"}),
    ("i did 2 hours for free", {"unpaid_hours": "2"}),
    (
        "£50 for 6 hours but 2 hours unpaid",
        {"pay": "50", "hours": "6", "unpaid_hours": "2"},
    ),
    ("got 6.20 an hour last february", {"pay": "6.20", "per": "hour", "month": "2"}),
    # what is near a figure of pay but none
    ("how do i get one", {}),
    ("minimum wage 18", {}),
    ("my mate gets 2 quid more an hour than me", {}),
    ("10p a punnet", {}),
    ("my hours are fixed 16 a week", {}),
    ("is the limit 12 hours a week or 20", {"week_hours": "12"}),
    # times
    ("5am start", {"starts": "05:00"}),
    ("stop working at 10pm", {"ends": "22:00"}),
    ("till 9", {"ends": "21:00"}),
    ("9pm", {"ends": "21:00"}),
    ("from 5 til half 8", {"starts": "17:00", "ends": "20:30"}),
    ("9 to 5", {"starts": "09:00", "ends": "17:00"}),
    ("8-4", {"starts": "08:00", "ends": "16:00"}),
    ("5-8 after school", {"starts": "17:00", "ends": "20:00", "day": "school day"}),
    ("from 8 til 11 on a saturday", {"starts": "08:00", "ends": "11:00", "day": "Saturday"}),
    ("7 till 12 saturday", {"starts": "07:00", "ends": "12:00", "day": "Saturday"}),
    ("7.30 to 9 before school", {"starts": "07:30", "ends": "09:00", "day": "school day"}),
    ("between 4 and 6:30", {"starts": "16:00", "ends": "18:30"}),
    ("16:00-19:00", {"starts": "16:00", "ends": "19:00"}),
    ("8 til 10pm", {"starts": "20:00", "ends": "22:00"}),
    ("10pm to 6am at 17", {"starts": "22:00", "ends": "06:00", "age": "17"}),
    ("half eight", {"ends": "20:30"}),
    ("till quarter to 8", {"ends": "19:45"}),
    ("until midnight at 16", {"ends": "00:00", "age": "16"}),
    ("finish at 10pm at 16", {"ends": "22:00", "age": "16"}),
    ("can i work up to 10 at 16", {"ends": "22:00", "age": "16"}),
    ("start at 6am", {"starts": "06:00"}),
    ("can i start at 6", {"starts": "06:00"}),
    ("paper round before 7", {"starts": "06:59"}),
    ("can i work after 7pm", {"starts": "19:00"}),
    ("can i work past 7", {"starts": "19:00"}),
    ("at 16:30", {"starts": "16:30"}),
    ("17 can i work nights", {"is_night": "True", "age": "17"}),
    ("night shift at mcdonalds", {"is_night": "True"}),
    (
        "can i work till 9 on a school night at 15?",
        {"ends": "21:00", "day": "school day", "age": "15"},
    ),
    # hours
    ("6 hours", {"hours": "6"}),
    ("for 12 hours", {"hours": "12"}),
    ("more than 8 hours at 16", {"hours": "8.01", "age": "16"}),
    ("no more than 12 hours a week", {"week_hours": "12"}),
    ("4 hours after school and all day saturday", {"hours": "4"}),
    ("6 and a half hours", {"hours": "6.5"}),
    ("half an hour", {"hours": "0.5"}),
    ("im 14 can i do 6 hours on saturday", {"hours": "6", "day": "Saturday", "age": "14"}),
    ("im fifteen can i work 3 hours on a sunday", {"hours": "3", "day": "Sunday", "age": "15"}),
    ("8 hours a day in the summer hols at 14", {"hours": "8", "day": "holiday", "age": "14"}),
    ("10 hours a week in term at 14", {"week_hours": "10", "age": "14"}),
    ("3 hours a day 5 days a week", {"hours": "3", "week_hours": "15"}),
    ("4 hours mon-fri", {"hours": "4", "week_hours": "20"}),
    ("2hrs before school", {"hours": "2", "day": "school day"}),
    # ages and what is none
    ("im 16", {"age": "16"}),
    ("I’m 16", {"age": "16"}),
    ("my sister is 17", {"age": "17"}),
    ("can a 13 year old work", {"age": "13"}),
    ("under 16", {"age": "15"}),
    ("under-18s", {"age": "17"}),
    ("what time can under 16s start", {"age": "15"}),
    ("hours at 15", {"age": "15"}),
    ("how late can i work at 17", {"age": "17"}),
    ("year 11", {}),
    ("what is the minimum wage", {}),
    ("i have 9 gcses", {}),
    ("level 3", {}),
    ("in 2026", {}),
    ("", {}),
]


def said(message: str) -> dict[str, str]:
    """Return what was read, each value in words."""
    values = {k: v for k, v in asdict(read_figures(message)).items() if v is not None}
    return {
        name: value.value
        if isinstance(value, Enum)
        else str(value).removesuffix(":00")
        if name in {"starts", "ends"}
        else str(value)
        for name, value in values.items()
    }


@pytest.mark.parametrize(("message", "figures"), FIGURES, ids=[one for one, _ in FIGURES])
def test_what_is_typed_is_read(message: str, figures: dict[str, str]) -> None:
    assert said(message) == figures


def test_there_are_enough_phrasings_to_trust_it() -> None:
    assert len(FIGURES) > 100


@given(st.text(max_size=60))
def test_no_message_breaks_the_reader(message: str) -> None:
    figures = read_figures(message)

    amounts = (figures.pay, figures.taken_off, figures.hours, figures.unpaid_hours)
    assert all(amount >= 0 for amount in amounts if amount is not None)


@given(st.decimals(min_value=1, max_value=99, places=2), st.integers(11, 25))
def test_pay_and_age_are_never_taken_for_each_other(pay: object, age: int) -> None:
    read = said(f"im {age} and get £{pay} an hour")

    assert read == {"pay": str(pay), "per": "hour", "age": str(age)}


@pytest.mark.parametrize(
    ("message", "asked", "read"),
    [
        ("17", "age", "17"),
        ("im 17", "age", "17"),
        ("seventeen", "age", "17"),
        ("she is 15", "age", "15"),
        ("16 years old", "age", "16"),
        ("8", "hours", "8"),
        ("about 8 hours", "hours", "8"),
        ("6 and a half", "hours", "6.5"),
        ("an hour", "hours", "1"),
        ("its per hour", "hours", "1"),
        ("hourly", "hours", "1"),
        ("8 hours a day", "hours", "8"),
        ("37.5", "week_hours", "37.5"),
        ("35 hours a week", "week_hours", "35"),
        ("60", "pay", "60"),
        ("£60 for 8 hours", "pay", "60"),
        ("28k", "pay", "28000"),
        ("thirty grand", "pay", "30000"),
    ],
)
def test_a_short_answer_is_read_as_what_was_asked(message: str, asked: str, read: str) -> None:
    figures = read_answer(message, asked)

    assert figures is not None
    assert str(getattr(figures, asked)) == read


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("what goes in a cv", "age"),
        ("year 11", "age"),
        ("3", "age"),
        ("30", "hours"),
        ("0", "hours"),
        ("200", "week_hours"),
        ("dunno", "pay"),
        ("what does a nurse earn when she is 21 in a hospital", "age"),
    ],
)
def test_what_is_no_answer_is_none(message: str, asked: str) -> None:
    assert read_answer(message, asked) is None


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("yes", "y"),
        ("Yeah they do", "y"),
        ("nope", "n"),
        ("no they don’t", None),
        ("they don’t", "n"),
        ("idk", "u"),
        ("not sure", "u"),
        ("what is a zero hours contract", None),
        ("yesterday", None),
    ],
)
def test_a_yes_or_a_no_is_all_of_the_message(message: str, reply: str | None) -> None:
    found = read_reply(message)

    assert (None if found is None else found.value) == reply


@pytest.mark.parametrize(
    ("month", "day"), [(2, date(2026, 2, 15)), (11, date(2026, 11, 15)), (12, date(2025, 12, 15))]
)
def test_a_month_is_the_last_one_that_has_begun(month: int, day: date) -> None:
    assert last_month(month, date(2026, 11, 23)) == day
