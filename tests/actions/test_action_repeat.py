from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_repeat import ActionRepeat
from bot.actions.action_suggest_careers import ActionSuggestCareers
from messages.services.receive import Incoming, receive
from messages.tables import Channel
from tests.actions.stage import Said, Stage


async def test_the_last_answer_is_said_again_with_its_buttons(stage: Stage) -> None:
    first = await stage.turn(ActionSuggestCareers, "ideas please")

    reply = await stage.turn(ActionRepeat, "say that again", intent="repeat")

    assert reply.responses == ["utter_card"]
    assert reply.said[0].values["text"] == first.said[0].response  # the stage's own "words"
    assert reply.said[0].buttons == first.said[0].buttons


async def test_repeating_twice_repeats_the_same(stage: Stage) -> None:
    await stage.turn(ActionAskPay, "vet pay", entities=[("occupation", "vet")])

    first = await stage.turn(ActionRepeat, "again?", intent="repeat")
    second = await stage.turn(ActionRepeat, "again?", intent="repeat")

    assert second.said == first.said


async def test_a_pending_question_stays_pending(stage: Stage) -> None:
    await stage.turn(ActionAskPay, "vet pay", entities=[("occupation", "vet")])
    stage.slots["pending"] = "apply"

    reply = await stage.turn(ActionRepeat, "again?", intent="repeat")

    assert reply.slots == {"pending": "apply"}


async def test_with_nothing_said_yet_it_says_so(stage: Stage) -> None:
    reply = await stage.turn(ActionRepeat, "again?", intent="repeat")

    assert reply.said == [Said("utter_nothing_to_repeat")]


async def written(stage: Stage, text: str, update: str) -> str:
    """Return the turn id of a message that came in through the gateway."""
    incoming = Incoming(channel=Channel.WEB, address="a", update_id=update, text=text)
    return receive(stage.db, incoming, now=stage.now).turn_id


async def test_after_a_concern_it_never_says_that_nobody_at_school_knows(stage: Stage) -> None:
    stage.join()
    await written(stage, "my dad hits me", "1")

    for update in "23":
        turn_id = await written(stage, "say that again", update)
        reply = await stage.turn(ActionRepeat, "say that again", intent="repeat", turn_id=turn_id)
        assert reply.responses == ["utter_concern_help", "utter_concern_school_has"]


async def test_to_a_guest_it_says_truly_that_nobody_was_told(stage: Stage) -> None:
    await written(stage, "my dad hits me", "1")
    turn_id = await written(stage, "say that again", "2")

    reply = await stage.turn(ActionRepeat, "say that again", intent="repeat", turn_id=turn_id)

    assert reply.responses == ["utter_concern_help", "utter_concern_adult"]


async def test_a_word_that_was_not_understood_is_explained(stage: Stage) -> None:
    reply = await stage.turn(ActionRepeat, "what means bursary", intent="repeat")

    assert reply.payloads == ["/ask_student_finance"]
