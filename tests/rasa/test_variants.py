"""The variants of a response come in turn."""

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa.variants import VariantsInTurn

DOMAIN = Domain.from_dict(
    {"responses": {"utter_bye": [{"text": "Bye."}, {"text": "See you, {name}."}]}}
)


@pytest.fixture
def tracker():
    return DialogueStateTracker("chat", slots=[])


async def say(tracker, name="utter_bye"):
    message = await VariantsInTurn(domain=DOMAIN).generate(name, tracker, "foothold", name="Sam")
    if message is None:
        return None
    text = message.pop("text")
    tracker.update(BotUttered(text, metadata={**message, "utter_action": name}))
    return text


async def test_variants_come_in_turn_and_are_filled(tracker):
    said = [await say(tracker) for _ in range(3)]

    assert said == ["Bye.", "See you, Sam.", "Bye."]


async def test_other_words_in_between_do_not_matter(tracker):
    await say(tracker)
    tracker.update(BotUttered("Hm.", metadata={"utter_action": "utter_other"}))

    assert await say(tracker) == "See you, Sam."


async def test_an_unknown_response_says_nothing(tracker):
    assert await say(tracker, "utter_nothing") is None
