"""Quiet hours: when nobody is to be disturbed by what can wait."""

from dataclasses import dataclass
from datetime import datetime, time

from storage.clock import SCHOOL_TIME


@dataclass(frozen=True)
class QuietHours:
    """From when until when reminders wait, in school time; they may go over midnight.

    Raises:
        ValueError: both are the same time, which could mean always or never.
    """

    quiet_from: time
    quiet_to: time

    def __post_init__(self) -> None:
        if self.quiet_from == self.quiet_to:
            raise ValueError("quiet hours begin and end at different times")

    def are_on(self, now: datetime) -> bool:
        """Return whether reminders must wait at this moment; answers never do."""
        at = now.astimezone(SCHOOL_TIME).time()
        if self.quiet_from < self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to


USUAL = QuietHours(time(20, 0), time(7, 30))  # guests, and schools that have set none
