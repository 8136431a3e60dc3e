"""Replies: how long one student and sixteen wait, and how many turns a second that makes."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench import stock
from bench.product import Product
from bench.students import Student

QUESTION = "how much does an electrician earn"  # a custom action reads the knowledge base
WARM_UP = 3
TURNS_ALONE = 60
TURNS_EACH_OF_16 = 20


@dataclass(frozen=True)
class Latency:
    """Milliseconds from sending to reading the answer, and turns a second."""

    p50_ms: float
    p95_ms: float
    turns_per_s: float


Ask = Callable[[], Awaitable[None]]


async def measure(asks: list[Ask], turns: int) -> Latency:
    """Let every asker ask `turns` times in a closed loop, all at once."""
    times: list[float] = []

    async def one(ask: Ask) -> None:
        for _ in range(turns):
            started = time.perf_counter()
            await ask()
            times.append((time.perf_counter() - started) * 1000)

    started = time.perf_counter()
    await asyncio.gather(*(one(ask) for ask in asks))
    elapsed_s = time.perf_counter() - started
    cuts = statistics.quantiles(times, n=20)
    return Latency(statistics.median(times), cuts[18], len(times) / elapsed_s)


async def ours(product: Product, students: int, turns: int) -> Latency:
    """Measure through the durable path: HTTP in, database, Rasa, actions, database, HTTP out."""
    async with httpx.AsyncClient(base_url=product.url, timeout=90) as http:
        chats = [await Student.start(http) for _ in range(students)]
        for chat in chats:
            for _ in range(WARM_UP):
                await chat.ask(QUESTION)

        def asker(chat: Student) -> Ask:
            async def ask() -> None:
                await chat.ask(QUESTION)

            return ask

        return await measure([asker(chat) for chat in chats], turns)


async def stocks(url: str, students: int, turns: int) -> Latency:
    """Measure stock Rasa's REST channel: nothing encrypted, nothing kept."""
    async with httpx.AsyncClient(timeout=90) as http:

        def asker(sender: str) -> Ask:
            async def ask() -> None:
                body = {"sender": sender, "message": stock.MESSAGE}
                answer = await http.post(url, json=body)
                if not answer.json():
                    raise ValueError("stock Rasa said nothing")

            return ask

        asks = [asker(f"s{number}-{students}") for number in range(students)]
        for ask in asks:
            for _ in range(WARM_UP):
                await ask()
        return await measure(asks, turns)


def compare(product: Product, folder: Path) -> dict[str, Latency]:
    """Return the latencies of both, one student and sixteen."""
    results = {
        "ours, 1 student": asyncio.run(ours(product, 1, TURNS_ALONE)),
        "ours, 16 students": asyncio.run(ours(product, 16, TURNS_EACH_OF_16)),
    }
    with stock.running_stock(folder) as url:
        results["stock, 1 student"] = asyncio.run(stocks(url, 1, TURNS_ALONE))
        results["stock, 16 students"] = asyncio.run(stocks(url, 16, TURNS_EACH_OF_16))
    return results
