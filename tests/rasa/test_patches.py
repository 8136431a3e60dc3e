"""The two patches: what they rely on in Rasa, and what they do outside of our channel."""

import hashlib
import inspect

import jsonschema
import pytest
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from bot.rasa import patches

# The source of what is wrapped or relied on, as it was when the patches were written and measured.
# When one of these changes: read it, see whether patches.py still fits, then note the new hash.
SOURCES = {
    "RemoteAction.run": (patches._stock_run, "ccabf6f1160d527a"),
    "RemoteAction._validate_action_result": (patches._stock_validate, "f8cdb4be68123961"),
    "MessageProcessor._run_action": (MessageProcessor._run_action, "6d383d0179ef1187"),
    "EndpointConfig.request": (EndpointConfig.request, "ccdb778aed8208e2"),
}


def test_rasa_is_the_version_that_was_patched():
    assert rasa.__version__ == "3.6.21"


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_wrapped_has_not_changed(name):
    function, known = SOURCES[name]
    assert hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16] == known


def test_patching_twice_changes_nothing():
    patches.apply_patches()
    patched = RemoteAction.run
    patches.apply_patches()

    assert RemoteAction.run is patched is patches._run_or_end_the_turn


def test_the_compiled_schema_judges_like_the_stock_one():
    patches.apply_patches()
    action = RemoteAction("action_x", None)
    for result in (
        {"events": [], "responses": []},
        {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "x"}]},
        {},
    ):
        assert action._validate_action_result(result)
        assert patches._stock_validate(action, result)
    for result in ({"events": "no"}, {"events": [{"event": 1}]}, {"responses": ["x"]}, []):
        for validate in (action._validate_action_result, patches._stock_validate.__get__(action)):
            with pytest.raises(jsonschema.ValidationError):
                validate(result)


async def test_outside_of_our_channel_rasa_keeps_its_own_exception():
    patches.apply_patches()
    nowhere = EndpointConfig(url="http://127.0.0.1:9/webhook")
    tracker = DialogueStateTracker.from_events("chat", [])
    action = RemoteAction("action_x", nowhere)

    with pytest.raises(RasaException):
        await action.run(CollectingOutputChannel(), None, tracker, Domain.empty())
