"""How well sentences were understood: shares, what was turned away, how honest confidence is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.rasa.examples import Example
from bot.rasa.mixture import OUT_OF_SCOPE

FALLBACK = "nlu_fallback"
WITH_OCCUPATIONS = frozenset({"ask_occupation", "ask_pay", "ask_entry_route"})
BINS = 10

Sure = NDArray[np.float32]
Right = NDArray[np.bool_]


@dataclass(frozen=True)
class Reading:
    """What the model made of one sentence."""

    example: Example
    answered: str  # the intent that the dialogue acts on, perhaps the fallback
    guesses: tuple[str, ...]  # best first, without the fallback
    occupations: tuple[str, ...] = ()
    confidence: float = 1.0  # of the best guess

    @property
    def best(self) -> str:
        """The likeliest intent, however sure."""
        return self.guesses[0] if self.guesses else FALLBACK

    @property
    def is_right(self) -> bool:
        """Whether the likeliest intent is the one that was meant."""
        return self.best == self.example.intent

    @property
    def is_rejected(self) -> bool:
        """Whether the dialogue says or asks, instead of answering, as to something unknown."""
        return self.answered in {FALLBACK, OUT_OF_SCOPE}


@dataclass(frozen=True)
class Shares:
    """What became of a set of sentences, as shares of them."""

    top_1: float
    top_3: float
    right: float  # answered, and rightly
    asked: float  # answered with "did you mean"
    wrong: float  # answered, and wrongly


@dataclass(frozen=True)
class Rejects:
    """How much of what the service is not for was noticed, and at what price, as shares."""

    recall: float  # of out-of-scope sentences, rejected
    false: float  # of all other sentences, rejected


@dataclass(frozen=True)
class Bin:
    """Sentences of about the same confidence: how many, how sure, how often right."""

    count: int
    sure: float
    right: float


def shares_of(readings: Sequence[Reading]) -> Shares:
    """Return how often the model was right, unsure and wrong."""
    count = len(readings)
    asked = sum(one.answered == FALLBACK for one in readings)
    right = sum(one.answered == one.example.intent for one in readings)
    return Shares(
        sum(one.is_right for one in readings) / count,
        sum(one.example.intent in one.guesses[:3] for one in readings) / count,
        right / count,
        asked / count,
        (count - asked - right) / count,
    )


def rejects_of(readings: Sequence[Reading]) -> Rejects:
    """Return what was turned away: out-of-scope sentences rightly, others wrongly."""
    outside = [one for one in readings if one.example.intent == OUT_OF_SCOPE]
    inside = [one for one in readings if one.example.intent != OUT_OF_SCOPE]
    return Rejects(
        sum(one.is_rejected for one in outside) / max(1, len(outside)),
        sum(one.is_rejected for one in inside) / max(1, len(inside)),
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


def reliability(sure: Sure, right: Right) -> list[Bin]:
    """Return the points of a reliability diagram, over equal widths of confidence."""
    which = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        Bin(int(here.sum()), float(sure[here].mean()), float(right[here].mean()))
        for here in (which == one for one in range(BINS))
        if here.any()
    ]


def calibration_error(sure: Sure, right: Right) -> float:
    """Return how far confidence lies from the share that is right, on average.

    Expected calibration error: Naeini, Cooper and Hauskrecht, AAAI 2015, with ten equal widths.
    """
    bins = reliability(sure, right)
    return sum(abs(one.sure - one.right) * one.count for one in bins) / max(1, len(sure))
