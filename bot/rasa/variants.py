"""Chooses among the variants of a response in turn, so that no words come twice in a row.

Where the student asked for simpler English, each message is marked with the hard words that are
to be explained beside it; our channel makes the short messages of it.
"""

import copy
from collections.abc import Iterator
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.rasa.plain_english import Glossary

PLAIN = "plain_english"  # the slot
EXPLAINS = "explains"  # in the metadata of what was said in simpler English: the words
_VARIANT = "variant"  # in the metadata of what was said


class VariantsInTurn(TemplatedNaturalLanguageGenerator):
    """Says a response's variants one after the other; stock Rasa throws dice."""

    def __init__(
        self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None
    ) -> None:
        """Use the domain's responses; Rasa replaces them when it loads the model."""
        del endpoint_config  # Rasa passes it to every generator
        super().__init__(domain.responses if domain else {})
        self._glossary = Glossary.read()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Return the next variant, filled, or None where the domain has no such response."""
        slots = tracker.current_slot_values()
        variants = self._variants(utter_action, output_channel, slots)
        if not variants:
            return None
        number = (_last_variant(utter_action, tracker) + 1) % len(variants)
        response: dict[str, Any] = self._fill_response(
            copy.deepcopy(variants[number]), slots, **kwargs
        )
        response.pop("condition", None)
        marks: dict[str, Any] = {_VARIANT: number}
        if slots.get(PLAIN):
            words = self._glossary.hard_words(
                response.get("text") or "", known=_explained_before(tracker)
            )
            marks[EXPLAINS] = [one.word for one in words]
        return {**response, **marks}

    def _variants(
        self, utter_action: str, output_channel: str, slots: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if utter_action not in self.responses:
            return []
        suitable: list[dict[str, Any]] = ResponseVariationFilter(
            self.responses
        ).responses_for_utter_action(utter_action, output_channel, slots)
        return suitable


def _explained_before(tracker: DialogueStateTracker) -> Iterator[str]:
    """Yield the words that were explained in this talk."""
    for event in tracker.events:
        if isinstance(event, BotUttered):
            yield from event.metadata.get(EXPLAINS) or ()


def _last_variant(utter_action: str, tracker: DialogueStateTracker) -> int:
    """Return which variant was said last, -1 where none was."""
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered) and event.metadata.get("utter_action") == utter_action:
            return int(event.metadata.get(_VARIANT, -1))
    return -1
