"""Measures names and forms without a model: `python -m bot.rasa.evaluate_entities FILE`.

Sentences go through spelling, names and forms as in the pipeline, once as they are and once
miswritten with a fixed seed. What is found counts as right where kind and id agree, wherever it
stands; where the file gives no id, kind and words must. The name of a place or job in a table of
questions (.csv, one column a kind) agrees with every name of the same thing.
"""

import argparse
import csv
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.loading import load_data

from bot.rasa.encoder import whole_words
from bot.rasa.entities import find_entities, hear
from bot.rasa.examples import read_examples
from bot.rasa.gazetteer import Gazetteer, read_gazetteer
from bot.rasa.names import NameFinder
from bot.rasa.normaliser import domain_words
from bot.rasa.spelling import Speller
from bot.rasa.typos import misspelt
from bot.rasa.words import joined, split_words

TYPO_SEED = "evaluation"  # neither that of training nor that of validation
NOT_COUNTED = frozenset({"number", "ordinal", "join_code"})  # the dialogue's own
COLUMNS = ("occupation", "subject", "skill", "place")  # of a table of questions
_LEADING = frozenset({"in", "on", "at", "from", "for", "during", "the", "by"})

Finder = Callable[[str], list[dict[str, Any]]]


@dataclass(frozen=True)
class Marked:
    """What is named: its kind, its id or None, and its words."""

    kind: str
    id: str | None
    words: str


@dataclass(frozen=True)
class Sentence:
    """A sentence, what is named in it, and the kinds that its file marks."""

    text: str
    named: tuple[Marked, ...]
    kinds: frozenset[str] | None = None


@dataclass
class Score:
    """How often something was found rightly, found though nobody meant it, and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that was meant."""
        return self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        """The share of what was meant that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.extra + self.missed)


def main(arguments: list[str] | None = None) -> int:
    """Print the report and return the exit code."""
    options = _options(arguments)
    gazetteer = read_gazetteer(options.gazetteer)
    if options.employers is not None:
        employers = read_gazetteer(options.employers)
        gazetteer = Gazetteer((*gazetteer.entries, *employers.entries))
    find, names = finder_of(gazetteer, options.training), names_by_id(gazetteer)
    sentences = read_sentences(options.file)
    for title, misspell in (("as written", False), ("with typos", True)):
        scores, wrong, cpu_ms = measure(sentences, find, names, misspell=misspell)
        sys.stdout.write("\n".join([f"{title} ({cpu_ms:.2f} ms of CPU)", *_table(scores), ""]))
        if options.errors:
            sys.stdout.write("\n".join([*wrong, "", ""]))
    return 0


def finder_of(gazetteer: Gazetteer, training: Path) -> Finder:
    """Return the pipeline's way from a text to its entities, with the spelling of its data."""
    common = whole_words()
    spoken = [example.text for example in read_examples(training)]
    speller = Speller(domain_words(spoken, gazetteer.names()), common)
    names = NameFinder(gazetteer, common.__contains__)
    return lambda text: find_entities(text, hear(speller.correct(split_words(text)), names, text))


def names_by_id(gazetteer: Gazetteer) -> Mapping[tuple[str, str], frozenset[str]]:
    """Return every name of every thing, as plain words."""
    return {
        (entry.kind, entry.id): frozenset(joined(split_words(name)) for name in entry.names)
        for entry in gazetteer.entries
    }


def read_sentences(path: Path) -> list[Sentence]:
    """Return the sentences of a file in Rasa's form, or of a table of questions."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [_from_row(row) for row in csv.DictReader(file)]
    return [
        Sentence(str(message.get(TEXT)), tuple(_marked(message.get(TEXT), message.get(ENTITIES))))
        for message in load_data(str(path)).intent_examples
    ]


def _from_row(row: Mapping[str, str]) -> Sentence:
    named = [
        Marked(kind, name.lower(), name)
        for kind in COLUMNS
        for name in row[kind].split("; ")
        if name
    ]
    return Sentence(row["text"], tuple(named), frozenset(COLUMNS))


def _marked(text: str, entities: Sequence[Mapping[str, Any]] | None) -> Iterator[Marked]:
    for entity in entities or ():
        words, value = text[entity["start"] : entity["end"]], str(entity["value"])
        yield Marked(str(entity["entity"]), None if value == words else value, words)


def measure(
    sentences: Sequence[Sentence],
    find: Finder,
    names: Mapping[tuple[str, str], frozenset[str]],
    *,
    misspell: bool,
) -> tuple[dict[str, Score], list[str], float]:
    """Return the scores by kind, every miss in words, and the median CPU time of a sentence."""
    scores: dict[str, Score] = {}
    wrong, times = [], []
    for sentence in sentences:
        text = misspelt(sentence.text, seed=TYPO_SEED) if misspell else sentence.text
        started = time.process_time()
        entities = find(text)
        times.append((time.process_time() - started) * 1000)
        missed, extra, right = _compare(text, sentence, entities, names)
        for one in right:
            scores.setdefault(one.kind, Score()).right += 1
        for one in extra:
            scores.setdefault(one.kind, Score()).extra += 1
        for one in missed:
            scores.setdefault(one.kind, Score()).missed += 1
        if missed or extra:
            wrong.append(f"{text}\n    missed {_list(missed)}; extra {_list(extra)}")
    return scores, wrong, statistics.median(times)


def _compare(
    text: str,
    sentence: Sentence,
    entities: Sequence[Mapping[str, Any]],
    names: Mapping[tuple[str, str], frozenset[str]],
) -> tuple[list[Marked], list[Marked], list[Marked]]:
    found = {
        Marked(one["entity"], one["value"], _as_meant(sentence.text, text, one))
        for one in entities
        if one["entity"] not in NOT_COUNTED
        and (sentence.kinds is None or one["entity"] in sentence.kinds)
    }
    left = sorted(found, key=lambda one: (one.kind, one.words))
    missed, right = [], []
    for meant in sentence.named:
        same = next((one for one in left if _agree(meant, one, names)), None)
        if same is None:
            missed.append(meant)
        else:
            right.append(meant)
            left = [one for one in left if (one.kind, one.id) != (same.kind, same.id)]
    return missed, left, right


def _as_meant(original: str, text: str, entity: Mapping[str, Any]) -> str:
    """Return the words that an entity covers as they were before they were miswritten.

    Miswriting keeps the number of words between spaces.
    """
    first = len(text[: entity["start"] + 1].split()) - 1
    last = len(text[: entity["end"]].split())
    if original == text or len(original.split()) != len(text.split()):
        return text[entity["start"] : entity["end"]]
    return " ".join(original.split()[first:last])


def _agree(meant: Marked, found: Marked, names: Mapping[tuple[str, str], frozenset[str]]) -> bool:
    if meant.kind != found.kind:
        return False
    if meant.id is None:
        # A value that is the same as its words cannot be told from none.
        return meant.words.lower() == found.id or _bare(meant.words) == _bare(found.words)
    name = joined(split_words(meant.id))
    return found.id in {meant.id, name.replace(" ", "-")} or name in names.get(
        (found.kind, found.id or ""), ()
    )


def _bare(words: str) -> list[str]:
    bare = [word.text for word in split_words(words) if word.text not in {"?", "&", "+"}]
    while len(bare) > 1 and bare[0] in _LEADING:
        bare = bare[1:]
    return bare


def _table(scores: Mapping[str, Score]) -> Iterator[str]:
    yield "| kind | named | precision | recall | F1 |"
    yield "|---|---|---|---|---|"
    parts = ("right", "extra", "missed")
    everything = Score(*(sum(getattr(one, part) for one in scores.values()) for part in parts))
    for kind, s in [*sorted(scores.items()), ("all", everything)]:
        share = f"{s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f}"
        yield f"| {kind} | {s.right + s.missed} | {share} |"


def _list(marked: Sequence[Marked]) -> str:
    return ", ".join(f"{one.kind}={one.id or ''}({one.words})" for one in marked) or "-"


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.rasa.evaluate_entities")
    parser.add_argument("file", type=Path, help="such as tests/nlu/entities.yml")
    parser.add_argument("--gazetteer", type=Path, default=Path("models/gazetteer.json"))
    parser.add_argument("--employers", type=Path, help="names from the database, same form")
    parser.add_argument("--training", type=Path, default=Path("data/nlu.yml"))
    parser.add_argument("--errors", action="store_true", help="list every miss")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
