"""Rasa component: plain, correctly spelt words for the components after it."""

# ruff: noqa: ARG003  (the signatures are Rasa's)

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, List  # noqa: UP035  (Rasa compares these annotations at start-up)

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa.encoder import whole_words
from bot.rasa.gazetteer import read_gazetteer
from bot.rasa.spelling import Speller
from bot.rasa.typo_copies import is_typo_copy
from bot.rasa.words import Word, joined, split_words

_FILE = "domain_words.json"
_WORDS = "words"  # not Rasa's tokens: of all examples those would take five times the memory
_LINE = "plain_words"
MIN_COUNT = 2  # a word seen once in the examples may itself be misspelt


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class Normaliser(GraphComponent):
    """Leaves the text alone and puts the words that were meant beside it, as tokens.

    A token's text is what was meant, its place is where it stands in the original: so entities
    keep their positions, and what Rasa reads from the text (a leading slash) is not changed.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return where the gazetteer lies, whose names count as words of ours."""
        return {"gazetteer": "models/gazetteer.json"}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._speller = Speller({}, {})

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Normaliser":
        """Return a component that knows no words yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which words our conversations are about."""
        originals = [
            message.get(TEXT)
            for message in training_data.training_examples
            if message.get(TEXT) and not is_typo_copy(message)
        ]
        names = read_gazetteer(Path(self._config["gazetteer"])).names()
        counts = domain_words(originals, names)
        with self._storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(counts, sort_keys=True), encoding="utf-8")
        self._speller = Speller(counts, whole_words())
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "Normaliser":
        """Return the component with the words it learned."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            counts = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        component._speller = Speller(counts, whole_words())
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Put the words beside the text of every example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Put the words that were meant beside the text of every message."""
        for message in messages:
            words = self._speller.correct(split_words(message.get(TEXT) or ""))
            message.set(_WORDS, words)
        return messages


def words_of(message: Message) -> list[Word]:
    """Return the words that the normaliser put beside a message."""
    return list(message.get(_WORDS) or ())


def plain_words_of(message: Message) -> str:
    """Return the words of a message as one line."""
    return str(message.get(_LINE) or joined(words_of(message)))


def keep_line_only(message: Message) -> None:
    """Drop the words of a training example, but for the line: of all, they take much memory."""
    message.set(_LINE, plain_words_of(message))
    message.data.pop(_WORDS, None)


def is_payload(message: Message) -> bool:
    """Return whether this is a pressed button: our channel lets no other slash through."""
    return str(message.get(TEXT) or "").startswith("/")


def domain_words(sentences: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    """Return the words of our examples (seen twice at least) and of all names, with counts."""
    spoken = Counter(word.text for sentence in sentences for word in split_words(sentence))
    counts = {word: count for word, count in spoken.items() if count >= MIN_COUNT}
    for name in names:
        for word in split_words(name):
            counts[word.text] = counts.get(word.text, 0) + MIN_COUNT
    return counts
