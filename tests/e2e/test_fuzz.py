"""Fuzzed messages and malformed updates at the webhook of the running product: the short form.

`make bench` sends 10,000 and 1,000.
"""

from pathlib import Path

import pytest

from bench.fuzz import NO_ANSWER, fuzz
from bench.product import FOOTHOLD

pytestmark = [pytest.mark.running, pytest.mark.slow]


def test_nothing_that_is_sent_breaks_or_blocks_anything(tmp_path: Path) -> None:
    if not FOOTHOLD.exists():
        pytest.skip("the service environment is not set up: run `make setup`")

    report = fuzz(tmp_path / "home", messages=300, malformed=200, chats=20)

    print(report)
    assert set(report.statuses) - {NO_ANSWER} == {200, 413, 415}
    assert report.gateway_restarts == 0
    assert (report.server_errors, report.chats_not_answered) == (0, 0)
    assert (report.stuck_messages, report.stuck_deliveries) == (0, 0)
    assert report.deliveries_given_up == 0
    assert report.texts_in_logs == 0
