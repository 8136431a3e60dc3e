"""Measures the trained model on labelled sentences: `python -m bot.rasa.evaluate FILE`.

Every sentence goes through the whole pipeline as in a chat, once as it is and once miswritten
with a fixed seed. `--write docs/nlu.md` puts the report between that page's two markers.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rasa.core.agent import Agent
from rasa.model import get_latest_model

from bot.rasa.examples import Example, read_examples
from bot.rasa.logs import configure_training_logs
from bot.rasa.measures import FALLBACK, Reading
from bot.rasa.report import replace_section, report
from bot.rasa.typos import misspelt

TYPO_SEED = "evaluation"  # neither that of training nor that of validation
SECTION = "held-out"


@dataclass(frozen=True)
class Measured:
    """What the model made of sentences as written and miswritten, and its time for one."""

    clean: list[Reading]
    typos: list[Reading]
    parse_ms: float  # CPU, median


def main(arguments: list[str] | None = None) -> int:
    """Print the report, write it where asked, and return the exit code."""
    options = _options(arguments)
    configure_training_logs()
    model = get_latest_model(str(options.models))
    if model is None:
        sys.stderr.write(f"no model in {options.models}: run `foothold train` first\n")
        return 1
    agent = Agent.load(model)
    measured = asyncio.run(measure(agent, read_examples(options.examples)))
    head = (
        f"{len(measured.clean)} sentences, {measured.parse_ms:.1f} ms of CPU for one (median), "
        f"model {agent.model_id[:8]}."
    )
    text = "\n".join([head, "", *report(measured.clean, measured.typos)])
    sys.stdout.write(text)
    if options.write is not None:
        replace_section(options.write, text, name=SECTION)
    return 0


async def measure(agent: Agent, examples: Sequence[Example]) -> Measured:
    """Return what the model makes of every sentence, as written and miswritten."""
    times: list[float] = []
    clean: list[Reading] = []
    for example in examples:
        started = time.process_time()
        clean.append(await _read(agent, example, example.text))
        times.append(time.process_time() - started)
    typos = [
        await _read(agent, example, misspelt(example.text, seed=TYPO_SEED)) for example in examples
    ]
    return Measured(clean, typos, median(times) * 1000)


async def _read(agent: Agent, example: Example, text: str) -> Reading:
    parsed: dict[str, Any] = await agent.parse_message(text)
    ranking = [guess for guess in parsed.get("intent_ranking", []) if guess["name"] != FALLBACK]
    return Reading(
        example,
        str(parsed["intent"]["name"]),
        tuple(str(guess["name"]) for guess in ranking),
        tuple(
            str(entity["value"])
            for entity in parsed["entities"]
            if entity["entity"] == "occupation"
        ),
        float(ranking[0]["confidence"]) if ranking else 0.0,
    )


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.rasa.evaluate", description=__doc__)
    parser.add_argument("examples", type=Path, help="labelled sentences: .yml, or .csv")
    parser.add_argument(
        "--models", type=Path, default=Path("models"), help="the newest is measured"
    )
    parser.add_argument("--write", type=Path, help="the page that gets the report")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
