"""Faults on demand: each kind, which calls it meets, and the strict flood control."""

import asyncio
import time

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter

from tests.telegram_server.control import Control
from tests.telegram_server.flood import FloodControl
from tests.telegram_server.server import TelegramServer


async def test_429_says_how_long_to_wait_and_sends_nothing(
    bot: Bot, control: Control, sam: int
) -> None:
    control.fault("too_many_requests", method="sendMessage", retry_after=7)

    with pytest.raises(RetryAfter) as waiting:
        await bot.send_message(sam, "x")

    assert waiting.value._retry_after.total_seconds() == 7
    assert control.sent() == []
    [call] = control.calls(method="sendMessage")
    assert (call.status, call.fault, call.applied) == (429, "too_many_requests", False)
    assert call.description == "Too Many Requests: retry after 7"
    assert await bot.send_message(sam, "x")


@pytest.mark.filterwarnings("ignore:.*invalid JSON.*")
async def test_502_is_a_page_of_html(bot: Bot, control: Control, sam: int) -> None:
    control.fault("bad_gateway")

    with pytest.raises(NetworkError, match=r"Bad Gateway \(502\)"):
        await bot.send_message(sam, "x")

    assert control.sent() == []


async def test_500_is_a_network_error(bot: Bot, control: Control, sam: int) -> None:
    control.fault("server_error")

    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(sam, "x")


@pytest.mark.parametrize(("applied", "sent"), [(True, ["x"]), (False, [])])
async def test_a_lost_answer_leaves_the_message_or_not(
    bot: Bot, control: Control, sam: int, applied: bool, sent: list[str]
) -> None:
    control.fault("lost", applied=applied)

    with pytest.raises(NetworkError):
        await bot.send_message(sam, "x")

    assert control.texts() == sent
    [call] = control.calls(method="sendMessage")
    assert (call.answered, call.applied) == (False, applied)
    await bot.send_message(sam, "x")
    assert control.duplicates() == sent


async def test_a_502_may_come_after_the_message_was_sent(
    bot: Bot, control: Control, sam: int
) -> None:
    control.fault("bad_gateway", applied=True)

    with pytest.raises(NetworkError):
        await bot.send_message(sam, "x")

    assert control.texts() == ["x"]


async def test_a_delay_answers_late_and_rightly(bot: Bot, control: Control, sam: int) -> None:
    control.fault("delay", delay_s=0.3)
    started = time.monotonic()

    assert await bot.send_message(sam, "x")
    assert time.monotonic() - started > 0.3


async def test_a_fault_waits_for_its_method_and_chat(bot: Bot, control: Control, sam: int) -> None:
    ann = control.make_user("Ann")
    control.command(ann, "start")
    control.fault("server_error", method="sendMessage", chat_id=ann, times=2)

    assert await bot.get_me()
    assert await bot.send_message(sam, "x")
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(ann, "x")
    assert await bot.send_message(ann, "x")


async def test_a_fault_can_last_until_it_is_cleared(bot: Bot, control: Control) -> None:
    control.fault("server_error", times=None)
    for _ in range(5):
        with pytest.raises(NetworkError):
            await bot.get_me()

    control.clear_faults()

    assert await bot.get_me()


async def test_updates_come_twice_and_out_of_order_on_demand(
    bot: Bot, control: Control, sam: int
) -> None:
    control.text(sam, "second")
    control.disturb_updates("duplicate")
    twice = await bot.get_updates()
    control.disturb_updates("out_of_order")
    turned = await bot.get_updates()

    assert [update.update_id - twice[0].update_id for update in twice] == [0, 0, 1, 1]
    assert [update.update_id - twice[0].update_id for update in turned] == [1, 0]
    assert len(await bot.get_updates()) == 2


async def test_a_server_that_is_gone_comes_back_with_all_it_knew(
    server: TelegramServer, bot: Bot, control: Control, sam: int
) -> None:
    server.stop()
    with pytest.raises(NetworkError):
        await bot.get_me()
    control.text(sam, "sent meanwhile")

    server.start()

    assert [update.message and update.message.text for update in await bot.get_updates()] == [
        "/start",
        "sent meanwhile",
    ]


async def test_strict_flood_tolerates_three_at_once(bot: Bot, control: Control, sam: int) -> None:
    control.strict_flood()
    for number in range(3):
        await bot.send_message(sam, str(number))

    with pytest.raises(RetryAfter):
        await bot.send_message(sam, "3")
    control.strict_flood(on=False)
    assert await bot.send_message(sam, "3")


def test_flood_control_allows_one_a_second_in_a_chat() -> None:
    flood = FloodControl()
    flood.is_on = True

    assert [flood.wait_s(1, 0.0) for _ in range(4)] == [0, 0, 0, 1]
    assert [flood.wait_s(1, 1.0) for _ in range(2)] == [0, 1]
    assert flood.wait_s(2, 1.0) == 0


def test_flood_control_allows_thirty_a_second_in_all() -> None:
    flood = FloodControl()
    flood.is_on = True

    assert [flood.wait_s(chat, 0.0) for chat in range(31)] == [0] * 30 + [1]
    assert flood.wait_s(99, 1.1) == 0


async def test_calls_are_recorded_in_the_order_of_arrival(
    bot: Bot, control: Control, sam: int
) -> None:
    before = time.time()
    control.fault("delay", delay_s=0.2, method="sendMessage")
    await asyncio.gather(bot.send_message(sam, "slow"), _a_moment_later(bot, sam))
    with pytest.raises(BadRequest):
        await bot.send_message(7, "nobody")

    calls = control.calls(method="sendMessage")

    assert [call.arguments["text"] for call in calls] == ["slow", "fast", "nobody"]
    assert [call.status for call in calls] == [200, 200, 400]
    assert [call.chat_id for call in calls] == [sam, sam, 7]
    assert before < calls[0].arrived_at < calls[1].arrived_at < calls[2].arrived_at
    assert control.texts(after=calls[0].number) == ["fast"]


async def _a_moment_later(bot: Bot, chat_id: int) -> None:
    await asyncio.sleep(0.05)
    await bot.send_message(chat_id, "fast")
