"""Working times of young people: each limit at its boundary, by age and kind of day."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.calculators.work_text import work_text
from careers.calculators.work_times import DayKind, Verdict, WorkQuestion, hours_of, may_work
from careers.library import load_library

LIBRARY = load_library()
LAWS = LIBRARY.laws
TODAY = date(2026, 11, 23)
YES, NO, DEPENDS = Verdict.YES, Verdict.NO, Verdict.DEPENDS


def school(age: int = 15, **wish: object) -> WorkQuestion:
    return WorkQuestion(age, is_school_age=True, **_typed(wish))  # type: ignore[arg-type]


def after(age: int = 17, **wish: object) -> WorkQuestion:
    return WorkQuestion(age, is_school_age=False, **_typed(wish))  # type: ignore[arg-type]


def _typed(wish: dict[str, object]) -> dict[str, object]:
    clocks = {"starts", "ends"}
    counts = {"hours", "week_hours"}
    typed = dict(wish)
    typed |= {name: time.fromisoformat(str(wish[name])) for name in clocks & wish.keys()}
    return typed | {name: Decimal(str(wish[name])) for name in counts & wish.keys()}


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (school(12, hours=1), NO),
        (school(13, hours=1), YES),
        (school(ends="19:00"), YES),
        (school(ends="19:01"), NO),
        (school(ends="21:00"), NO),
        (school(ends="00:00"), NO),
        (school(starts="07:00"), YES),
        (school(starts="06:59"), NO),
        (school(starts="19:00"), NO),
        (school(starts="18:00", ends="02:00"), NO),
        (school(is_night=True), NO),
        (school(hours=2, day=DayKind.SCHOOL_DAY), YES),
        (school(hours="2.5", day=DayKind.SCHOOL_DAY), NO),
        (school(hours=2, day=DayKind.SUNDAY), YES),
        (school(hours=3, day=DayKind.SUNDAY), NO),
        (school(14, hours=5, day=DayKind.SATURDAY), YES),
        (school(14, hours=6, day=DayKind.SATURDAY), NO),
        (school(15, hours=8, day=DayKind.SATURDAY), YES),
        (school(15, hours="8.5", day=DayKind.SATURDAY), NO),
        (school(13, hours=5, day=DayKind.HOLIDAY), YES),
        (school(13, hours=6, day=DayKind.HOLIDAY), NO),
        (school(15, hours=8, day=DayKind.HOLIDAY), YES),
        (school(16, hours=9, day=DayKind.HOLIDAY), NO),
        (school(14, hours=2), YES),
        (school(14, hours=3), DEPENDS),
        (school(14, hours=6), NO),
        (school(15, hours=6), DEPENDS),
        (school(15, hours=9), NO),
        (school(week_hours=12), YES),
        (school(week_hours=13), DEPENDS),
        (school(14, week_hours=25), DEPENDS),
        (school(14, week_hours=26), NO),
        (school(15, week_hours=35), DEPENDS),
        (school(15, week_hours=36), NO),
        (school(week_hours=12, is_holiday_week=False), YES),
        (school(week_hours=13, is_holiday_week=False), NO),
        (school(14, week_hours=25, is_holiday_week=True), YES),
        (school(15, week_hours=35, is_holiday_week=True), YES),
        (school(15, week_hours=36, is_holiday_week=True), NO),
        (school(starts="17:00", ends="19:00", day=DayKind.SCHOOL_DAY), YES),
        (school(starts="16:30", ends="19:00", day=DayKind.SCHOOL_DAY), NO),
        (school(starts="09:00", ends="17:00", day=DayKind.SATURDAY), YES),
        (after(hours=8), YES),
        (after(hours="8.5"), NO),
        (after(week_hours=40), YES),
        (after(week_hours=41), NO),
        (after(ends="22:00"), YES),
        (after(ends="22:30"), NO),
        (after(ends="00:00"), NO),
        (after(ends="06:00"), NO),
        (after(starts="06:00"), YES),
        (after(starts="05:59"), NO),
        (after(starts="22:00"), NO),
        (after(starts="21:00", ends="05:00"), NO),
        (after(16, starts="14:00", ends="22:00"), YES),
        (after(is_night=True), NO),
        (after(18, is_night=True), Verdict.TOO_OLD),
        (after(18, hours=12), Verdict.TOO_OLD),
    ],
)
def test_each_limit_at_its_boundary(question: WorkQuestion, verdict: Verdict) -> None:
    assert may_work(question, LAWS).verdict is verdict


hours = st.decimals(min_value=0, max_value=24, places=1)
days = st.one_of(st.none(), st.sampled_from(DayKind))


@given(age=st.integers(13, 17), short=hours, more=hours, day=days, is_school_age=st.booleans())
def test_fewer_hours_are_never_less_allowed(
    age: int, short: Decimal, more: Decimal, day: DayKind | None, is_school_age: bool
) -> None:
    order = [NO, DEPENDS, YES]
    fewer, longer = (
        may_work(WorkQuestion(age, is_school_age, day=day, hours=amount), LAWS).verdict
        for amount in (short, short + more)
    )

    assert order.index(fewer) >= order.index(longer)


@given(age=st.integers(13, 17), starts=st.times(), ends=st.times())
def test_whoever_is_past_school_age_may_do_all_that_school_age_allows(
    age: int, starts: time, ends: time
) -> None:
    child, young = (
        WorkQuestion(age, is_school_age, DayKind.HOLIDAY, starts, ends)
        for is_school_age in (True, False)
    )

    if may_work(child, LAWS).verdict is YES:
        assert may_work(young, LAWS).verdict is YES


@given(starts=st.times(), ends=st.times())
def test_hours_between_two_times_lie_within_a_day(starts: time, ends: time) -> None:
    between = hours_of(WorkQuestion(17, False, starts=starts, ends=ends))

    assert between is not None
    assert 0 <= between < 24


def test_a_refusal_names_each_rule_that_is_broken_and_only_those() -> None:
    question = school(starts="17:00", ends="21:00", day=DayKind.SCHOOL_DAY)

    assert work_text(LIBRARY, question, today=TODAY).splitlines() == [
        "No, at 15 that is not allowed.",
        "From 17:00 to 21:00 is 4 hours.",
        "• Still of school age, you may work between 7:00 and 19:00.",
        "• On a school day: at most 2 hours.",
        "You need a work permit too. Your council gives it and knows its local rules.",
        "Source: GOV.UK child employment (as of November 2026).",
    ]


def test_at_17_the_rules_after_school_age_are_named() -> None:
    assert work_text(LIBRARY, after(is_night=True), today=TODAY).splitlines() == [
        "No, at 17 that is not allowed.",
        "• No work from 22:00 to 6:00 at that age.",
        "Acas gives free advice about work on 0300 123 1100.",
        "Source: GOV.UK young workers' hours; Acas (as of November 2026).",
    ]


def test_where_the_day_is_not_said_each_kind_of_day_is() -> None:
    lines = work_text(LIBRARY, school(14, hours=5), today=TODAY).splitlines()

    assert lines[:2] == [
        "At 14 it depends on the day.",
        (
            "• School day: at most 2 hours. Sunday: at most 2 hours. "
            "Saturday or holidays: at most 5 hours at that age."
        ),
    ]
    assert "• There must be a break of 1 hour after 4 hours." in lines


@pytest.mark.parametrize(
    ("hours", "is_told"), [("4.5", False), ("4.6", True)], ids=["4½ hours", "more"]
)
def test_a_break_is_told_from_where_it_is_due(hours: str, is_told: bool) -> None:
    text = work_text(LIBRARY, after(hours=hours), today=TODAY)

    assert ("There must be a break of 30 minutes if you work over 4½ hours." in text) is is_told


def test_a_yes_at_16_without_a_birthday_says_on_what_it_hangs() -> None:
    text = work_text(LIBRARY, after(16, hours=8), today=TODAY, may_be_school_age=True)

    assert "the last Friday in June" in text
    assert "Until then the limits are tighter." in text


def test_rules_that_are_out_of_date_are_not_told() -> None:
    text = work_text(LIBRARY, school(hours=2), today=date(2031, 1, 1))

    assert text == "The rules I had on this are out of date, so I can't say."


def test_an_adult_hears_that_these_limits_are_not_theirs() -> None:
    text = work_text(LIBRARY, after(19, hours=12), today=TODAY)

    assert "On the rules for adults I have no checked facts." in text


@pytest.mark.parametrize(("age", "is_said"), [(15, False), (16, True)])
def test_who_is_16_and_still_at_school_is_told_until_when(age: int, is_said: bool) -> None:
    told = work_text(LIBRARY, school(age, hours=8, day=DayKind.SCHOOL_DAY), today=TODAY)

    assert ("You still count as school age." in told) is is_said
    assert ("GOV.UK school leaving age" in told) is is_said
