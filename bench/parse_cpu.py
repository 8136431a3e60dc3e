"""CPU time of understanding one message, in Rasa's own environment; prints JSON.

Run by `bench.understanding` as `.venv/rasa/bin/python -m bench.parse_cpu`.
"""

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.model import get_latest_model

TEXTS = (
    "how much does an electrician earn",
    "hi",
    "im in year 10 and live in leeds, i like animals",
    "wat do u need 2 b a vet nurse",
    "find me work experiance in a garage near hull in the summer holidays please",
    "whats the weather like",
)
WARM_UP, ROUNDS = 5, 50


async def measure(agent: Agent) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds of CPU, all threads."""
    times = []
    for number in range(WARM_UP + ROUNDS):
        for text in TEXTS:
            started = time.process_time()
            await agent.processor.parse_message(UserMessage(text))
            if number >= WARM_UP:
                times.append((time.process_time() - started) * 1000)
    return {"p50_ms": statistics.median(times), "p95_ms": statistics.quantiles(times, n=20)[18]}


def main() -> None:
    """Load the newest model of the given folder and measure."""
    agent = Agent()
    agent.load_model(str(get_latest_model(str(Path(sys.argv[1])))))
    print(json.dumps(asyncio.run(measure(agent))))


if __name__ == "__main__":
    main()
