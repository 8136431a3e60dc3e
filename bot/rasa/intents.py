"""Rasa component: which intent a message has, and how sure that is."""

# ruff: noqa: ARG003  (the signatures are Rasa's)

import logging
import time
from collections.abc import Sequence
from typing import Any, List  # noqa: UP035  (Rasa compares these annotations at start-up)

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa.encoder import MODEL_SHA256, SentenceEncoder
from bot.rasa.entities import masked_words_of
from bot.rasa.mixture import Labelled, Mixture, Phrase, Tuning, fit, mixed
from bot.rasa.normaliser import is_payload, plain_words_of
from bot.rasa.typo_copies import is_typo_copy

SENTENCE_VECTOR = "sentence_vector"  # what a message was encoded to: once, for all that need it
_FILE = "mixture.joblib"
_RANKING = 69  # all: what was said before may lift the last one; our channel trims it

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentMixture(IntentClassifier, GraphComponent):
    """Mixes a classifier of meaning (sentence vectors) with one of spelling (n-grams)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the tuning used where config.yml says nothing."""
        return vars(Tuning()).copy()

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._tuning = Tuning(**{name: float(config[name]) for name in vars(Tuning())})
        self._storage, self._resource = storage, resource
        self._encoder: SentenceEncoder | None = None
        self._mixture: Mixture | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentMixture":
        """Return an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit both classifiers; the same data give the same predictions."""
        originals, copies = _labelled(training_data.intent_examples)
        started = time.monotonic()
        logger.info("encoding %d sentences", len(originals))
        vectors = SentenceEncoder().encode_all([one.phrase.plain for one in originals])
        logger.info("encoded in %.0f s; fitting", time.monotonic() - started)
        self._mixture = fit(originals, copies, vectors, self._tuning)
        with self._storage.write_to(self._resource) as folder:
            self._mixture.save(folder / _FILE, encoder=MODEL_SHA256)
        logger.info("intents trained in %.0f s", time.monotonic() - started)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "IntentMixture":
        """Return the trained component."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._mixture = Mixture.load(folder / _FILE, encoder=MODEL_SHA256)
        component._encoder = SentenceEncoder()
        return component

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Set intent and ranking of every message that is not a pressed button."""
        for message in messages:
            ranking = [] if is_payload(message) else self._rank(message)
            best = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set("intent", best, add_to_output=True)
            message.set("intent_ranking", ranking[:_RANKING], add_to_output=True)
        return messages

    def _rank(self, message: Message) -> list[dict[str, Any]]:
        """Return the intents, likeliest first; none where nothing was said or learned.

        The sentence's vector stays on the message for the components after this one.
        """
        phrase = _phrase(message)
        if self._mixture is None or self._encoder is None or not phrase.plain:
            return []
        vector = self._encoder.encode(phrase.plain)
        message.set(SENTENCE_VECTOR, vector)
        parts = self._mixture.parts([phrase], vector[np.newaxis])
        probabilities = mixed(parts, self._tuning)[0]
        order = np.argsort(-probabilities, kind="stable")
        return [
            {"name": self._mixture.classes[index], "confidence": float(probabilities[index])}
            for index in order
        ]


def _labelled(messages: Sequence[Message]) -> tuple[list[Labelled], list[Labelled]]:
    """Return the examples and the miswritten copies, each once, in a fixed order."""
    found: dict[bool, set[Labelled]] = {False: set(), True: set()}
    for message in messages:
        if message.get(TEXT):
            one = Labelled(_phrase(message), str(message.get(INTENT)))
            found[is_typo_copy(message)].add(one)
    return sorted(found[False]), sorted(found[True] - found[False])


def _phrase(message: Message) -> Phrase:
    return Phrase(plain_words_of(message), masked_words_of(message))
