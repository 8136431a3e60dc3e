"""One chat is refused with 429: what do the others wait for their answers, calm and flooded?"""

import asyncio
import statistics
from contextlib import AbstractContextManager, nullcontext

from bench.chaos import troubles
from bench.chaos.account import account_of
from bench.chaos.crowd import Crowd, Student
from bench.chaos.rows import Row
from bench.chaos.stages import Stage
from bench.chaos.storm import settle

CHATS, PER_S = 20, 5.0
PHASE_S, PHASES = 15.0, 4
RETRY_AFTER_S = 2
_LOUD_EVERY_S = 2.0


async def flood(stage: Stage) -> Row:
    """429 again and again in one chat while 20 others write 5 messages a second.

    Calm and flooded stretches take turns, so that what else the machine does falls on both.
    """
    everybody = await stage.crowd(guests=CHATS + 1)
    loud = everybody.students[0]
    p95_ms: dict[str, list[float]] = {"calm": [], "flooded": []}
    wrong = 0
    for _ in range(PHASES):
        wrong += await _phase(everybody, loud, nullcontext(), p95_ms["calm"])
        trouble = troubles.flooded(stage.control, loud.user_id, retry_after=RETRY_AFTER_S)
        wrong += await _phase(everybody, loud, trouble, p95_ms["flooded"])
    wrong += sum((await asyncio.to_thread(account_of, everybody)).wrong.values())
    calm, flooded = (statistics.median(values) for values in p95_ms.values())
    told = "; ".join(
        f"{name} {'/'.join(f'{value:.0f}' for value in values)} ms"
        for name, values in p95_ms.items()
    )
    raised = f"other chats' p95 raised by {flooded - calm:.0f} ms (medians of {told})"
    return "429 in one chat of 21", f"{raised}; {wrong or 'nothing'} lost, doubled or out of order"


async def _phase(
    everybody: Crowd, loud: Student, trouble: AbstractContextManager[object], into: list[float]
) -> int:
    """Let all talk for a stretch; keep the others' p95, and return what went wrong with them."""
    others = everybody.without(loud)
    with trouble:
        talking = asyncio.create_task(others.talk(per_s=PER_S, seconds=PHASE_S))
        while not talking.done():
            everybody.say(loud, loud.script[0])
            await asyncio.wait({talking}, timeout=_LOUD_EVERY_S)
        await talking
    await settle(everybody)
    account = await asyncio.to_thread(account_of, others)
    into.append(account.p95_ms)
    return sum(account.wrong.values())
