"""Paying a student loan back: nothing up to the threshold, then a share of what lies above."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.calculators.loan import LoanTerms, repayment
from careers.calculators.loan_text import loan_text
from careers.library import load_library

LIBRARY = load_library()
LAWS = LIBRARY.laws
TERMS = LoanTerms(LAWS["loan-plan"], LAWS["loan-above"], LAWS["loan-share"], LAWS["loan-ends"])
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("salary", "a_year", "a_month"),
    [
        ("0", "0", "0"),
        ("20000", "0", "0"),
        ("25000", "0", "0"),
        ("25100", "9", "0.75"),
        ("30000", "450", "37.5"),
        ("45000", "1800", "150"),
    ],
)
def test_a_share_of_what_lies_above(salary: str, a_year: str, a_month: str) -> None:
    result = repayment(Decimal(salary), TERMS)

    assert (result.a_year, result.a_month) == (Decimal(a_year), Decimal(a_month))


def test_a_salary_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        repayment(Decimal(-1), TERMS)


salaries = st.decimals(min_value=0, max_value=200_000, places=2)


@given(salary=salaries, more=salaries)
def test_more_pay_is_never_less_paid_back_and_never_more_than_it(
    salary: Decimal, more: Decimal
) -> None:
    low, high = repayment(salary, TERMS), repayment(salary + more, TERMS)

    assert 0 <= low.a_year <= high.a_year
    assert high.a_year - low.a_year <= more


def test_the_working_is_shown() -> None:
    assert loan_text(LIBRARY, [Decimal(30000)], today=TODAY).splitlines() == [
        "£30,000 − £25,000 = £5,000.",
        "9% of £5,000 = £450 a year, so about £37.50 a month.",
        "That is for a Plan 5 loan. What is left after 40 years is written off.",
        "Another plan, or more than one loan? Ask the university's money team.",
        "Source: UCAS (as of November 2026).",
    ]


def test_below_the_threshold_nothing_is_paid_back() -> None:
    text = loan_text(LIBRARY, [Decimal(20000)], today=TODAY)

    assert text.startswith("£20,000 a year is not above £25,000, so you would pay back nothing.")


def test_terms_that_are_out_of_date_are_not_used() -> None:
    assert "£" not in loan_text(LIBRARY, [Decimal(30000)], today=date(2031, 1, 1))
