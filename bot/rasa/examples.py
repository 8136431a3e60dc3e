"""Reads labelled sentences (data/nlu.yml, tests/nlu/heldout.yml) and parts them for validation."""

import csv
import random
from dataclasses import dataclass
from pathlib import Path

from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data

VALIDATION_SHARE = 0.2
SPLIT_SEED = "foothold validation"


@dataclass(frozen=True)
class Example:
    """A sentence, its intent, and the ids of the occupations named in it."""

    text: str
    intent: str
    occupations: tuple[str, ...] = ()


def read_examples(path: Path) -> list[Example]:
    """Return the labelled sentences of a file, each once, in a fixed order.

    A .csv file has the columns `text` and `intent`; anything else is in Rasa's format.
    """
    found = _rows(path) if path.suffix == ".csv" else _messages(path)
    return sorted(found, key=lambda example: (example.intent, example.text))


def _rows(path: Path) -> set[Example]:
    with path.open(encoding="utf-8", newline="") as file:
        return {Example(row["text"], row["intent"]) for row in csv.DictReader(file)}


def _messages(path: Path) -> set[Example]:
    return {
        Example(
            str(message.get(TEXT)),
            str(message.get(INTENT)),
            tuple(
                str(entity["value"])
                for entity in message.get(ENTITIES) or ()
                if entity["entity"] == "occupation"
            ),
        )
        for message in load_data(str(path)).intent_examples
        if message.get(TEXT)
    }


def parted(examples: list[Example]) -> tuple[list[Example], list[Example]]:
    """Return the sentences to learn from and those to validate on, every intent in both."""
    learn: list[Example] = []
    validate: list[Example] = []
    for intent in sorted({example.intent for example in examples}):
        of_intent = [example for example in examples if example.intent == intent]
        random.Random(f"{SPLIT_SEED}\0{intent}").shuffle(of_intent)  # noqa: S311  (not a secret)
        count = int(len(of_intent) * VALIDATION_SHARE)
        validate += of_intent[:count]
        learn += of_intent[count:]
    return learn, validate
