"""The labelled sets of this folder, each split in two: for tuning the rules, and a final check."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
FINAL_SHARE = 3  # one text in three, chosen by its hash, is never looked at while tuning


@dataclass(frozen=True)
class Labelled:
    """A text, the kind it was written for, and whether it belongs to the final check."""

    text: str
    kind: str
    is_final: bool


def load_set(name: str) -> list[Labelled]:
    """Return the set of the file `name`.yml."""
    kinds = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    return [Labelled(text, kind, is_final(text)) for kind, texts in kinds.items() for text in texts]


def is_final(text: str) -> bool:
    """Return whether the text belongs to the final check."""
    return hashlib.sha256(text.encode()).digest()[0] % FINAL_SHARE == 0
