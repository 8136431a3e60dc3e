"""A second reader for signs of harm alone: two support vector machines, of meaning and of spelling.

Among 69 intents a hint of harm sits beside whatever it is wrapped in ("i can only do mornings, he
wakes at 12"). One question, concern or not, draws a finer line: a kernel on the sentence vectors
remembers single hints, which no straight line through all of them can (docs/nlu.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import SVC, LinearSVC

from bot.rasa.encoder import Floats

Flags = NDArray[np.bool_]

SEED = 20261122
# Chosen on tests/safety/fourth_hand.yml and second_hand.yml (docs/adr/0018).
GAMMA = 2.0  # of exp(-gamma * squared distance), vectors of length 1
KERNEL_C, SPELLING_C = 3.0, 0.3
WEIGHT = 2.0  # of a concern beside a sentence of another intent
NEAREST_OTHERS, ANY_OTHERS = 5_000, 2_000  # learned from: the kernel's time grows by the square
CACHE_MB = 650  # of all pairs of 12,500 sentences; with 200 it takes three times as long
NEAR_ENOUGH = 0.01  # moves a score by 0.005 at most, in two thirds of the time of 0.001
OF_MEANING, OF_SPELLING, OFFSET = 3.0, 2.0, -0.6  # of the log-odds


class Kernel(NamedTuple):
    """What a machine of meaning learned; above 0 it sees a concern."""

    support: Floats  # sentences x dimensions
    dual: Floats  # one a support sentence
    bias: float

    def scores(self, vectors: Floats) -> Floats:
        """Return one figure a sentence."""
        near = np.exp(-2 * GAMMA * (1 - vectors @ self.support.T))
        found: Floats = near @ self.dual + self.bias
        return found


@dataclass(frozen=True)
class ConcernDetector:
    """Both fitted machines as plain arrays."""

    kernel: Kernel
    spelling: Floats  # one an n-gram
    spelling_bias: float

    def log_odds(self, features: csr_matrix, vectors: Floats) -> Floats:
        """Return how likely each sentence shows a sign of harm: 0 is even, one a sentence."""
        spelling = np.asarray(features @ self.spelling) + self.spelling_bias
        odds: Floats = OF_MEANING * self.kernel.scores(vectors) + OF_SPELLING * spelling + OFFSET
        return odds

    def state(self) -> list[Any]:
        """Return what `from_state` needs, without a class of ours."""
        return [tuple(self.kernel), self.spelling, self.spelling_bias]

    @classmethod
    def from_state(cls, state: Sequence[Any]) -> "ConcernDetector":
        """Return the detector that `state` was taken from."""
        kernel, *spelling = state
        return cls(Kernel(*kernel), *spelling)


def fit_kernel(is_concern: Flags, vectors: Floats, likeness: Floats) -> Kernel:
    """Return the trained machine of meaning.

    `likeness` is how much a plain classifier takes each sentence for a concern.
    """
    chosen = _to_learn_from(is_concern, likeness)
    kernel = SVC(
        C=KERNEL_C,
        gamma=GAMMA,
        class_weight={True: WEIGHT, False: 1},
        cache_size=CACHE_MB,
        tol=NEAR_ENOUGH,
    ).fit(vectors[chosen], is_concern[chosen])
    return Kernel(
        kernel.support_vectors_.astype(np.float32),
        kernel.dual_coef_[0].astype(np.float32),
        float(kernel.intercept_[0]),
    )


def with_spelling(
    kernel: "Kernel | None", is_concern: Flags, features: csr_matrix
) -> "ConcernDetector | None":
    """Return the detector, its machine of spelling learned from miswritten copies too.

    Two machines of this kind must not learn at once: they share one seed.
    """
    if kernel is None:
        return None
    spelling = LinearSVC(
        C=SPELLING_C, class_weight={True: WEIGHT, False: 1}, random_state=SEED
    ).fit(features, is_concern)
    weights, bias = spelling.coef_[0].astype(np.float32), float(spelling.intercept_[0])
    return ConcernDetector(kernel, weights, bias)


def _to_learn_from(is_concern: Flags, likeness: Floats) -> NDArray[np.int64]:
    """Return every concern, the others that are most like one, and some of the rest."""
    others = np.flatnonzero(~is_concern)
    by_likeness = others[np.argsort(-likeness[others], kind="stable")]
    near, rest = by_likeness[:NEAREST_OTHERS], by_likeness[NEAREST_OTHERS:]
    some = np.random.default_rng(SEED).permutation(rest)[:ANY_OTHERS]
    return np.sort(np.concatenate([np.flatnonzero(is_concern), near, some]))
