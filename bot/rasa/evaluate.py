"""Measures the trained model on labelled sentences: `python -m bot.rasa.evaluate FILE`.

Every sentence goes through the whole pipeline as in a chat, once as it is and once miswritten
with a fixed seed. `--write docs/nlu.md` puts the report between that page's two markers.
"""

import argparse
import asyncio
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.model import get_latest_model

from bot.rasa.examples import Example, read_examples
from bot.rasa.logs import configure_training_logs
from bot.rasa.typos import misspelt
from bot.rasa.words import joined, split_words

FALLBACK = "nlu_fallback"
TYPO_SEED = "evaluation"  # neither that of training nor that of validation
MARKERS = ("<!-- held-out: begin -->", "<!-- held-out: end -->")
MOST_CONFUSIONS = 12
WITH_OCCUPATIONS = frozenset({"ask_occupation", "ask_pay", "ask_entry_route"})


@dataclass(frozen=True)
class Reading:
    """What the model made of one sentence."""

    example: Example
    answered: str  # the intent that the dialogue acts on, perhaps the fallback
    guesses: tuple[str, ...]  # best first, without the fallback
    occupations: tuple[str, ...]

    @property
    def best(self) -> str:
        """The likeliest intent, however sure."""
        return self.guesses[0] if self.guesses else FALLBACK


@dataclass(frozen=True)
class Shares:
    """What became of a set of sentences, as shares of them."""

    top_1: float
    top_3: float
    right: float  # answered, and rightly
    asked: float  # answered with "did you mean"
    wrong: float  # answered, and wrongly


def main(arguments: list[str] | None = None) -> int:
    """Print the report, write it where asked, and return the exit code."""
    options = _options(arguments)
    configure_training_logs()
    model = get_latest_model(str(options.models))
    if model is None:
        sys.stderr.write(f"no model in {options.models}: run `foothold train` first\n")
        return 1
    examples, training = read_examples(options.examples), read_examples(options.training)
    report = asyncio.run(_report(Agent.load(model), examples, training))
    sys.stdout.write(report)
    if options.write is not None:
        _write(options.write, report)
    return 0


async def _report(agent: Agent, examples: Sequence[Example], training: Sequence[Example]) -> str:
    started = time.process_time()
    clean = [await _read(agent, example, example.text) for example in examples]
    parse_ms = (time.process_time() - started) / len(examples) * 1000
    typos = [
        await _read(agent, example, misspelt(example.text, seed=TYPO_SEED)) for example in examples
    ]
    lines = [
        f"{len(examples)} sentences, {parse_ms:.1f} ms of CPU each, model {agent.model_id[:8]}.",
        "",
        *_overall(
            {
                "as written": clean,
                "with typos": typos,
                "as written, not in the training data": _unseen(clean, training),
                "with typos, not in the training data": _unseen(typos, training),
            }
        ),
        "",
        *_per_intent(clean),
        "",
        f"Occupations found: {_occupations(clean)} as written, {_occupations(typos)} with typos.",
        "",
        "Most frequent confusions (meant, understood):",
        "",
        *_confusions(clean),
        "",
    ]
    return "\n".join(lines)


async def _read(agent: Agent, example: Example, text: str) -> Reading:
    parsed: dict[str, Any] = await agent.parse_message(text)
    names = [guess["name"] for guess in parsed.get("intent_ranking", [])]
    return Reading(
        example,
        str(parsed["intent"]["name"]),
        tuple(name for name in names if name != FALLBACK),
        tuple(
            str(entity["value"])
            for entity in parsed["entities"]
            if entity["entity"] == "occupation"
        ),
    )


def _unseen(readings: Sequence[Reading], training: Sequence[Example]) -> list[Reading]:
    """Return the readings of sentences that do not stand word for word in the training data."""
    seen = {joined(split_words(one.text)) for one in training}
    return [one for one in readings if joined(split_words(one.example.text)) not in seen]


def shares_of(readings: Sequence[Reading]) -> Shares:
    """Return how often the model was right, unsure and wrong."""
    count = len(readings)
    asked = sum(one.answered == FALLBACK for one in readings)
    right = sum(one.answered == one.example.intent for one in readings)
    return Shares(
        sum(one.best == one.example.intent for one in readings) / count,
        sum(one.example.intent in one.guesses[:3] for one in readings) / count,
        right / count,
        asked / count,
        (count - asked - right) / count,
    )


def f1_of_occupations(readings: Sequence[Reading]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of occupation ids in the intents that have them."""
    found: Counter[bool] = Counter()
    missed = 0
    for one in readings:
        if one.example.intent in WITH_OCCUPATIONS:
            meant, heard = set(one.example.occupations), set(one.occupations)
            found[True] += len(meant & heard)
            found[False] += len(heard - meant)
            missed += len(meant - heard)
    precision = found[True] / max(1, found[True] + found[False])
    recall = found[True] / max(1, found[True] + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _occupations(readings: Sequence[Reading]) -> str:
    precision, recall, f1 = f1_of_occupations(readings)
    return f"F1 {f1:.1%} (precision {precision:.1%}, recall {recall:.1%})"


def _overall(sets: dict[str, list[Reading]]) -> Iterator[str]:
    yield "| | sentences | top-1 | top-3 | answered rightly | asked back | answered wrongly |"
    yield "|---|---|---|---|---|---|---|"
    for name, readings in sets.items():
        s = shares_of(readings)
        values = " | ".join(f"{v:.1%}" for v in (s.top_1, s.top_3, s.right, s.asked, s.wrong))
        yield f"| {name} | {len(readings)} | {values} |"


def _per_intent(readings: Sequence[Reading]) -> Iterator[str]:
    yield "| intent | sentences | precision | recall | top-3 | asked back |"
    yield "|---|---|---|---|---|---|"
    understood = Counter(one.best for one in readings)
    for intent in sorted({one.example.intent for one in readings}):
        of_intent = [one for one in readings if one.example.intent == intent]
        right = sum(one.best == intent for one in of_intent)
        s = shares_of(of_intent)
        precision = right / max(1, understood[intent])
        yield (
            f"| {intent} | {len(of_intent)} | {precision:.0%} | {s.top_1:.0%} "
            f"| {s.top_3:.0%} | {s.asked:.0%} |"
        )


def _confusions(readings: Sequence[Reading]) -> Iterator[str]:
    pairs = Counter(
        (one.example.intent, one.best) for one in readings if one.best != one.example.intent
    )
    for (meant, understood), count in sorted(pairs.items(), key=lambda p: (-p[1], p[0]))[
        :MOST_CONFUSIONS
    ]:
        yield f"- {count} × {meant}, {understood}"


def _write(page: Path, report: str) -> None:
    """Replace what stands between the markers.

    Raises:
        ValueError: the page lacks a marker.
    """
    begin, end = MARKERS
    text = page.read_text(encoding="utf-8")
    head, found, rest = text.partition(begin)
    _, found_end, tail = rest.partition(end)
    if not (found and found_end):
        raise ValueError(f"{page} must hold the lines {begin} and {end}")
    page.write_text(f"{head}{begin}\n{report}{end}{tail}", encoding="utf-8")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.rasa.evaluate", description=__doc__)
    parser.add_argument("examples", type=Path, help="labelled sentences, such as heldout.yml")
    parser.add_argument("--training", type=Path, default=Path("data/nlu.yml"))
    parser.add_argument(
        "--models", type=Path, default=Path("models"), help="the newest is measured"
    )
    parser.add_argument("--write", type=Path, help="the page that gets the report")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
