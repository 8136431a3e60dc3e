"""getUpdates: offsets, limits, kinds, long polling, and one poller at a time."""

import asyncio
import time
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import Conflict

from tests.telegram_server.control import Control
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.updates import FIRST_UPDATE_ID

OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance"


async def texts(bot: Bot, **arguments: Any) -> list[str]:
    """Return the texts of what getUpdates returns."""
    found = await bot.get_updates(**arguments)
    return [update.message.text or "" for update in found if update.message]


@pytest.fixture
def five(control: Control) -> int:
    """Five waiting messages, "1" to "5"; the first update's id."""
    user_id = control.make_user()
    posted = [control.text(user_id, str(number)) for number in range(1, 6)]
    assert [each.update_id for each in posted] == list(range(FIRST_UPDATE_ID, FIRST_UPDATE_ID + 5))
    return FIRST_UPDATE_ID


async def test_updates_stay_until_they_are_confirmed(bot: Bot, five: int) -> None:
    assert await texts(bot) == await texts(bot) == ["1", "2", "3", "4", "5"]
    assert await texts(bot, offset=five + 3) == ["4", "5"]
    assert await texts(bot) == ["4", "5"]
    assert await texts(bot, offset=five) == ["4", "5"]
    assert await texts(bot, offset=five + 5) == []
    assert await texts(bot) == []


async def test_a_limit_returns_the_oldest(bot: Bot, five: int) -> None:
    assert await texts(bot, limit=2) == ["1", "2"]
    assert await texts(bot, offset=five + 2, limit=1) == ["3"]


async def test_a_negative_offset_keeps_the_last_and_forgets_the_rest(bot: Bot, five: int) -> None:
    assert await texts(bot, offset=-2) == ["4", "5"]
    assert await texts(bot) == ["4", "5"]
    assert await texts(bot, offset=-100) == ["4", "5"]


async def test_an_offset_far_ahead_confirms_nothing(bot: Bot, five: int) -> None:
    assert await texts(bot, offset=five + 1000) == ["1", "2", "3", "4", "5"]


async def test_no_more_than_a_hundred_come_at_once(bot: Bot, control: Control) -> None:
    user_id = control.make_user()
    for number in range(120):
        control.text(user_id, str(number))

    assert len(await bot.get_updates(limit=100)) == 100
    assert len(await bot.get_updates(offset=FIRST_UPDATE_ID + 100)) == 20


async def test_kinds_that_are_not_wanted_are_never_kept(
    bot: Bot, control: Control, five: int
) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    user_id = control.make_user()
    posted = control.text(user_id, "unheard")

    assert posted.update_id is None
    assert len(await texts(bot)) == 5
    await bot.get_updates(allowed_updates=[])
    control.text(user_id, "heard")
    assert (await texts(bot))[-1] == "heard"


async def test_a_long_poll_waits_for_the_next_update(bot: Bot, control: Control) -> None:
    user_id = control.make_user()
    poll = asyncio.create_task(texts(bot, timeout=5))
    await asyncio.sleep(0.1)
    assert not poll.done()

    control.text(user_id, "now")

    assert await asyncio.wait_for(poll, 1) == ["now"]


async def test_a_long_poll_ends_empty_after_its_time(bot: Bot) -> None:
    started = time.monotonic()

    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 < time.monotonic() - started < 2


async def test_a_second_poller_ends_the_first(bot: Bot, server: TelegramServer) -> None:
    async with Bot(server.token, base_url=server.base_url) as other:
        first = asyncio.create_task(bot.get_updates(timeout=5))
        await asyncio.sleep(0.1)
        second = asyncio.create_task(other.get_updates(timeout=1))

        with pytest.raises(Conflict) as refused:
            await first

        assert str(refused.value).startswith(OTHER)
        assert await second == ()


async def test_a_webhook_ends_a_poll_and_forbids_the_next(bot: Bot, server: TelegramServer) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.1)
    async with Bot(server.token, base_url=server.base_url) as other:
        await other.set_webhook("http://127.0.0.1:9/")

    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await first
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active; use"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_pending_updates_can_be_dropped(bot: Bot, control: Control, five: int) -> None:
    assert (await bot.get_webhook_info()).pending_update_count == 5

    await bot.delete_webhook(drop_pending_updates=True)

    assert control.pending() == []


def test_a_poll_that_nobody_reads_any_more_loses_nothing(
    server: TelegramServer, control: Control
) -> None:
    address = f"{server.base_url}{server.token}/getUpdates"
    user_id = control.make_user()
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(address, params={"timeout": 5}, timeout=0.2)

    control.text(user_id, "still here")

    found = httpx.get(address, params={"timeout": 5}).json()["result"]
    assert [update["message"]["text"] for update in found] == ["still here"]


async def test_repeated_conflicts_are_held_back(server: TelegramServer, bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/")
    started = time.monotonic()
    for _ in range(2):
        with pytest.raises(Conflict):
            await bot.get_updates()

    assert time.monotonic() - started >= server.world.timing.conflict_pause_s


async def test_it_is_recorded_when_an_update_went_out_and_was_confirmed(
    bot: Bot, control: Control, five: int
) -> None:
    await bot.get_updates()
    await bot.get_updates(offset=five + 1, limit=1)

    first, second, third = control.updates()[:3]

    assert (first.deliveries, second.deliveries, third.deliveries) == (1, 2, 1)
    assert (second.confirmed_at, third.confirmed_at) == (None, None)
    assert first.confirmed_at is not None
    assert first.confirmed_at >= first.posted_at
