"""How near a sentence is to each of many things, each known by a few texts; arrays only, pure.

Two measures are added: the mean cosine of the few nearest texts of a thing, and how a linear
classifier, which learned all texts and what people ordinarily say, tells the thing from ordinary
talk (log-odds). The first knows single texts, the second what sets a thing apart from all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.rasa.concern_detector import SEED
from bot.rasa.encoder import Floats

Indices = NDArray[np.int64]

# Chosen by leaving one description of each job out (docs/nlu.md).
STRENGTH, ITERATIONS = 3.0, 100
_ORDINARY = -1  # the label of what people ordinarily say


class Measure(NamedTuple):
    """How the two measures are added."""

    nearest: int  # texts of a thing whose cosine counts
    weight: float  # of the log-odds


class Near(NamedTuple):
    """A thing and how near it is; about 0 is as near to it as to ordinary talk."""

    id: str
    score: float


@dataclass(frozen=True)
class Neighbours:
    """Things with the vectors of their texts, and the classifier that tells them apart."""

    ids: tuple[str, ...]
    owners: Indices  # one a text: the place of its thing in `ids`, ascending
    vectors: Floats  # texts x dimensions
    weights: Floats  # dimensions x things, ordinary talk taken off
    bias: Floats
    measure: Measure

    @cached_property
    def texts_of(self) -> Indices:
        """A row of texts for each thing, filled up with the number of texts, which is none."""
        return _texts_of(self.owners, self.measure.nearest)

    def rank(self, vector: Floats, most: "int | None" = None) -> list[Near]:
        """Return everything, or so many, with its score, the nearest first."""
        scores = self.scores(vector)
        order = np.argsort(-scores, kind="stable")[:most]
        found = zip(order.tolist(), scores[order].tolist(), strict=True)
        return [Near(self.ids[index], score) for index, score in found]

    def scores(self, vector: Floats) -> Floats:
        """Return one figure a thing."""
        cosines = np.append(self.vectors @ vector, np.float32(-1))  # the last: no text
        nearest = self.measure.nearest
        best = np.partition(cosines[self.texts_of], -nearest, axis=1)[:, -nearest:]
        odds = vector @ self.weights + self.bias
        found: Floats = best.mean(axis=1) + self.measure.weight * odds
        return found

    def save(self, path: Path) -> None:
        """Write arrays of half the length: the same things give the same bytes."""
        np.savez(
            path,
            ids=np.array(self.ids),
            owners=self.owners,
            vectors=self.vectors.astype(np.float16),
            weights=self.weights.astype(np.float16),
            bias=self.bias.astype(np.float32),
        )

    @classmethod
    def load(cls, path: Path, measure: Measure) -> "Neighbours":
        """Return what `save` wrote."""
        with np.load(path, allow_pickle=False) as state:
            return cls(
                tuple(str(one) for one in state["ids"]),
                state["owners"],
                state["vectors"].astype(np.float32),
                np.ascontiguousarray(state["weights"].astype(np.float32)),
                state["bias"],
                measure,
            )


def fit(
    ids: Sequence[str], owners: Sequence[int], vectors: Floats, ordinary: Floats, measure: Measure
) -> Neighbours:
    """Return the neighbours; `ordinary` are vectors of what people say about none of them.

    There must be two things at least, and some ordinary talk.
    """
    labels = [*owners, *[_ORDINARY] * len(ordinary)]
    model = LogisticRegression(C=STRENGTH, max_iter=ITERATIONS, tol=1e-3, random_state=SEED)
    model.fit(np.concatenate([vectors, ordinary]), labels)
    weights = (model.coef_[1:] - model.coef_[:1]).T  # the first class is ordinary talk
    bias = model.intercept_[1:] - model.intercept_[:1]
    return Neighbours(
        tuple(ids),
        np.array(owners, dtype=np.int64),
        vectors,
        np.ascontiguousarray(weights, dtype=np.float32),
        bias.astype(np.float32),
        measure,
    )


def _texts_of(owners: Indices, least: int) -> Indices:
    """Return the rows; a thing with fewer texts than are counted has them several times."""
    rows = [np.flatnonzero(owners == owner) for owner in range(int(owners.max()) + 1)]
    rows = [np.resize(row, max(len(row), least)) for row in rows]
    filled = np.full((len(rows), max(len(row) for row in rows)), len(owners), dtype=np.int64)
    for place, row in enumerate(rows):
        filled[place, : len(row)] = row
    return filled
