"""Rasa component: which jobs and which parts of topics a message is nearest to in meaning.

It works on the sentence vector that the intent classifier left on the message.
"""

# ruff: noqa: ARG003  (the signatures are Rasa's)

import logging
import random
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, List  # noqa: UP035  (Rasa compares these annotations at start-up)

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa.encoder import Floats, SentenceEncoder
from bot.rasa.entities import masked_words_of
from bot.rasa.intents import SENTENCE_VECTOR
from bot.rasa.nearest_texts import Described, read_nearest_texts
from bot.rasa.neighbours import Measure, Near, Neighbours, fit
from bot.rasa.normaliser import plain_words_of
from bot.rasa.typo_copies import is_typo_copy
from bot.rasa.words import joined, split_words
from safeguarding.domain.alerts import DISCLOSE_INTENT

NEAREST_OCCUPATIONS, NEAREST_PARTS = "nearest_occupations", "nearest_parts"
MOST_OCCUPATIONS = 5
# Chosen on tests/nlu/nearest_validation.yml (docs/nlu.md).
OF_OCCUPATIONS, OF_PARTS = Measure(3, 0.1), Measure(2, 0.2)
_ORDINARY = 2_500  # sentences: what is said besides, learned from to be told apart
_SEED = "ordinary"
# Sentences that may describe a job teach nothing about what describes none.
_MAY_DESCRIBE = frozenset(
    {"ask_occupation", "explore_by_interest", "explore_by_subject", "suggest_careers"}
)
_A_NAME = "xoccupation"  # in masked words

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NearestMeaning(IntentClassifier, GraphComponent):
    """Puts the nearest jobs, and the nearest part of every topic, on a message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return where the texts lie."""
        return {"texts": "models/nearest.json"}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._path = Path(config["texts"])
        self._storage, self._resource = storage, resource
        self._occupations: Neighbours | None = None
        self._parts: Neighbours | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NearestMeaning":
        """Return a component that knows nothing yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Take up the texts of today; the same texts and data give the same bytes."""
        started = time.monotonic()
        texts, encoder = read_nearest_texts(self._path), SentenceEncoder()
        said = _ordinary(training_data.intent_examples)
        vectors = encoder.encode_all([plain for _, plain in said])
        topics = {part.id.partition("/")[0] for part in texts.parts}
        jobless = vectors[_without(said, _MAY_DESCRIBE)]
        self._occupations = _learn(texts.occupations, encoder, jobless, OF_OCCUPATIONS)
        self._parts = _learn(texts.parts, encoder, vectors[_without(said, topics)], OF_PARTS)
        with self._storage.write_to(self._resource) as folder:
            self._occupations.save(folder / _file(NEAREST_OCCUPATIONS))
            self._parts.save(folder / _file(NEAREST_PARTS))
        logger.info("texts found by meaning taken up in %.0f s", time.monotonic() - started)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "NearestMeaning":
        """Return the trained component; it needs no encoder of its own."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            path = folder / _file(NEAREST_OCCUPATIONS)
            component._occupations = Neighbours.load(path, OF_OCCUPATIONS)
            component._parts = Neighbours.load(folder / _file(NEAREST_PARTS), OF_PARTS)
        return component

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Set what every message that was read is near to."""
        for message in messages:
            vector = message.get(SENTENCE_VECTOR)
            if vector is not None and self._occupations and self._parts:
                jobs = self._occupations.rank(vector, MOST_OCCUPATIONS)
                found = [{"id": one.id, "score": round(one.score, 3)} for one in jobs]
                message.set(NEAREST_OCCUPATIONS, found, add_to_output=True)
                parts = nearest_of_topics(self._parts.rank(vector))
                message.set(NEAREST_PARTS, parts, add_to_output=True)
        return messages


def nearest_of_topics(ranking: Sequence[Near]) -> list[dict[str, Any]]:
    """Return the nearest part of each topic and its lead over the topic's next one."""
    by_topic: dict[str, list[Near]] = {}
    for near in ranking:
        by_topic.setdefault(near.id.partition("/")[0], []).append(near)
    return [
        {
            "topic": topic,
            "part": parts[0].id.partition("/")[2],
            "score": round(parts[0].score, 3),
            "lead": round(parts[0].score - parts[1].score, 3) if len(parts) > 1 else 1.0,
        }
        for topic, parts in by_topic.items()
    ]


def _ordinary(examples: Sequence[Message]) -> list[tuple[str, str]]:
    """Return intents and plain words of some sentences that name no job, in a fixed order."""
    every = {
        (str(message.get(INTENT)), plain_words_of(message))
        for message in examples
        if not is_typo_copy(message)
        and message.get(INTENT) != DISCLOSE_INTENT
        and _A_NAME not in masked_words_of(message)
    }
    said = sorted(one for one in every if one[1])
    random.Random(_SEED).shuffle(said)  # noqa: S311  (not a secret)
    return said[:_ORDINARY]


def _without(said: Sequence[tuple[str, str]], intents: Collection[str]) -> list[int]:
    return [place for place, (intent, _) in enumerate(said) if intent not in intents]


def _learn(
    described: Sequence[Described], encoder: SentenceEncoder, ordinary: Floats, measure: Measure
) -> Neighbours:
    owners = [place for place, one in enumerate(described) for _ in one.texts]
    texts = [joined(split_words(text)) for one in described for text in one.texts]
    vectors = encoder.encode_all(texts)
    return fit([one.id for one in described], owners, vectors, ordinary, measure)


def _file(name: str) -> str:
    return f"{name}.npz"
