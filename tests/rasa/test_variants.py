"""The variants of a response come in turn."""

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa.variants import VariantsInTurn

PLAIN = [{"type": "slot", "name": "plain_english", "value": True}]
DOMAIN = Domain.from_dict(
    {
        "slots": {"plain_english": {"type": "bool", "mappings": [{"type": "custom"}]}},
        "responses": {
            "utter_bye": [{"text": "Bye."}, {"text": "See you, {name}."}],
            "utter_hard": [
                {"text": "Your application has a deadline, which is soon."},
                {"text": "The application has a deadline.", "condition": PLAIN},
            ],
        },
    }
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


@pytest.fixture
def learner():
    tracker = DialogueStateTracker("chat", slots=DOMAIN.slots)
    tracker.update(SlotSet("plain_english", True))
    return tracker


async def test_normal_english_has_no_marks(tracker):
    message = await VariantsInTurn(domain=DOMAIN).generate("utter_hard", tracker, "foothold")

    assert message == {"text": "Your application has a deadline, which is soon.", "variant": 0}


async def test_simpler_english_has_its_own_words_and_says_what_to_explain(learner):
    message = await VariantsInTurn(domain=DOMAIN).generate("utter_hard", learner, "foothold")

    assert message == {
        "text": "The application has a deadline.",
        "variant": 0,
        "explains": ["application", "deadline"],
    }


async def test_a_word_is_explained_once_in_a_talk(learner):
    learner.update(BotUttered("Apply.", metadata={"explains": ["application"]}))

    message = await VariantsInTurn(domain=DOMAIN).generate("utter_hard", learner, "foothold")

    assert message["explains"] == ["deadline"]
