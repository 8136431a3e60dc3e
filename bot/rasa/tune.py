"""Chooses the classifier's figures on a validation split: `python -m bot.rasa.tune`.

A fifth of data/nlu.yml is kept back; everything (word list, n-grams, both classifiers) is learned
from the rest. The kept part is read as it is and miswritten with a seed of its own. The test set
(tests/nlu/heldout.yml) is never read here. Prints what to put into config.yml.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.rasa.encoder import Floats, SentenceEncoder
from bot.rasa.examples import Example, parted, read_examples
from bot.rasa.measures import calibration_error, reliability
from bot.rasa.mixture import Labelled, Mixture, Parts, Tuning, fit, mixed
from bot.rasa.phrases import PhraseReader
from bot.rasa.typo_copies import copies_of
from bot.rasa.typos import misspelt

TYPO_SEED = "validation"
WEIGHTS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 1.0)
TEMPERATURES = tuple(round(0.4 + 0.05 * step, 2) for step in range(25))
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
MOST_RIGHT_ASKED = 0.05  # at most one right answer in twenty may become "did you mean"

Labels = NDArray[np.int64]


def main(arguments: list[str] | None = None) -> int:
    """Print the validation figures and the choice; return the exit code."""
    options = _options(arguments)
    learn, validate = parted(read_examples(options.data))
    reader, encoder = PhraseReader(learn, options.gazetteer), SentenceEncoder()
    texts = [example.text for example in validate]
    questions = {
        "clean": reader.phrases(texts),
        "typos": reader.phrases([misspelt(text, seed=TYPO_SEED) for text in texts]),
    }
    vectors = {
        name: encoder.encode_all([phrase.plain for phrase in phrases])
        for name, phrases in questions.items()
    }
    mixture = _learn(learn, reader, encoder, options.copies)
    parts = {name: mixture.parts(questions[name], vectors[name]) for name in questions}
    labels = np.array([mixture.classes.index(example.intent) for example in validate])
    _say(f"learned from {len(learn)} sentences, validated on {len(validate)}")
    tuning = _choose(list(parts.values()), labels)
    _report(mixture.classes, parts, labels, tuning)
    return 0


def _learn(
    learn: Sequence[Example], reader: PhraseReader, encoder: SentenceEncoder, copies: int
) -> Mixture:
    originals = {Labelled(reader.phrase(one.text), one.intent) for one in learn}
    miswritten = {
        Labelled(reader.phrase(text), one.intent)
        for one in learn
        for text in copies_of(one.text, copies)
    }
    ordered = sorted(originals)
    vectors = encoder.encode_all([one.phrase.plain for one in ordered])
    return fit(ordered, sorted(miswritten - originals), vectors, Tuning())


def _choose(parts: Sequence[Parts], labels: Labels) -> Tuning:
    """Return the weight that is most often right and the temperature that is best calibrated."""
    for weight in WEIGHTS:
        shares = [_right(part, labels, Tuning(dense_weight=weight)) for part in parts]
        _say(f"dense_weight {weight}: " + " / ".join(f"{share:.1%}" for share in shares))
    weight = max(
        WEIGHTS, key=lambda one: sum(_right(p, labels, Tuning(dense_weight=one)) for p in parts)
    )
    tuning = Tuning(dense_weight=weight)
    temperature = min(
        TEMPERATURES,
        key=lambda one: sum(_surprise(p, labels, replace(tuning, temperature=one)) for p in parts),
    )
    _say(f"chosen: dense_weight {weight}, temperature {temperature}")
    return replace(tuning, temperature=temperature)


def _report(
    classes: Sequence[str], parts: dict[str, Parts], labels: Labels, tuning: Tuning
) -> None:
    probabilities = {name: mixed(part, tuning) for name, part in parts.items()}
    for name, table in probabilities.items():
        order = np.argsort(-table, axis=1)
        top_3 = float(np.mean([label in row[:3] for label, row in zip(labels, order, strict=True)]))
        sure = table.max(axis=1)
        _say(f"{name}: top-1 {np.mean(order[:, 0] == labels):.1%}, top-3 {top_3:.1%}")
        _say(
            f"  mean confidence {sure.mean():.3f}, expected calibration error "
            f"{calibration_error(sure, order[:, 0] == labels):.3f}"
        )
        for one in reliability(sure, order[:, 0] == labels):
            _say(f"  sure {one.sure:.2f}, right {one.right:.2f}, {one.count} sentences")
    both = np.concatenate(list(probabilities.values()))
    _thresholds(both, np.concatenate([labels] * len(probabilities)))
    right = probabilities["clean"].argmax(axis=1) == labels
    for index, name in enumerate(classes):
        of_intent = labels == index
        _say(f"  {name:22} {int(of_intent.sum()):4} sentences, right {right[of_intent].mean():.0%}")


def _thresholds(table: Floats, labels: Labels) -> None:
    right, sure = table.argmax(axis=1) == labels, table.max(axis=1)
    fitting = [one for one in THRESHOLDS if np.mean(sure[right] < one) <= MOST_RIGHT_ASKED]
    for one in THRESHOLDS:
        _say(
            f"threshold {one}: asks instead of {np.mean(sure[right] < one):.1%} of right and "
            f"{np.mean(sure[~right] < one):.1%} of wrong answers"
        )
    _say(f"chosen: threshold {max(fitting)}")


def _right(part: Parts, labels: Labels, tuning: Tuning) -> float:
    return _mean_of_intents(mixed(part, tuning).argmax(axis=1) == labels, labels)


def _mean_of_intents(right: NDArray[np.bool_], labels: Labels) -> float:
    """Return the share that is right, every intent counting the same."""
    return float(np.mean([right[labels == one].mean() for one in np.unique(labels)]))


def _surprise(part: Parts, labels: Labels, tuning: Tuning) -> float:
    """Return the mean negative log-likelihood of the right intents."""
    table = mixed(part, tuning)
    return float(-np.log(table[np.arange(len(labels)), labels] + 1e-12).mean())


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.rasa.tune", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/nlu.yml"))
    parser.add_argument("--gazetteer", type=Path, default=Path("models/gazetteer.json"))
    parser.add_argument("--copies", type=int, default=1, help="miswritten copies of each example")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
