"""Quiet hours: when nobody is to be disturbed by what can wait."""

from datetime import datetime, time

from storage.clock import SCHOOL_TIME

QUIET_FROM = time(20, 0)  # school time
QUIET_TO = time(7, 30)


def is_quiet(now: datetime) -> bool:
    """Return whether reminders must wait at this moment; answers never do."""
    at = now.astimezone(SCHOOL_TIME).time()
    return at >= QUIET_FROM or at < QUIET_TO
