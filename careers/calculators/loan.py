"""What a student loan takes out of a salary: a share of what lies above a threshold."""

from dataclasses import dataclass
from decimal import Decimal

from careers.content_types import Law

MONTHS_IN_YEAR = 12
_PERCENT = 100


@dataclass(frozen=True)
class LoanTerms:
    """How a loan is paid back; the figures are laws.yml's."""

    plan: Law
    above: Law  # pounds a year
    share: Law  # percent
    ends: Law  # years

    @property
    def laws(self) -> tuple[Law, ...]:
        """All that an answer rests on."""
        return (self.plan, self.above, self.share, self.ends)


@dataclass(frozen=True)
class LoanResult:
    """Pounds: the part of the year's pay that counts, and what is paid back of it."""

    counted: Decimal
    a_year: Decimal

    @property
    def a_month(self) -> Decimal:
        """A twelfth of the year's."""
        return self.a_year / MONTHS_IN_YEAR


def repayment(salary: Decimal, terms: LoanTerms) -> LoanResult:
    """Return what is paid back out of a year's pay in pounds; nothing up to the threshold.

    Raises:
        ValueError: the salary lies below zero.
    """
    if salary < 0:
        raise ValueError("a salary lies below zero")
    counted = max(Decimal(0), salary - terms.above.number)
    return LoanResult(counted, counted * terms.share.number / _PERCENT)
