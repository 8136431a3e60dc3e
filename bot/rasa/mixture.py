"""Two logistic regressions, one on meaning and one on spelling, and how they are mixed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import joblib
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float32]

SEED = 20261122
MAX_ITERATIONS = 300


@dataclass(frozen=True)
class Tuning:
    """The figures that `bot.rasa.tune` chose on validation data; docs/nlu.md says how."""

    dense_c: float = 10.0
    sparse_c: float = 20.0
    dense_weight: float = 0.5  # of the log-probabilities; the rest is the sparse one's
    temperature: float = 1.0  # divides the mixed log-probabilities


@dataclass(frozen=True)
class Linear:
    """A fitted multinomial logistic regression as plain arrays."""

    weights: Floats  # features x classes
    bias: Floats

    def log_probabilities(self, features: "Floats | csr_matrix") -> Floats:
        """Return one row a sentence, one column a class."""
        return _log_softmax(np.asarray(features @ self.weights) + self.bias)


@dataclass(frozen=True)
class Mixture:
    """The trained classifier; predicts from a sentence and its vector."""

    classes: tuple[str, ...]
    dense: Linear
    sparse: Linear
    characters: TfidfVectorizer
    words: TfidfVectorizer
    tuning: Tuning

    def probabilities(self, sentences: Sequence[str], vectors: Floats) -> Floats:
        """Return calibrated probabilities, one row a sentence, one column a class."""
        dense, sparse = self.parts(sentences, vectors)
        return mixed(dense, sparse, self.tuning)

    def parts(self, sentences: Sequence[str], vectors: Floats) -> tuple[Floats, Floats]:
        """Return the log-probabilities by meaning and by spelling, not yet mixed."""
        spelling = hstack(
            [self.characters.transform(sentences), self.words.transform(sentences)], format="csr"
        )
        return self.dense.log_probabilities(vectors), self.sparse.log_probabilities(spelling)

    def save(self, path: Path) -> None:
        """Write arrays and scikit-learn's own objects; no class of ours is pickled."""
        state = {
            "classes": list(self.classes),
            "dense": (self.dense.weights, self.dense.bias),
            "sparse": (self.sparse.weights, self.sparse.bias),
            "vectorizers": (self.characters, self.words),
        }
        joblib.dump(state, path, compress=3)

    @classmethod
    def load(cls, path: Path, tuning: Tuning) -> "Mixture":
        """Return the classifier that `save` wrote."""
        state = joblib.load(path)
        return cls(
            tuple(state["classes"]),
            Linear(*state["dense"]),
            Linear(*state["sparse"]),
            *state["vectorizers"],
            tuning,
        )


def fit(
    sentences: Sequence[str], vectors: Floats, labels: Sequence[str], tuning: Tuning
) -> Mixture:
    """Return the classifier trained on sentences, their vectors and their labels."""
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **_TFIDF)
    words = TfidfVectorizer(analyzer="word", tokenizer=str.split, ngram_range=(1, 2), **_TFIDF)
    spelling = hstack(
        [characters.fit_transform(sentences), words.fit_transform(sentences)], format="csr"
    )
    dense = _regression(tuning.dense_c).fit(vectors, labels)
    sparse = _regression(tuning.sparse_c).fit(spelling, labels)
    return Mixture(
        tuple(str(name) for name in dense.classes_),
        _linear(dense),
        _linear(sparse),
        characters,
        words,
        tuning,
    )


def mixed(dense: Floats, sparse: Floats, tuning: Tuning) -> Floats:
    """Return the probabilities of two sets of log-probabilities mixed and calibrated."""
    log = tuning.dense_weight * dense + (1 - tuning.dense_weight) * sparse
    probabilities: Floats = np.exp(_log_softmax(log / tuning.temperature))
    return probabilities


_TFIDF = {
    "lowercase": False,
    "token_pattern": None,
    "sublinear_tf": True,
    "min_df": 2,
    "dtype": np.float32,
}


def _regression(c: float) -> LogisticRegression:
    return LogisticRegression(
        C=c, class_weight="balanced", max_iter=MAX_ITERATIONS, tol=1e-3, random_state=SEED
    )


def _linear(model: LogisticRegression) -> Linear:
    return Linear(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    logged: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logged
