import pytest

from bot.actions.action_application_status import ActionApplicationStatus
from bot.actions.action_apply_placement import ActionApplyPlacement
from bot.actions.action_ask_occupation import ActionAskOccupation
from bot.actions.action_ask_privacy import ActionAskPrivacy
from bot.actions.action_cancel import ActionCancel
from bot.actions.action_delete_data import ActionDeleteData
from bot.actions.action_deny import ActionDeny
from bot.actions.action_fallback import ActionFallback
from bot.actions.action_feedback_negative import ActionFeedbackNegative
from bot.actions.action_out_of_scope import ActionOutOfScope
from bot.actions.action_repeat import ActionRepeat
from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.action_talk_to_adviser import ActionTalkToAdviser
from bot.actions.action_tell_topic import ActionTellTopic
from bot.actions.action_withdraw_application import ActionWithdrawApplication
from bot.actions.base import FootholdAction
from messages.services.receive import Incoming, receive
from messages.tables import Channel
from tests.actions.stage import Reply, Said, Stage


async def ask(stage: Stage, text: str, update: str = "2") -> list[Said]:
    incoming = Incoming(channel=Channel.WEB, address="a", update_id=update, text=text)
    turn_id = receive(stage.db, incoming, now=stage.now).turn_id
    reply = await stage.turn(ActionAskPrivacy, text, intent="ask_privacy", turn_id=turn_id)
    return reply.said


def said_of(said: list[Said]) -> str:
    (only,) = said
    assert only.response == "utter_card"
    return str(only.values["text"])


def worry(stage: Stage) -> None:
    incoming = Incoming(channel=Channel.WEB, address="a", update_id="1", text="my dad hits me")
    receive(stage.db, incoming, now=stage.now)


async def test_it_says_who_reads_what_somebody_writes(stage: Stage) -> None:
    stage.join()

    assert await ask(stage, "did you tell my teacher") == [Said("utter_ask_privacy")]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("wdym u told school??", "Yes. It went to Lee or Dee at your school, because"),
        ("did you actually tell someone", "Yes. It went to Lee or Dee at your school, because"),
        ("i didnt say you could tell anyone", "I hear you, and I'm sorry that I can't keep this"),
        ("i only said i cba. delete that", "I can't delete that one: it is with Lee or Dee"),
        ("is anyone going to ring my mum", "I don't ring or write to anyone at home."),
        ("am i in trouble", "No, telling me is nothing to be in trouble for."),
        ("no i was joking", "OK, thanks for saying so. What you wrote before stays with Lee"),
    ],
)
async def test_after_an_alert_it_says_truly_who_was_told(
    stage: Stage, text: str, answer: str
) -> None:
    stage.join()
    worry(stage)

    assert said_of(await ask(stage, text)).startswith(answer)


async def test_asked_twice_it_says_it_in_other_words(stage: Stage) -> None:
    stage.join()
    worry(stage)
    await ask(stage, "did you tell someone")

    assert said_of(await ask(stage, "you told school??", "3")).startswith("It went to Lee or Dee")


async def test_of_a_guest_nobody_was_told(stage: Stage) -> None:
    worry(stage)

    answer = said_of(await ask(stage, "did you tell someone"))
    assert answer.startswith("Nobody at a school was told: you're here as a guest.")


async def test_it_is_no_answer_to_a_question_about_deleting_all(stage: Stage) -> None:
    stage.join()
    worry(stage)
    stage.slots["pending"] = "delete"

    reply = await stage.turn(ActionDeny, "no dont delete it", intent="deny")

    assert reply.responses == ["utter_not_deleted"]


async def test_where_only_a_button_was_pressed_nobody_was_told(stage: Stage) -> None:
    stage.join()
    said = {"event": "bot", "metadata": {"utter_action": "utter_concern_help"}}
    stage.events.append(said)

    answer = said_of(await ask(stage, "did you tell someone"))
    assert answer.startswith("No, nobody at school has been told by me.")


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
        (ActionApplicationStatus, "application_status"),
        (ActionAskOccupation, "ask_occupation"),
    ],
)
async def test_it_is_answered_whatever_it_was_taken_for(
    stage: Stage, action: type[FootholdAction], intent: str
) -> None:
    stage.join()
    worry(stage)

    reply = await stage.turn(action, "wdym u told school??", intent=intent)

    assert said_of(reply.said).startswith("Yes. It went to Lee or Dee at your school")


async def say_after(
    stage: Stage, action: type[FootholdAction], text: str, intent: str, update: str
) -> Reply:
    incoming = Incoming(channel=Channel.WEB, address="a", update_id=update, text=text)
    turn_id = receive(stage.db, incoming, now=stage.now).turn_id
    return await stage.turn(action, text, intent=intent, turn_id=turn_id)


@pytest.mark.parametrize("is_guest", [True, False])
async def test_how_to_get_out_of_it_is_about_no_application(stage: Stage, is_guest: bool) -> None:
    if not is_guest:
        stage.join()
    worry(stage)
    asked = [
        (ActionWithdrawApplication, "how do i get out of it", "withdraw_application"),
        (ActionApplyPlacement, "can he make me do it", "apply_placement"),
        (ActionFallback, "what do i do", "nlu_fallback"),
    ]

    texts = [
        said_of((await say_after(stage, action, text, intent, str(number))).said)
        for number, (action, text, intent) in enumerate(asked, 2)
    ]

    assert len(set(texts)) == 3
    for text in texts:
        assert "your fault" in text
        assert "0800 1111" in text
        assert "999" in text


async def test_a_guest_takes_back_after_asking_on(stage: Stage) -> None:
    worry(stage)
    await ask(stage, "do they tell my mum")

    reply = await say_after(stage, ActionDeny, "i was joking", "deny", "3")

    assert said_of(reply.said).startswith("OK, thanks for saying so. You're a guest here")


async def test_why_it_was_sent_is_said_and_the_question_beside_it_answered(stage: Stage) -> None:
    stage.join()
    stage.offer()
    worry(stage)
    text = "why did u send that?? i only asked about work experience"

    reply = await say_after(stage, ActionSearchPlacements, text, "search_placements", "2")

    assert str(reply.said[0].values["text"]).startswith("I sent it because some words can mean")
    assert "utter_offers" in reply.responses
