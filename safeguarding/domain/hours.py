"""When somebody at a school reads alerts: weekdays, hours, bank holidays of England."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from storage.clock import SCHOOL_TIME

ACKNOWLEDGE_WITHIN = timedelta(minutes=30)  # of school time; our own target, no rule sets one
_SATURDAY = 5
_CHRISTMAS = ((12, 24), (12, 31))
_SUMMER = ((8, 1), (8, 31))  # state schools' summer holidays cover August everywhere


@dataclass(frozen=True)
class SchoolHours:
    """The daily hours, in English time, in which the safeguarding staff are at work."""

    opens: time
    closes: time


def is_working_time(hours: SchoolHours, now: datetime) -> bool:
    """Return whether it is a working day between the hours (the closing minute is outside)."""
    local = now.astimezone(SCHOOL_TIME)
    return is_working_day(local.date()) and hours.opens <= local.time() < hours.closes


def next_opening(hours: SchoolHours, now: datetime) -> datetime:
    """Return the next moment, after `now`, at which a working day begins, in English time."""
    local = now.astimezone(SCHOOL_TIME)
    day = local.date()
    if not is_working_day(day) or local.time() >= hours.opens:
        day = _next_working_day(day)
    return datetime.combine(day, hours.opens, SCHOOL_TIME)


def acknowledge_by(hours: SchoolHours, raised_at: datetime) -> datetime:
    """Return when an alert becomes overdue: `ACKNOWLEDGE_WITHIN`, counted in working time.

    Holidays do not stop the clock: somebody answers for children in August too.
    """
    local = raised_at.astimezone(SCHOOL_TIME)
    if not is_working_time(hours, local):
        return next_opening(hours, local) + ACKNOWLEDGE_WITHIN
    closing = datetime.combine(local.date(), hours.closes, SCHOOL_TIME)
    over = local + ACKNOWLEDGE_WITHIN - closing
    return local + ACKNOWLEDGE_WITHIN if over <= timedelta() else next_opening(hours, local) + over


def is_working_day(day: date) -> bool:
    """Return whether it is a weekday and no bank holiday of England."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def is_sure_holiday(day: date) -> bool:
    """Return whether practically every school in England is shut: August and Christmas.

    Half terms and the rest of a school's own holidays are not known here.
    """
    spot = (day.month, day.day)
    return any(first <= spot <= last for first, last in (_CHRISTMAS, _SUMMER))


def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England in a year, without one-off ones.

    Banking and Financial Dealings Act 1971, schedule 1; Good Friday, Christmas Day and the
    substitute days are custom and yearly proclamation. Counted, not copied, so that they never
    run out.
    """
    easter = _easter(year)
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    moved: list[date] = []
    for day in fixed:
        while day.weekday() >= _SATURDAY or day in moved:
            day += timedelta(days=1)  # noqa: PLW2901 - the substitute day is what counts
        moved.append(day)
    return frozenset(
        [
            *moved,
            easter - timedelta(days=2),
            easter + timedelta(days=1),
            _monday_from(date(year, 5, 1)),
            _monday_from(date(year, 5, 25)),
            _monday_from(date(year, 8, 25)),
        ]
    )


def _next_working_day(day: date) -> date:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _easter(year: int) -> date:
    """Return Easter Sunday (the anonymous Gregorian computus, Nature, 20 April 1876)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    quads, left = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quads - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
