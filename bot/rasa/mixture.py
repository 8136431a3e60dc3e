"""Two linear classifiers, one of meaning and one of spelling, and how they are mixed.

Whether a sentence shows a sign of harm is asked by itself (`concern_detector.py`).
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import joblib
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.rasa.concern_detector import SEED, ConcernDetector, Kernel, fit_kernel, with_spelling
from bot.rasa.encoder import Floats
from safeguarding.domain.alerts import DISCLOSE_INTENT

OUT_OF_SCOPE = "out_of_scope"
_TINY = 1e-12
NEAR_ENOUGH = 0.01  # of LinearSVC; moves a weight by a thousandth of the largest at most
DENSE_ITERATIONS = 100  # converged, or so near that validation gains nothing more


class OtherEncoderError(Exception):
    """The model was trained with another sentence encoder than the one that is installed."""

    def __init__(self, trained_with: str, installed: str) -> None:
        super().__init__(
            f"the model was trained with encoder {trained_with[:12]}, and {installed[:12]} is "
            "installed: run `foothold train`"
        )


@dataclass(frozen=True)
class Tuning:
    """The figures that `bot.rasa.tune` chose on validation data; docs/nlu.md says how."""

    dense_c: float = 8.0
    sparse_c: float = 1.0
    sparse_scale: float = 0.3  # divides the margins of the sparse one, to make probabilities
    dense_weight: float = 0.5  # of the log-probabilities; the rest is the sparse one's
    temperature: float = 0.75  # divides the mixed log-probabilities
    balance: float = 0.8  # 0: intents count by their examples, 1: all intents count the same
    outside: float = 2.4  # added to the log-probability of what the service is not for


class Parts(NamedTuple):
    """What each classifier says, as log-probabilities: one row a sentence, one column an intent."""

    meaning: Floats
    spelling: Floats
    outside: "int | None" = None  # the column of out_of_scope, if that was learned
    concern: "int | None" = None  # the column of disclose_concern, if that was learned
    alarm: "Floats | None" = None  # the log-odds of a concern, one a sentence


@dataclass(frozen=True)
class Linear:
    """A fitted linear classifier as plain arrays; the softmax of its scores is a probability."""

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

    def features(self, phrases: Sequence[Phrase], *, dtype: type = np.float32) -> csr_matrix:
        """Return one row a phrase; of `dtype` float64 scikit-learn needs no copy to learn from."""
        plain, masked = [one.plain for one in phrases], [one.masked for one in phrases]
        parts = (
            self.characters.transform(masked),
            self.words.transform(plain),
            self.patterns.transform(masked),
        )
        return hstack(parts, format="csr", dtype=dtype)


@dataclass(frozen=True)
class Mixture:
    """The trained classifier; predicts from phrases and the vectors of their plain sentences."""

    classes: tuple[str, ...]
    dense: Linear
    sparse: Linear
    spelling: Spelling
    detector: "ConcernDetector | None" = None  # None: no concern was learned

    def parts(self, phrases: Sequence[Phrase], vectors: Floats) -> Parts:
        """Return the log-probabilities by meaning and by spelling, to be mixed."""
        features = self.spelling.features(phrases)
        return Parts(
            self.dense.log_probabilities(vectors),
            self.sparse.log_probabilities(features),
            self._column(OUT_OF_SCOPE),
            self._column(DISCLOSE_INTENT),
            None if self.detector is None else self.detector.log_odds(features, vectors),
        )

    def _column(self, intent: str) -> "int | None":
        return self.classes.index(intent) if intent in self.classes else None

    def save(self, path: Path, *, encoder: str) -> None:
        """Write arrays and scikit-learn's own objects; no class of ours is pickled.

        `encoder` names the sentence encoder whose vectors the classifier was trained on.
        """
        state = {
            "encoder": encoder,
            "classes": list(self.classes),
            "dense": (self.dense.weights, self.dense.bias),
            "sparse": (self.sparse.weights, self.sparse.bias),
            "spelling": [self.spelling.characters, self.spelling.words, self.spelling.patterns],
            "detector": None if self.detector is None else self.detector.state(),
        }
        joblib.dump(state, path, compress=3)

    @classmethod
    def load(cls, path: Path, *, encoder: str) -> "Mixture":
        """Return the classifier that `save` wrote.

        Raises:
            OtherEncoderError: it was trained on the vectors of another encoder.
        """
        state = joblib.load(path)
        if state["encoder"] != encoder:
            raise OtherEncoderError(state["encoder"], encoder)
        return cls(
            tuple(state["classes"]),
            Linear(*state["dense"]),
            Linear(*state["sparse"]),
            Spelling(*state["spelling"]),
            None if state["detector"] is None else ConcernDetector.from_state(state["detector"]),
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
    with ThreadPoolExecutor(max_workers=1) as beside:
        reading = beside.submit(_read, [one.phrase for one in everything])
        dense = LogisticRegression(
            C=tuning.dense_c,
            max_iter=DENSE_ITERATIONS,
            tol=1e-3,
            random_state=SEED,
            class_weight=_weights(originals, tuning.balance),
        ).fit(vectors, [one.intent for one in originals])
        classes, meaning = tuple(str(name) for name in dense.classes_), _linear(dense)
        spelling, features = reading.result()
        learning = beside.submit(_kernel, classes, meaning, originals, vectors)
        # One against all others, on margins: as right as a logistic regression on these features,
        # in a twentieth of its time and a quarter of its memory (docs/nlu.md).
        sparse = LinearSVC(
            C=tuning.sparse_c,
            tol=NEAR_ENOUGH,
            random_state=SEED,
            class_weight=_weights(everything, tuning.balance),
        ).fit(features, [one.intent for one in everything])
        kernel = learning.result()
    detector = with_spelling(kernel, _concerns(everything), features)
    scaled = _linear(sparse, scale=tuning.sparse_scale)
    return Mixture(classes, meaning, scaled, spelling, detector)


def _read(phrases: Sequence[Phrase]) -> tuple[Spelling, csr_matrix]:
    """Return which n-grams to look at, and how many of each the phrases hold."""
    spelling = _spelling(phrases)
    return spelling, spelling.features(phrases, dtype=np.float64)


def _kernel(
    classes: tuple[str, ...], meaning: Linear, originals: Sequence[Labelled], vectors: Floats
) -> "Kernel | None":
    """Return the detector's part that reads meaning; None where no concern was learned."""
    if DISCLOSE_INTENT not in classes:
        return None
    likeness = meaning.log_probabilities(vectors)[:, classes.index(DISCLOSE_INTENT)]
    return fit_kernel(_concerns(originals), vectors, likeness)


def _concerns(examples: Sequence[Labelled]) -> NDArray[np.bool_]:
    return np.array([one.intent == DISCLOSE_INTENT for one in examples])


def mixed(parts: Parts, tuning: Tuning) -> Floats:
    """Return the probabilities of the intents, mixed and calibrated; a row sums to 1.

    What the service is not for is endless, so no examples can cover it: it is leaned towards a
    little, which notices more of it and costs next to nothing elsewhere (docs/nlu.md).
    """
    log = tuning.dense_weight * parts.meaning + (1 - tuning.dense_weight) * parts.spelling
    log = log / tuning.temperature
    if parts.outside is not None:
        log[:, parts.outside] += tuning.outside
    probabilities: Floats = np.exp(_log_softmax(log))
    if parts.concern is None or parts.alarm is None:
        return probabilities
    return _with_alarm(probabilities, parts.concern, parts.alarm)


def _with_alarm(probabilities: Floats, column: int, alarm: Floats) -> Floats:
    """Return the rows with the detector's probability of a concern; the others share the rest."""
    shared = probabilities + _TINY  # never nothing, however sure the classifiers were
    shared[:, column] = 0.0
    concern = 1 / (1 + np.exp(-alarm))
    shared *= ((1 - concern) / shared.sum(axis=1))[:, np.newaxis]
    shared[:, column] = concern
    return shared


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


def _weights(examples: Sequence[Labelled], balance: float) -> dict[str, float]:
    """Return how much an example of each intent counts; 1 where it has the average number."""
    counts = Counter(one.intent for one in examples)
    average = len(examples) / len(counts)
    return {intent: (average / count) ** balance for intent, count in counts.items()}


def _linear(model: "LogisticRegression | LinearSVC", *, scale: float = 1.0) -> Linear:
    # In row order: a sparse product would otherwise copy the whole matrix for every message.
    weights = np.ascontiguousarray(model.coef_.T / scale, dtype=np.float32)
    return Linear(weights, (model.intercept_ / scale).astype(np.float32))


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    logged: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logged
