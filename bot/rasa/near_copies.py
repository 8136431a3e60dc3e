"""Reports sentences that are too alike: `python -m bot.rasa.near_copies [--against FILE ...]`.

Two sentences are alike when their vectors nearly agree, or when nothing but a name differs (the
same skeleton, once names are replaced by what kind of name they are). Within the training data
that is a template with the noun changed; between it and a test set it makes the test worthless.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.rasa.encoder import Floats, SentenceEncoder
from bot.rasa.examples import Example, read_examples
from bot.rasa.mixture import Phrase
from bot.rasa.phrases import PhraseReader

NEAR = 0.95  # cosine; below it sentences begin to ask for different things
_SHOWN = 20


@dataclass(frozen=True)
class Pair:
    """Two sentences that are alike, and how: the cosine, or None for the same skeleton."""

    first: Example
    second: Example
    likeness: float | None


class Likeness:
    """Sentences with their vectors and skeletons."""

    def __init__(self, examples: Sequence[Example], reader: PhraseReader, encoder: SentenceEncoder):
        self.examples = examples
        self.phrases: list[Phrase] = reader.phrases([example.text for example in examples])
        self.vectors: Floats = encoder.encode_all([phrase.plain for phrase in self.phrases])

    def pairs_within(self) -> Iterator[Pair]:
        """Yield the pairs of one intent that are alike; each later sentence at most once."""
        by_intent: dict[str, list[int]] = defaultdict(list)
        for index, example in enumerate(self.examples):
            by_intent[example.intent].append(index)
        for indices in by_intent.values():
            yield from self._pairs_of(indices)

    def pairs_with(self, other: "Likeness") -> Iterator[Pair]:
        """Yield for each sentence the nearest of the others, where that is alike."""
        skeletons = {phrase.masked: index for index, phrase in enumerate(other.phrases)}
        nearest = self.vectors @ other.vectors.T
        for index, (example, phrase) in enumerate(zip(self.examples, self.phrases, strict=True)):
            best = int(nearest[index].argmax())
            if nearest[index, best] >= NEAR:
                yield Pair(example, other.examples[best], float(nearest[index, best]))
            elif _is_skeleton(phrase) and phrase.masked in skeletons:
                yield Pair(example, other.examples[skeletons[phrase.masked]], None)

    def _pairs_of(self, indices: Sequence[int]) -> Iterator[Pair]:
        near = np.tril(self.vectors[indices] @ self.vectors[indices].T, -1)
        skeletons: dict[str, int] = {}
        for place, index in enumerate(indices):
            phrase, best = self.phrases[index], int(near[place].argmax())
            if near[place, best] >= NEAR:
                likeness = float(near[place, best])
                yield Pair(self.examples[indices[best]], self.examples[index], likeness)
            elif _is_skeleton(phrase) and phrase.masked in skeletons:
                yield Pair(self.examples[skeletons[phrase.masked]], self.examples[index], None)
            skeletons.setdefault(phrase.masked, index)


def main(arguments: list[str] | None = None) -> int:
    """Print what is alike within the data and between it and other files; return the exit code."""
    options = _options(arguments)
    training = read_examples(options.data)
    reader, encoder = PhraseReader(training, options.gazetteer), SentenceEncoder()
    ours = Likeness(training, reader, encoder)
    _report(f"within {options.data}", len(training), list(ours.pairs_within()))
    for path in options.against:
        theirs = Likeness(read_examples(path), reader, encoder)
        _report(f"{path} in {options.data}", len(theirs.examples), list(theirs.pairs_with(ours)))
    return 0


def _is_skeleton(phrase: Phrase) -> bool:
    """Return whether a name was masked, with words enough around it to make a template."""
    return phrase.masked != phrase.plain and len(phrase.masked.split()) > 2


def _report(title: str, count: int, pairs: Sequence[Pair]) -> None:
    by_vector = [pair for pair in pairs if pair.likeness is not None]
    sys.stdout.write(
        f"{title}: {len(pairs)} of {count} sentences ({len(pairs) / count:.2%}) are near copies, "
        f"{len(by_vector)} by vector and {len(pairs) - len(by_vector)} by skeleton\n"
    )
    for pair in pairs[:_SHOWN]:
        how = "skeleton" if pair.likeness is None else f"{pair.likeness:.2f}"
        sys.stdout.write(
            f"  {how}: {pair.first.intent} {pair.first.text!r} | "
            f"{pair.second.intent} {pair.second.text!r}\n"
        )


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.rasa.near_copies", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/nlu.yml"))
    parser.add_argument("--against", type=Path, nargs="*", default=[])
    parser.add_argument("--gazetteer", type=Path, default=Path("models/gazetteer.json"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
