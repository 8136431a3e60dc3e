"""Rasa component: while training, adds miswritten copies of every example."""

# ruff: noqa: ARG003  (the signatures are Rasa's)

from typing import Any, List  # noqa: UP035  (Rasa compares these annotations at start-up)

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa.typos import misspelt

_COPY = "typo_copy"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class TypoCopies(GraphComponent):
    """Teaches the classifiers how students really type; does nothing to a student's message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return how many copies are made of each example."""
        return {"copies": 3}

    def __init__(self, config: dict[str, Any]) -> None:
        self._copies = int(config["copies"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TypoCopies":
        """Return the component."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Return the data with the copies added; the same data give the same copies."""
        copies = [
            Message({TEXT: text, INTENT: message.get(INTENT), _COPY: True})
            for message in training_data.intent_examples
            if message.get(TEXT)
            for text in copies_of(message.get(TEXT), self._copies)
        ]
        return training_data.merge(TrainingData(training_examples=copies))

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Return the messages as they are."""
        return messages


def copies_of(sentence: str, count: int) -> list[str]:
    """Return up to `count` different miswritten copies of a sentence."""
    made = (misspelt(sentence, seed=f"copy {number}") for number in range(count))
    return sorted({copy for copy in made if copy != sentence})


def is_typo_copy(message: Message) -> bool:
    """Return whether a training example was made here."""
    return bool(message.get(_COPY))
