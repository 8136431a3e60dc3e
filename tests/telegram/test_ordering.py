"""Updates that come side by side: each chat's are let in by their numbers."""

import asyncio
import json

import httpx
import pytest

from bot.telegram.ordering import EarlierFirstError, InOrder
from bot.telegram.webhook import SECRET_HEADER
from bot.telegram.webhook_setup import secrets_of, set_webhook
from storage.database import StoreUnavailableError
from tests.telegram.conftest import until
from tests.telegram.test_webhook import listening, port, settings, texts_of

__all__ = ["port", "settings"]  # fixtures


async def order_after(number):
    """Return an order that has met an update, and waits long for what may be on its way."""
    made = InOrder(gap_s=0.0)
    async with made.turn(1, number):
        pass
    made.gap_s = 30.0
    return made


@pytest.fixture
async def order():
    return await order_after(100)


async def run(order, seen, chat, number, error=None):
    async with order.turn(chat, number):
        await asyncio.sleep(0)
        seen.append(number)
        if error is not None:
            raise error


async def begun(*works):
    tasks = []
    for work in works:
        tasks.append(asyncio.create_task(work))
        await asyncio.sleep(0.01)
    return tasks


async def test_a_lower_number_that_comes_later_goes_first(order):
    seen = []
    await asyncio.gather(*await begun(*(run(order, seen, 1, n) for n in (103, 102, 101))))
    assert seen == [101, 102, 103]


async def test_a_number_that_never_comes_holds_nobody_for_long(order):
    order.gap_s, seen = 0.05, []
    await asyncio.gather(*await begun(run(order, seen, 1, 103), run(order, seen, 2, 104)))
    assert seen == [103, 104]


async def test_one_chat_waits_for_no_other(order):
    seen, gate = [], asyncio.Event()

    async def slow():
        async with order.turn(1, 101):
            await gate.wait()
            seen.append(101)

    tasks = await begun(slow(), run(order, seen, 1, 102), run(order, seen, 2, 103))
    await asyncio.wait_for(tasks[2], 5)
    gate.set()
    await asyncio.gather(*tasks)
    assert seen == [103, 101, 102]


async def test_what_was_not_kept_comes_again_before_what_was_sent_after_it(order):
    seen = []
    with pytest.raises(StoreUnavailableError):
        await run(order, seen, 1, 101, StoreUnavailableError("away"))
    with pytest.raises(EarlierFirstError):
        await run(order, seen, 1, 102)
    await run(order, seen, 2, 103)  # somebody else's
    await run(order, seen, 1, 101)
    await run(order, seen, 1, 102)

    assert seen == [101, 103, 101, 102]  # the first try of 101 ran, too


async def test_what_is_owed_and_never_comes_is_forgotten_in_time(order):
    order.owed_s, seen = 0.0, []
    with pytest.raises(StoreUnavailableError):
        await run(order, seen, 1, 101, StoreUnavailableError("away"))
    await run(order, seen, 1, 102)

    assert seen == [101, 102]


async def test_numbers_may_begin_anew(order):
    order.gap_s, seen = 0.01, []
    for number in (101, 7, 8, 9_000_000, 9_000_001):
        await run(order, seen, 1, number)

    assert seen == [101, 7, 8, 9_000_000, 9_000_001]


async def test_nothing_is_remembered_for_long(order):
    order.gap_s = order.owed_s = 0.01
    for number in range(101, 400, 3):
        await run(order, [], number, number)
    await asyncio.sleep(0.02)
    await run(order, [], 1, 400)
    await asyncio.sleep(0.02)
    await run(order, [], 2, 401)

    assert len(order._chats) <= 2
    assert len(order._missing) == 0


async def test_what_was_refused_is_awaited_as_well(order):
    seen = []
    with pytest.raises(StoreUnavailableError):
        await run(order, seen, 1, 101, StoreUnavailableError("away"))
    with pytest.raises(EarlierFirstError):
        await run(order, seen, 1, 102)
    await run(order, seen, 1, 101)
    with pytest.raises(EarlierFirstError):
        await run(order, seen, 1, 103)  # 102 has not come again yet
    for number in (102, 103):
        await run(order, seen, 1, number)

    assert seen == [101, 101, 102, 103]


async def test_the_next_of_its_kind_can_only_come_once_the_one_before_was_taken(order):
    """A press waits while a slow text is kept, and lets the text between them come first."""
    order.gap_s, seen, gate = 0.2, [], asyncio.Event()

    async def slow():
        async with order.turn(1, 101):
            await gate.wait()
            seen.append(101)

    tasks = await begun(slow(), run(order, seen, 1, 103))
    await asyncio.sleep(0.4)  # longer than a gap
    gate.set()
    await tasks[0]
    tasks += await begun(run(order, seen, 1, 102))
    await asyncio.gather(*tasks)

    assert seen == [101, 102, 103]


async def test_the_same_update_twice_at_once_goes_twice_in_turn(order):
    seen = []
    await asyncio.gather(*await begun(run(order, seen, 1, 101), run(order, seen, 1, 101)))
    assert seen == [101, 101]


async def test_a_press_that_overtook_the_text_before_it_is_kept_after_it(stage, settings, port):
    user, key = stage.student()
    stage.say(key, "Which?", buttons=["Pay"])
    async with stage.sender():
        [sent] = await stage.control.wait_sent(1, chat_id=user)
    stage.control.text(user, "first")
    stage.control.press(user, sent.message_id, label="Pay")
    stage.control.text(user, "third")
    updates = await stage.client.raw_updates(offset=None, wait_s=0)
    secrets = secrets_of(stage.db, settings)
    headers = {"content-type": "application/json", SECRET_HEADER: secrets.token}
    url = f"http://127.0.0.1:{port}/telegram/{secrets.path}"

    async def post(update):
        async with httpx.AsyncClient(trust_env=False, verify=False) as http:
            return (await http.post(url, content=json.dumps(update), headers=headers)).status_code

    order = await order_after(updates[0]["update_id"] - 1)
    async with listening(stage, settings, port, order=order):
        tasks = await begun(*(post(update) for update in reversed(updates)))
        assert await asyncio.gather(*tasks) == [200] * 4

    assert [text for _kind, text in stage.heard()[-3:]] == ["first", "/Pay", "third"]


async def test_presses_and_texts_of_an_outage_come_in_the_order_of_the_student(
    stage, settings, port, monkeypatch
):
    user, key = stage.student()
    stage.say(key, *(f"Q{number}" for number in range(5)), buttons=["Pay"])
    async with stage.sender():
        asked = await stage.control.wait_sent(5, chat_id=user)
    intake = stage.intake()
    take, failures = intake.take, iter([True, False, True, True, False, True])

    async def away_now_and_then(raw):
        if next(failures, False):
            raise StoreUnavailableError("away")
        await take(raw)

    monkeypatch.setattr(intake, "take", away_now_and_then)
    order = await order_after(stage.control.pending()[0]["update_id"] - 1)
    async with listening(stage, settings, port, intake, order):
        await set_webhook(stage.client, stage.db, settings)
        for number, sent in enumerate(asked):
            stage.control.text(user, f"text {number}")
            stage.control.press(user, sent.message_id, label="Pay")
        await until(lambda: stage.control.pending() == [])

    heard = stage.heard()[-10:]
    assert texts_of(stage) == [f"text {number}" for number in range(5)]
    assert heard == [pair for n in range(5) for pair in (("text", f"text {n}"), ("button", "/Pay"))]
