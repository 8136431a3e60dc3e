"""The labelled sets of this folder; some split in two: for tuning the rules, and a final check."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
FINAL_SHARE = 3  # one text in three, chosen by its hash, is never looked at while tuning
EVERY_OTHER = "second_hand"  # split by its author's order: every second text is final
BY_CERTAINTY = ("blind", "second_hand", "third_look")  # files that hold all three kinds
# Of other hands again, for rules and vote together; no rule was ever tuned on them.
FOURTH = "fourth_hand"  # the concern detector was chosen on it
FIFTH = "fifth_hand"  # nothing was chosen on it, and nobody who changes anything has read it


@dataclass(frozen=True)
class Labelled:
    """A text, the kind it was written for, and whether it belongs to the final check."""

    text: str
    kind: str
    is_final: bool


def load_set(name: str) -> list[Labelled]:
    """Return the set of the file `name`.yml."""
    kinds = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    return [
        Labelled(text, kind, index % 2 == 1 if name == EVERY_OTHER else is_final(text))
        for kind, texts in kinds.items()
        for index, text in enumerate(texts)
    ]


def is_final(text: str) -> bool:
    """Return whether the text belongs to the final check."""
    return hashlib.sha256(text.encode()).digest()[0] % FINAL_SHARE == 0


def part(texts: Iterable[Labelled], *, is_final: bool) -> list[Labelled]:
    """Return the texts of the final check, or those for tuning."""
    return [labelled for labelled in texts if labelled.is_final is is_final]


def of_kind(name: str, kind: str) -> list[Labelled]:
    """Return the texts of one kind in a set."""
    return [labelled for labelled in load_set(name) if labelled.kind == kind]


def joined(certainty: str) -> list[Labelled]:
    """Return everything explicit, veiled or harmless of all the sets."""
    return load_set(certainty) + [
        labelled for name in BY_CERTAINTY for labelled in of_kind(name, certainty)
    ]
