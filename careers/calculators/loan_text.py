"""The answer about paying a student loan back: the working, the terms, the source."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from careers.advice import sources_of
from careers.calculators.loan import LoanTerms, repayment
from careers.calculators.phrases import money, words
from careers.library import Library


def loan_text(library: Library, salaries: Sequence[Decimal], *, today: date) -> str:
    """Return what somebody with each of these pays, in pounds a year, would pay back."""
    laws = library.laws
    terms = LoanTerms(laws["loan-plan"], laws["loan-above"], laws["loan-share"], laws["loan-ends"])
    if not all(law.is_current(today) for law in terms.laws):
        return "\n".join([words.text("loan_stale"), words.text("loan_next")])
    lines = [
        *(line for salary in salaries for line in _working(salary, terms)),
        words.text("loan_terms", plan=terms.plan.said, ends=terms.ends.said),
        words.text("loan_next"),
        sources_of(terms.laws),
    ]
    return "\n".join(lines)


def _working(salary: Decimal, terms: LoanTerms) -> list[str]:
    result = repayment(salary, terms)
    values = {"salary": money(salary), "above": terms.above.said}
    if not result.a_year:
        return [words.text("loan_nothing", **values)]
    counted = money(result.counted)
    year, month = money(result.a_year), money(result.a_month)
    return [
        words.text("loan_above", counted=counted, **values),
        words.text("loan_share", share=terms.share.said, counted=counted, year=year, month=month),
    ]
