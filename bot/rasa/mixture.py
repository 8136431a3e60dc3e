"""Two logistic regressions, one on meaning and one on spelling, and how they are mixed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import joblib
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float32]

SEED = 20261122
# Where the sparse one stops: it has not converged, but from here on validation gains nothing and
# training takes twice as long.
DENSE_ITERATIONS, SPARSE_ITERATIONS = 200, 60


@dataclass(frozen=True)
class Tuning:
    """The figures that `bot.rasa.tune` chose on validation data; docs/nlu.md says how."""

    dense_c: float = 4.0
    sparse_c: float = 20.0
    dense_weight: float = 0.6  # of the log-probabilities; the rest is the sparse one's
    temperature: float = 0.75  # divides the mixed log-probabilities
    balance: float = 0.8  # 0: intents count by their examples, 1: all intents count the same


@dataclass(frozen=True)
class Linear:
    """A fitted multinomial logistic regression as plain arrays."""

    weights: Floats  # features x classes
    bias: Floats

    def log_probabilities(self, features: "Floats | csr_matrix") -> Floats:
        """Return one row a sentence, one column a class."""
        return _log_softmax(np.asarray(features @ self.weights) + self.bias)


class Phrase(NamedTuple):
    """A sentence in plain words, and with every name replaced by what kind of name it is."""

    plain: str
    masked: str


@dataclass(frozen=True)
class Spelling:
    """The n-grams that the sparse classifier looks at; fitted by scikit-learn."""

    characters: TfidfVectorizer  # of masked sentences
    words: TfidfVectorizer  # of plain sentences
    patterns: TfidfVectorizer  # words of masked sentences: "how much does a xoccupation earn"

    def features(self, phrases: Sequence[Phrase]) -> csr_matrix:
        """Return one row a phrase."""
        plain, masked = [one.plain for one in phrases], [one.masked for one in phrases]
        parts = (
            self.characters.transform(masked),
            self.words.transform(plain),
            self.patterns.transform(masked),
        )
        return hstack(parts, format="csr", dtype=np.float32)


@dataclass(frozen=True)
class Mixture:
    """The trained classifier; predicts from phrases and the vectors of their plain sentences."""

    classes: tuple[str, ...]
    dense: Linear
    sparse: Linear
    spelling: Spelling

    def parts(self, phrases: Sequence[Phrase], vectors: Floats) -> tuple[Floats, Floats]:
        """Return the log-probabilities by meaning and by spelling, to be mixed."""
        features = self.spelling.features(phrases)
        return self.dense.log_probabilities(vectors), self.sparse.log_probabilities(features)

    def save(self, path: Path) -> None:
        """Write arrays and scikit-learn's own objects; no class of ours is pickled."""
        state = {
            "classes": list(self.classes),
            "dense": (self.dense.weights, self.dense.bias),
            "sparse": (self.sparse.weights, self.sparse.bias),
            "spelling": [self.spelling.characters, self.spelling.words, self.spelling.patterns],
        }
        joblib.dump(state, path, compress=3)

    @classmethod
    def load(cls, path: Path) -> "Mixture":
        """Return the classifier that `save` wrote."""
        state = joblib.load(path)
        return cls(
            tuple(state["classes"]),
            Linear(*state["dense"]),
            Linear(*state["sparse"]),
            Spelling(*state["spelling"]),
        )


class Labelled(NamedTuple):
    """A phrase to learn from and its intent."""

    phrase: Phrase
    intent: str


def fit(
    originals: Sequence[Labelled], copies: Sequence[Labelled], vectors: Floats, tuning: Tuning
) -> Mixture:
    """Return the trained classifier; `vectors` are those of the originals' plain sentences.

    Miswritten copies teach spelling only: on validation they made meaning worse (docs/nlu.md).
    """
    everything = [*originals, *copies]
    spelling = _spelling([one.phrase for one in everything])
    dense = _regression(tuning.dense_c, DENSE_ITERATIONS, originals, tuning.balance)
    dense.fit(vectors, [one.intent for one in originals])
    sparse = _regression(tuning.sparse_c, SPARSE_ITERATIONS, everything, tuning.balance)
    features = spelling.features([one.phrase for one in everything])
    sparse.fit(features, [one.intent for one in everything])
    classes = tuple(str(name) for name in dense.classes_)
    return Mixture(classes, _linear(dense), _linear(sparse), spelling)


def mixed(dense: Floats, sparse: Floats, tuning: Tuning) -> Floats:
    """Return the probabilities of two sets of log-probabilities mixed and calibrated."""
    log = tuning.dense_weight * dense + (1 - tuning.dense_weight) * sparse
    probabilities: Floats = np.exp(_log_softmax(log / tuning.temperature))
    return probabilities


def _spelling(phrases: Sequence[Phrase]) -> Spelling:
    plain, masked = [one.plain for one in phrases], [one.masked for one in phrases]
    common = {
        "lowercase": False,
        "sublinear_tf": True,
        "min_df": 2,
        "dtype": np.float32,
        "token_pattern": None,
    }
    words = {"analyzer": "word", "tokenizer": str.split, **common}
    return Spelling(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **common).fit(masked),
        TfidfVectorizer(ngram_range=(1, 2), **words).fit(plain),
        TfidfVectorizer(ngram_range=(1, 3), **words).fit(masked),
    )


def _regression(
    c: float, iterations: int, examples: Sequence[Labelled], balance: float
) -> LogisticRegression:
    counts = Counter(one.intent for one in examples)
    average = len(examples) / len(counts)  # an intent with so many examples has weight 1
    weights = {intent: (average / count) ** balance for intent, count in counts.items()}
    return LogisticRegression(
        C=c, max_iter=iterations, tol=1e-3, random_state=SEED, class_weight=weights
    )


def _linear(model: LogisticRegression) -> Linear:
    # In row order: a sparse product would otherwise copy the whole matrix for every message.
    weights = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
    return Linear(weights, model.intercept_.astype(np.float32))


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    logged: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logged
