"""Processes are killed while students write on Telegram: nothing lost, doubled or reordered."""

import sys

import pytest

from bench.chaos.stages import on_laptop
from bench.chaos.storm import Times, storm
from bench.chaos.troubles import KILLED, Kills

pytestmark = [pytest.mark.running, pytest.mark.slow]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc")
async def test_nothing_is_lost_on_telegram_when_processes_are_killed(tmp_path):
    with on_laptop(tmp_path / "home") as stage:
        crowd = await stage.crowd(guests=6, applicants=4, worried=2)
        killing = Kills(stage.product, len(KILLED), 8.0)
        account = (await storm(crowd, killing, Times(5, 2, 1, 9))).account

    print(account)
    assert killing.done == len(KILLED)
    assert account.sent == 60
    assert account.alerts > 0
    assert account.told_late > 0
    assert account.wrong == {}
