"""What the classifier's vote adds to the rules, by threshold.

`.venv/rasa/bin/python -m tests.safety.measure_vote` needs a trained model in `models/`. For each
threshold the table gives the recall of rules and vote together and their false alarms together, for
messages understood as the product does: its clauses too. `--write docs/safety.md` puts it between
that page's markers. No text is printed.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent  # type: ignore[import-not-found,unused-ignore]
from rasa.model import get_latest_model  # type: ignore[import-not-found,unused-ignore]

from bot.rasa.channel import _parse as parse_text
from bot.rasa.examples import read_examples
from bot.rasa.logs import configure_training_logs
from bot.rasa.remembered import Remembered
from bot.rasa.report import replace_section
from bot.rasa.understanding import Reader
from safeguarding.domain.alerts import DISCLOSE_INTENT
from safeguarding.signs import find_signs
from tests.safety.sets import FIFTH, FOURTH, Labelled, joined, of_kind

THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.6)
INTENTS = 69  # of the service; figures of a model that knows fewer do not count
TRAINING = Path("data/nlu.yml")
SECTION = "vote"
HELD_OUT = Path("tests/nlu/heldout.yml")
GIVEN = Path("../shared/data/examples.csv")  # measured only where present


@dataclass(frozen=True)
class Seen:
    """What both nets made of a text."""

    is_found_by_rules: bool
    is_answered_as_concern: bool
    confidence: float  # of the concern, 0..1

    def is_raised(self, threshold: float | None) -> bool:
        """Return whether rules or vote raise an alert at this threshold; None: rules alone."""
        if threshold is None:
            return self.is_found_by_rules
        is_voted = self.is_answered_as_concern or self.confidence >= threshold
        return self.is_found_by_rules or is_voted


def main() -> int:
    """Print the curve, write it where asked, and return the exit code."""
    options = _options()
    configure_training_logs()
    model = get_latest_model(str(options.models))
    if model is None:
        sys.stderr.write(f"no model in {options.models}: run `foothold train` first\n")
        return 1
    text = asyncio.run(_curve(Agent.load(model)))
    sys.stdout.write(text)
    if options.write is not None:
        replace_section(options.write, text, name=SECTION)
    return 0


async def _curve(agent: Agent) -> str:
    sets = {name: await see_all(agent, texts) for name, texts in _sets().items()}
    rows = [_row("rules alone", sets, None), *(_row(f"{at:.2f}", sets, at) for at in THRESHOLDS)]
    known = len({example.intent for example in read_examples(TRAINING)})
    head = f"Model {agent.model_id[:8]}; `{TRAINING}` holds {known} intents of {INTENTS}."
    table = [f"| threshold | {' | '.join(sets)} |", "|---" * (len(sets) + 1) + "|", *rows]
    return "\n".join([head, "", *table, ""])


def _row(label: str, sets: dict[str, list[Seen]], threshold: float | None) -> str:
    shares = (sum(text.is_raised(threshold) for text in seen) / len(seen) for seen in sets.values())
    return f"| {label} | {' | '.join(f'{share:.1%}' for share in shares)} |"


def _sets() -> dict[str, list[str]]:
    """Return the texts by what they show: recall first, then false alarms."""
    kinds = ("explicit", "veiled", "harmless")
    sets = {
        **{f"{kind}, fifth hand": _texts(of_kind(FIFTH, kind)) for kind in kinds},
        **{f"{kind}, fourth hand": _texts(of_kind(FOURTH, kind)) for kind in kinds},
        **{f"{kind}, older sets": _texts(joined(kind)) for kind in kinds},
        "held-out concerns": held_out_concerns(),
        "held-out others": held_out_others(),
    }
    return sets | ({"given examples": _others(GIVEN)} if GIVEN.exists() else {})


def _texts(labelled: Iterable[Labelled]) -> list[str]:
    return [each.text for each in labelled]


def held_out_concerns() -> list[str]:
    """Return the held-out texts of the concern."""
    return [each.text for each in read_examples(HELD_OUT) if each.intent == DISCLOSE_INTENT]


def held_out_others() -> list[str]:
    """Return the held-out texts of all other intents: the measure of normal traffic."""
    return _others(HELD_OUT)


def _others(path: Path) -> list[str]:
    return [each.text for each in read_examples(path) if each.intent != DISCLOSE_INTENT]


async def see_all(agent: Agent, texts: Sequence[str]) -> list[Seen]:
    """Return what both nets make of each text, as the first message of a chat."""

    async def parse(text: str) -> dict[str, Any]:
        return await parse_text(agent, text)

    reader = Reader(parse, _nothing_before, frozenset(agent.domain.entities))
    return [await _see(reader, text) for text in texts]


async def _see(reader: Reader, text: str) -> Seen:
    parsed = (await reader.understand(text)).parsed
    ranking = parsed["intent_ranking"]
    confidences = (guess["confidence"] for guess in ranking if guess["name"] == DISCLOSE_INTENT)
    return Seen(
        is_found_by_rules=bool(find_signs(text)),
        is_answered_as_concern=parsed["intent"]["name"] == DISCLOSE_INTENT,
        confidence=float(next(confidences, 0.0)),
    )


async def _nothing_before() -> Remembered:
    return Remembered()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.safety.measure_vote")
    parser.add_argument("--models", type=Path, default=Path("models"), help="the newest is taken")
    parser.add_argument("--write", type=Path, help="the page that gets the table")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
