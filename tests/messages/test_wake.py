"""Nudges: every waiting task is woken, and a task that is to end, ends."""

import asyncio

import pytest

from messages.wake import Bell, WakeListener, WakeSender


async def test_one_nudge_wakes_every_task(free_port):
    listener = await WakeListener.listen(free_port)
    waiting = [asyncio.create_task(wait(10)) for wait in (listener.wait, listener.bell().wait)]
    await asyncio.sleep(0)

    sender = WakeSender(free_port)
    sender.wake()
    await asyncio.wait_for(asyncio.gather(*waiting), 2)

    sender.close()
    listener.close()
    await asyncio.sleep(0.05)


async def test_a_nudge_and_the_end_at_the_same_moment_end_the_task():
    bell = Bell()
    task = asyncio.create_task(bell.wait(10))
    await asyncio.sleep(0)

    bell.ring()
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
