"""Every process is killed under load: nothing is lost, doubled, out of order or unanswered."""

import sys

import pytest

from bench.crash import KILLED, crash
from bench.product import running_product

pytestmark = [pytest.mark.running, pytest.mark.slow]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc")
def test_nothing_is_lost_when_every_process_is_killed_in_turn(tmp_path):
    with running_product(tmp_path / "home") as product:
        report = crash(product, chats=20, per_s=10.0, seconds=30.0)

    print(report)
    assert report.killed == len(KILLED)
    assert report.sent == 300
    assert report.applications > 0
    assert report.confirmed == report.applications  # each told once, as if nothing had happened
    assert (report.lost, report.doubled_messages, report.doubled_applications) == (0, 0, 0)
    assert (report.unanswered, report.out_of_order) == (0, 0)
    assert report.late_told > 0
    assert report.slowest_notice_s <= 5.0
