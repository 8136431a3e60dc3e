"""Our own limits: a chat never delays another, and all together stay under Telegram's limit."""

import asyncio
import time

import pytest

from bot.telegram.backoff import Backoff
from bot.telegram.holds import Holds
from bot.telegram.pace import BURST, Pace


async def times_of(pace, *keys):
    """Return when each of these turns came, in seconds from now, all asked for at once."""
    start = time.monotonic()

    async def one(key):
        await pace.turn(key)
        return time.monotonic() - start

    return await asyncio.gather(*(one(key) for key in keys))


async def test_a_chat_gets_one_turn_in_its_time():
    pace = Pace(per_chat_s=0.1)

    start = time.monotonic()
    for _ in range(3):
        await pace.turn("a")

    assert 0.2 <= time.monotonic() - start < 0.35


async def test_all_chats_together_stay_under_the_rate():
    pace = Pace(in_all_per_s=100)

    took = await times_of(pace, *(str(number) for number in range(30)))

    assert max(took) >= (30 - BURST - 1) / 100
    assert max(took) < 0.5


async def test_one_chats_flood_pauses_nobody_else():
    pace = Pace()

    assert not any(pace.flooded("a", 30) for _ in range(5))
    assert not pace.flooded("b", 30)
    [took] = await times_of(pace, "c")
    assert took < 0.05


async def test_floods_of_three_chats_pause_all():
    pace = Pace()

    assert [pace.flooded(key, 0.2) for key in "abc"] == [False, False, True]
    assert not pace.spare()
    [took] = await times_of(pace, "d")
    assert 0.19 <= took < 0.4
    assert pace.spare()


async def test_turns_of_no_importance_are_taken_only_where_nobody_waits():
    pace = Pace(in_all_per_s=10)

    assert [pace.spare() for _ in range(BURST + 3)].count(True) == BURST + 1


async def test_old_chats_are_forgotten(monkeypatch):
    monkeypatch.setattr("bot.telegram.pace._MOST_KEPT", 3)
    pace = Pace(per_chat_s=0.0, in_all_per_s=1e6)

    for number in range(10):
        await pace.turn(str(number))

    assert len(pace._free_at) <= 4


def test_pauses_double_with_jitter_up_to_a_minute_and_begin_anew():
    backoff = Backoff()

    pauses = [backoff.next_s() for _ in range(9)]
    backoff.succeeded()

    for pause, whole in zip(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60], strict=True):
        assert whole / 2 <= pause <= whole
    assert backoff.next_s() <= 1


async def test_after_an_outage_the_first_success_frees_everybody(monkeypatch):
    monkeypatch.setattr("bot.telegram.holds._RELEASE_AFTER_S", 0.0)
    holds = Holds(first_s=30)

    assert [holds.failed(key) for key in "abcd"] == [False] * 4
    assert holds.held() == set("abcd")
    holds.succeeded("a")

    assert holds.held() == set()


async def test_a_chat_that_fails_while_others_get_through_has_itself_to_blame():
    holds = Holds(first_s=30)

    holds.failed("a")
    await asyncio.sleep(0.01)
    holds.succeeded("b")
    assert holds.held() == {"a"}
    await asyncio.sleep(0.01)

    assert holds.failed("a")
    holds.let_go("a")
    assert holds.held() == set()


@pytest.mark.parametrize("chats", [1, 2])
async def test_a_success_frees_nobody_else_where_few_wait(chats):
    holds = Holds(first_s=30)
    for number in range(chats):
        holds.failed(str(number))

    holds.succeeded("other")

    assert len(holds.held()) == chats
