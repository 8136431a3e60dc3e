"""Year groups of a slot as one number, so that a database can filter by them."""

from collections.abc import Collection

from schools.domain.years import FIRST_YEAR, LAST_YEAR


def year_bits(year_groups: Collection[int]) -> int:
    """Return the year groups as bits: Year 7 is the lowest.

    Raises:
        ValueError: there is none, or one is not a year group.
    """
    if not year_groups or not all(FIRST_YEAR <= year <= LAST_YEAR for year in year_groups):
        raise ValueError(f"year groups go from {FIRST_YEAR} to {LAST_YEAR}")
    return sum(1 << (year - FIRST_YEAR) for year in set(year_groups))


def years_of(bits: int) -> frozenset[int]:
    """Return the year groups behind `year_bits`."""
    return frozenset(y for y in range(FIRST_YEAR, LAST_YEAR + 1) if bits & year_bit(y))


def year_bit(year_group: int) -> int:
    """Return the bit of one year group; 0 for one outside 7-13."""
    return 1 << (year_group - FIRST_YEAR) if FIRST_YEAR <= year_group <= LAST_YEAR else 0
