import pytest

from bot.actions.action_ask_privacy import ActionAskPrivacy
from bot.actions.action_cancel import ActionCancel
from bot.actions.action_delete_data import ActionDeleteData
from bot.actions.action_deny import ActionDeny
from bot.actions.action_fallback import ActionFallback
from bot.actions.action_feedback_negative import ActionFeedbackNegative
from bot.actions.action_out_of_scope import ActionOutOfScope
from bot.actions.action_repeat import ActionRepeat
from bot.actions.action_talk_to_adviser import ActionTalkToAdviser
from bot.actions.action_tell_topic import ActionTellTopic
from bot.actions.base import FootholdAction
from messages.services.receive import Incoming, receive
from messages.tables import Channel
from tests.actions.stage import Said, Stage


async def ask(stage: Stage, text: str, update: str = "2") -> list[Said]:
    incoming = Incoming(channel=Channel.WEB, address="a", update_id=update, text=text)
    turn_id = receive(stage.db, incoming, now=stage.now).turn_id
    reply = await stage.turn(ActionAskPrivacy, text, intent="ask_privacy", turn_id=turn_id)
    return reply.said


def worry(stage: Stage) -> None:
    incoming = Incoming(channel=Channel.WEB, address="a", update_id="1", text="my dad hits me")
    receive(stage.db, incoming, now=stage.now)


async def test_it_says_who_reads_what_somebody_writes(stage: Stage) -> None:
    stage.join()

    assert await ask(stage, "did you tell my teacher") == [Said("utter_ask_privacy")]


@pytest.mark.parametrize(
    "text",
    [
        "wdym u told school??",
        "did you actually tell someone",
        "i didnt say you could tell anyone",
        "i only said i cba. delete that",
    ],
)
async def test_after_an_alert_it_says_truly_who_was_told(stage: Stage, text: str) -> None:
    stage.join()
    worry(stage)

    assert await ask(stage, text) == [Said("utter_alert_told")]


async def test_asked_twice_it_says_it_in_other_words(stage: Stage) -> None:
    stage.join()
    worry(stage)
    await ask(stage, "did you tell someone")

    assert await ask(stage, "who did you tell", "3") == [Said("utter_alert_told_again")]


async def test_of_a_guest_nobody_was_told(stage: Stage) -> None:
    worry(stage)

    assert await ask(stage, "did you tell someone") == [Said("utter_alert_not_told_guest")]


async def test_where_only_a_button_was_pressed_nobody_was_told(stage: Stage) -> None:
    stage.join()
    said = {"event": "bot", "metadata": {"utter_action": "utter_concern_help"}}
    stage.events.append(said)

    assert await ask(stage, "did you tell someone") == [Said("utter_alert_not_told")]


@pytest.mark.parametrize("text", ["my teacher told me to ask", "can you tell me about nursing"])
async def test_other_words_after_an_alert_are_answered_as_ever(stage: Stage, text: str) -> None:
    stage.join()
    worry(stage)

    assert await ask(stage, text) == [Said("utter_ask_privacy")]


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionTellTopic, "teacher_enquiry"),
        (ActionFallback, "nlu_fallback"),
        (ActionOutOfScope, "out_of_scope"),
        (ActionFeedbackNegative, "feedback_negative"),
        (ActionDeny, "deny"),
        (ActionCancel, "cancel"),
        (ActionDeleteData, "delete_data"),
        (ActionRepeat, "repeat"),
        (ActionTalkToAdviser, "talk_to_adviser"),
    ],
)
async def test_it_is_answered_whatever_it_was_taken_for(
    stage: Stage, action: type[FootholdAction], intent: str
) -> None:
    stage.join()
    worry(stage)

    reply = await stage.turn(action, "wdym u told school??", intent=intent)

    assert reply.responses == ["utter_alert_told"]
