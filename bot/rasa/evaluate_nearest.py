"""Measures how often a described job is found: `python -m bot.rasa.evaluate_nearest FILE [FILE]`.

The first file holds descriptions with the job's id, the second messages that describe none. Every
message goes through the whole pipeline, once as it is and once miswritten with a fixed seed.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.model import get_latest_model

from bot.rasa.evaluate import TYPO_SEED
from bot.rasa.logs import configure_training_logs
from bot.rasa.nearest import NEAREST_OCCUPATIONS
from bot.rasa.typos import misspelt

TOPS = (1, 3, 5)
_SHOWN = 40  # of what was missed


@dataclass(frozen=True)
class Description:
    """What was typed, and the ids of the jobs that it may mean; none where it describes no job."""

    text: str
    occupations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """The jobs that a description was nearest to, and the scores of the nearest ones."""

    description: Description
    occupations: tuple[str, ...]
    score: float

    def is_within(self, top: int) -> bool:
        """Return whether a right job is among the first."""
        return not self.description.occupations.isdisjoint(self.occupations[:top])


def main(arguments: list[str] | None = None) -> int:
    """Print the shares and what was missed, and return the exit code."""
    options = _options(arguments)
    configure_training_logs()
    model = get_latest_model(str(options.models))
    if model is None:
        sys.stderr.write(f"no model in {options.models}: run `foothold train` first\n")
        return 1
    agent = Agent.load(model)
    descriptions = read_descriptions(options.descriptions)
    clean = asyncio.run(find(agent, descriptions))
    for name, found in (
        ("as written", clean),
        ("with typos", asyncio.run(find(agent, descriptions, seed=TYPO_SEED))),
    ):
        shares = ", ".join(f"top-{top} {share(found, top):.1%}" for top in TOPS)
        sys.stdout.write(f"{name}: {len(found)} descriptions, {shares}\n")
    for one in [one for one in clean if not one.is_within(TOPS[1])][:_SHOWN]:
        sys.stdout.write(f"  {one.description.text!r}: {', '.join(one.occupations)}\n")
    if options.others is not None:
        _report_others(clean, asyncio.run(find(agent, read_descriptions(options.others))))
    return 0


def read_descriptions(path: Path) -> list[Description]:
    """Return the messages of a file: rows with `text`, perhaps `occupation`, perhaps `also`."""
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Description(
            str(row["text"]),
            frozenset([row["occupation"], *row.get("also", ())] if "occupation" in row else ()),
        )
        for row in rows
    ]


async def find(
    agent: Agent, descriptions: Sequence[Description], *, seed: str | None = None
) -> list[Found]:
    """Return what the model finds near each description, miswritten where there is a seed."""
    found = []
    for one in descriptions:
        text = one.text if seed is None else misspelt(one.text, seed=seed)
        near = (await agent.parse_message(text)).get(NEAREST_OCCUPATIONS) or []
        jobs = tuple(str(job["id"]) for job in near)
        found.append(Found(one, jobs, float(near[0]["score"]) if near else 0.0))
    return found


def share(found: Sequence[Found], top: int) -> float:
    """Return the share of descriptions whose job is among the first."""
    return sum(one.is_within(top) for one in found) / len(found)


def _report_others(described: Sequence[Found], others: Sequence[Found]) -> None:
    """Print how many of either kind reach a score: what a threshold would take and let pass."""
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        taken = [
            sum(one.score >= least for one in some) / len(some) for some in (described, others)
        ]
        sys.stdout.write(f"score {least}: {taken[0]:.1%} described, {taken[1]:.1%} others\n")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bot.rasa.evaluate_nearest", description=__doc__
    )
    parser.add_argument("descriptions", type=Path, help="messages that describe a job, .yml")
    parser.add_argument("others", type=Path, nargs="?", help="messages that describe none, .yml")
    parser.add_argument(
        "--models", type=Path, default=Path("models"), help="the newest is measured"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
