"""School years, ages and school-leaving dates in England, as pure functions of dates."""

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 7, 13  # the year groups of secondary education in England
FRIDAY = 4
AGE_AT_START_OF_YEAR_7 = 11  # on 31 August before it


def age_on(born_on: date, day: date) -> int:
    """Return the age in whole years; who is born on 29 February has it on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def day_of_age(born_on: date, age: int) -> date:
    """Return the first day on which somebody has that age; see `age_on`."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:  # born on 29 February, and that year has none
        return date(born_on.year + age, 3, 1)


def school_year_of(day: date) -> int:
    """Return the calendar year in which the day's school year began (1 September)."""
    return day.year if day.month >= 9 else day.year - 1


def first_day_of(school_year: int) -> date:
    """Return 1 September of a school year."""
    return date(school_year, 9, 1)


def year_group_on(year_group: int, known_in: int, day: date) -> int:
    """Return the year group on a day, given the one of the school year `known_in`.

    It moves up each 1 September; 14 and more means that the student has left.
    """
    return year_group + school_year_of(day) - known_in


def usual_year_group(born_on: date, school_year: int) -> int:
    """Return the year group that a child of this age is usually in."""
    age = age_on(born_on, date(school_year, 8, 31))
    return FIRST_YEAR + age - AGE_AT_START_OF_YEAR_7


def leaving_date(born_on: date) -> date:
    """Return the last day of compulsory school age: the school-leaving date.

    The last Friday in June of the school year (1 September to 31 August) in which the child
    turns 16 (Education Act 1996, section 8, and the School Leaving Date order of 1997).
    """
    sixteenth = date(born_on.year + 16, born_on.month, min(born_on.day, 28))
    june_30 = date(school_year_of(sixteenth) + 1, 6, 30)
    return june_30 - timedelta(days=(june_30.weekday() - FRIDAY) % 7)


def last_two_years_begin(born_on: date) -> date:
    """Return the first day of the last two years of compulsory schooling."""
    return first_day_of(leaving_date(born_on).year - 2)
