"""Rasa component: what is named in a message, as ids of our knowledge base and plain values."""

# ruff: noqa: ARG003  (the signatures are Rasa's)

import os
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, List  # noqa: UP035  (Rasa compares these annotations at start-up)

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa.encoder import whole_words
from bot.rasa.gazetteer import Entry, Gazetteer, read_gazetteer
from bot.rasa.names import Found, NameFinder
from bot.rasa.normaliser import is_payload, keep_line_only, plain_words_of, words_of
from bot.rasa.patterns import Form, find_forms, find_join_codes
from bot.rasa.words import Word

_FILE = "gazetteer.json"
_MASKED = "masked_words"
_GIVES_WAY = frozenset({"number", "ordinal"})  # "level 2" is a qualification, not a number

_WHOLE = frozenset({"date", "badge"})  # forms whose words name nothing else
_LESS_THAN_FORMS = frozenset({"interest", "sector", "skill"})


@DefaultV1Recipe.register(
    # Also a featurizer: Rasa then lets it work on the examples before the classifier is trained.
    [
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=True,
)
class NamesAndForms(GraphComponent, EntityExtractorMixin):
    """Finds the gazetteer's names and the forms (year group, date, join code and so on)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return where the names lie.

        A copy of the gazetteer goes into the model. The employers, a file in the home folder, are
        the database's: they are read again whenever they change.
        """
        return {"gazetteer": "models/gazetteer.json", "employers": "employers.json"}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._path = Path(config["gazetteer"])
        self._employers = Path(os.environ.get("FOOTHOLD_HOME") or "var") / config["employers"]
        self._storage, self._resource = storage, resource
        self._gazetteer: Gazetteer | None = None
        self._finder: NameFinder | None = None
        self._employers_read_at = 0

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NamesAndForms":
        """Return a component that knows no names yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002  (Rasa's signature)
        """Put the gazetteer of today into the model."""
        with self._storage.write_to(self._resource) as folder:
            (folder / _FILE).write_bytes(self._path.read_bytes())
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "NamesAndForms":
        """Return the component with the model's gazetteer."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._know(read_gazetteer(folder / _FILE))
        component._know_employers()
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Put the masked words beside every example; its entities stay as they are.

        Nothing after this reads single words while training.
        """
        examples = training_data.training_examples
        said = ((words_of(message), str(message.get(TEXT) or "")) for message in examples)
        with self._finder.foreseeing(said) if self._finder else nullcontext():
            for message in examples:
                self._mask(message)
                keep_line_only(message)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Add the entities of every message that is not a pressed button."""
        self._know_employers()
        for message in messages:
            if not is_payload(message):
                found = find_entities(str(message.get(TEXT) or ""), self._mask(message))
                entities = self.add_extractor_name(found)
                message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def _know(self, gazetteer: Gazetteer, employers: Sequence[Entry] = ()) -> None:
        self._gazetteer = gazetteer
        names = Gazetteer((*gazetteer.entries, *employers))
        self._finder = NameFinder(names, whole_words().__contains__)

    def _know_employers(self) -> None:
        """Take up the employers' names where their file is new; without one there are none."""
        try:
            changed_at = self._employers.stat().st_mtime_ns
        except FileNotFoundError:
            return
        if self._gazetteer is not None and changed_at != self._employers_read_at:
            self._employers_read_at = changed_at
            self._know(self._gazetteer, read_gazetteer(self._employers).entries)

    def _mask(self, message: Message) -> "Heard":
        heard = hear(words_of(message), self._finder, str(message.get(TEXT) or ""))
        message.set(_MASKED, masked(heard))
        return heard


@dataclass(frozen=True)
class Heard:
    """The words of a message and what is named in them."""

    words: Sequence[Word]
    names: Sequence[Found]
    forms: Sequence[Form]


def hear(words: Sequence[Word], finder: NameFinder | None, text: str = "") -> Heard:
    """Return what the words name; `text` is what they were before their spelling was put right."""
    forms = find_forms(words)
    names = finder.find(words, text) if finder else []
    return Heard(words, [name for name in names if not _is_part_of(name, forms)], forms)


def _is_part_of(name: Found, forms: Sequence[Form]) -> bool:
    """Return whether a name is only a word of a date or badge: "summer holidays"."""
    return name.kind in _LESS_THAN_FORMS and any(
        form.kind in _WHOLE and form.first < name.last and name.first < form.last for form in forms
    )


def masked_words_of(message: Message) -> str:
    """Return the words of a message with every name replaced by its kind."""
    return str(message.get(_MASKED) or plain_words_of(message))


def masked(heard: Heard) -> str:
    """Return the words as one line, names and forms replaced by their kind (``xoccupation``)."""
    spans = [(one.first, one.last, one.kind) for one in heard.names]
    spans += [(one.first, one.last, one.kind) for one in heard.forms if one.kind != "number"]
    kinds: dict[int, tuple[int, str]] = {}
    for first, last, kind in spans:
        kinds.setdefault(first, (last, kind))
    line, index = [], 0
    while index < len(heard.words):
        last, kind = kinds.get(index, (index + 1, ""))
        line.append(f"x{kind.replace('_', '')}" if kind else heard.words[index].text)
        index = last
    return " ".join(line)


def find_entities(text: str, heard: Heard) -> list[dict[str, Any]]:
    """Return names and forms with their places in the original text, in order."""
    codes = [_entity("join_code", *code) for code in find_join_codes(text)]
    others = [
        entity for entity in _in_words(heard) if not any(_overlap(entity, code) for code in codes)
    ]
    return sorted(codes + others, key=lambda entity: (entity["start"], entity["entity"]))


def _in_words(heard: Heard) -> Iterator[dict[str, Any]]:
    words = heard.words
    for name in heard.names:
        yield _entity(name.kind, name.id, words[name.first].start, words[name.last - 1].end)
    for form in heard.forms:
        is_inside = any(form.first < name.last and name.first < form.last for name in heard.names)
        if not (is_inside and form.kind in _GIVES_WAY):
            start, end = words[form.first].start, words[form.last - 1].end
            yield _entity(form.kind, form.value, start, end)


def _entity(kind: str, value: str, start: int, end: int) -> dict[str, Any]:
    return {"entity": kind, "value": value, "start": start, "end": end, "confidence_entity": 1.0}


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])
