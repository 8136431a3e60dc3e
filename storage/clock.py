"""The one place that reads the clock; everything else is given `now` or `today`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SCHOOL_TIME = ZoneInfo("Europe/London")


def utc_now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def school_today() -> date:
    """Return today's date in England."""
    return datetime.now(SCHOOL_TIME).date()
