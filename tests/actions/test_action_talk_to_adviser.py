from advisers.services.requests import open_requests
from bot.actions.action_talk_to_adviser import ActionTalkToAdviser
from messages.services.receive import Incoming, receive
from messages.tables import Channel
from tests.actions.stage import Said, Stage


async def ask(stage: Stage, turn_id: str | None = None) -> list[Said]:
    reply = await stage.turn(
        ActionTalkToAdviser, "can I talk to someone", intent="talk_to_adviser", turn_id=turn_id
    )
    return reply.said


async def test_the_schools_advisers_see_it(stage: Stage) -> None:
    stage.join()

    assert await ask(stage) == [Said("utter_adviser_asked")]
    [request] = open_requests(stage.db, school_id=stage.school_id)
    assert (request.student_name, request.year_group) == ("Sam Year10", 10)


async def test_asking_again_adds_no_second_request(stage: Stage) -> None:
    stage.join()
    await ask(stage)

    assert await ask(stage) == [Said("utter_adviser_asked_already")]
    assert len(open_requests(stage.db, school_id=stage.school_id)) == 1


async def test_the_same_turn_again_says_the_same(stage: Stage) -> None:
    stage.join()

    assert await ask(stage, turn_id="t") == await ask(stage, turn_id="t")


async def test_a_guest_is_told_whom_to_ask(stage: Stage) -> None:
    assert await ask(stage) == [Said("utter_adviser_of_guest")]
    assert open_requests(stage.db, school_id=stage.school_id) == []


async def test_after_a_concern_it_says_who_has_it_already(stage: Stage) -> None:
    stage.join()
    for update, text in (("1", "my dad hits me"), ("2", "can I talk to someone")):
        incoming = Incoming(channel=Channel.WEB, address="a", update_id=update, text=text)
        turn_id = receive(stage.db, incoming, now=stage.now).turn_id

    assert await ask(stage, turn_id) == [
        Said("utter_adviser_asked"),
        Said("utter_concern_school_has"),
    ]
