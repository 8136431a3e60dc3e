"""Quiet hours in school time, in winter and in summer."""

from datetime import UTC, datetime

import pytest

from messages.domain.quiet import is_quiet


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-11-23T19:59", False),
        ("2026-11-23T20:00", True),
        ("2026-11-24T07:29", True),
        ("2026-11-24T07:30", False),
        ("2026-07-01T18:59", False),
        ("2026-07-01T19:00", True),  # British summer time
        ("2026-07-01T06:29", True),
        ("2026-07-01T06:30", False),
    ],
)
def test_reminders_wait_from_evening_to_morning(moment, quiet):
    assert is_quiet(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is quiet
