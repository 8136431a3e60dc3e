"""The detector of signs of harm: two support vector machines behind one figure."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.rasa.concern_detector import (
    NEAREST_OTHERS,
    ConcernDetector,
    _to_learn_from,
    fit_kernel,
    with_spelling,
)

MANY = 2 * NEAREST_OTHERS


def _two_moons(count):
    """Return vectors of length 1 that no straight line parts, and which of them are concerns."""
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    return vectors, np.cos(2 * angles) > 0


@pytest.fixture
def fitted():
    vectors, is_concern = _two_moons(200)
    features = csr_matrix(np.zeros((200, 3), dtype=np.float32))
    return _fit(vectors, is_concern, features), vectors, is_concern, features


def _fit(vectors, is_concern, features):
    return with_spelling(fit_kernel(is_concern, vectors, vectors[:, 0]), is_concern, features)


def test_it_parts_what_no_line_parts(fitted):
    detector, vectors, is_concern, features = fitted

    found = detector.log_odds(features, vectors) > 0

    assert np.mean(found == is_concern) > 0.95


def test_it_comes_back_from_its_state_as_it_was(fitted):
    detector, vectors, _, features = fitted

    again = ConcernDetector.from_state(detector.state())

    assert np.array_equal(again.log_odds(features, vectors), detector.log_odds(features, vectors))


def test_the_same_sentences_give_the_same_detector(fitted):
    detector, vectors, is_concern, features = fitted

    again = _fit(vectors, is_concern, features)

    assert np.array_equal(again.kernel.support, detector.kernel.support)
    assert np.array_equal(again.kernel.dual, detector.kernel.dual)


def test_every_concern_and_the_likest_others_are_learned_from():
    is_concern = np.arange(MANY) % 4 == 0
    likeness = np.arange(MANY, dtype=np.float32)

    chosen = set(_to_learn_from(is_concern, likeness))

    assert set(np.flatnonzero(is_concern)) <= chosen
    others = np.flatnonzero(~is_concern)
    assert set(others[-NEAREST_OTHERS:]) <= chosen
    assert len(chosen) < MANY
