import pytest

from advisers.services.requests import open_requests
from bot.actions.action_affirm import ActionAffirm
from bot.actions.action_cancel import ActionCancel
from bot.actions.action_deny import ActionDeny
from bot.actions.action_talk_to_adviser import ActionTalkToAdviser
from messages.services.receive import Incoming, receive
from messages.tables import Channel
from tests.actions.stage import Said, Stage

WISH = "can I talk to someone"


async def ask(
    stage: Stage, text: str = "/talk_to_adviser", turn_id: str | None = None
) -> list[Said]:
    reply = await stage.turn(ActionTalkToAdviser, text, intent="talk_to_adviser", turn_id=turn_id)
    return reply.said


def listed(stage: Stage) -> list[str]:
    return [one.student_name for one in open_requests(stage.db, school_id=stage.school_id)]


async def test_the_schools_advisers_see_a_pressed_button_at_once(stage: Stage) -> None:
    stage.join()

    assert await ask(stage) == [Said("utter_adviser_asked")]
    [request] = open_requests(stage.db, school_id=stage.school_id)
    assert (request.student_name, request.year_group) == ("Sam Year10", 10)


@pytest.mark.parametrize(
    ("text", "response"),
    [
        (WISH, "utter_ask_adviser"),
        ("get me a human", "utter_ask_adviser"),
        ("who do i talk to at school about all this", "utter_adviser_who"),
        ("what is careers adviser", "utter_adviser_who"),
        ("who do i call", "utter_adviser_how"),
        ("i really hate phone calls can i just email", "utter_adviser_how"),
        ("can i bring someone with me", "utter_adviser_how"),
    ],
)
async def test_typed_words_share_no_name_without_a_yes(
    stage: Stage, text: str, response: str
) -> None:
    stage.join()

    assert await ask(stage, text) == [Said(response)]
    assert stage.slots["pending"] == "adviser"
    assert listed(stage) == []


async def test_a_yes_puts_the_name_on_the_list(stage: Stage) -> None:
    stage.join()
    await ask(stage, WISH)

    reply = await stage.turn(ActionAffirm, "yes please", intent="affirm")

    assert reply.responses == ["utter_adviser_asked"]
    assert listed(stage) == ["Sam Year10"]


async def test_a_no_tells_nobody(stage: Stage) -> None:
    stage.join()
    await ask(stage, WISH)

    reply = await stage.turn(ActionDeny, "no", intent="deny")

    assert reply.responses == ["utter_adviser_not_asked"]
    assert listed(stage) == []


async def test_asking_again_adds_no_second_request(stage: Stage) -> None:
    stage.join()
    await ask(stage)

    assert await ask(stage) == [Said("utter_adviser_asked_already")]
    assert await ask(stage, WISH) == [Said("utter_adviser_asked_already")]
    assert len(listed(stage)) == 1


async def test_the_same_turn_again_says_the_same(stage: Stage) -> None:
    stage.join()

    assert await ask(stage, turn_id="t") == await ask(stage, turn_id="t")


async def test_a_guest_is_told_whom_to_ask(stage: Stage) -> None:
    assert await ask(stage, WISH) == [Said("utter_adviser_of_guest")]
    assert listed(stage) == []


async def test_after_a_concern_it_says_who_has_it_already(stage: Stage) -> None:
    stage.join()
    for update, text in (("1", "my dad hits me"), ("2", WISH)):
        incoming = Incoming(channel=Channel.WEB, address="a", update_id=update, text=text)
        turn_id = receive(stage.db, incoming, now=stage.now).turn_id

    assert await ask(stage, WISH, turn_id) == [
        Said("utter_ask_adviser"),
        Said("utter_concern_school_has"),
    ]


@pytest.mark.parametrize("text", ["cancel that please", "no leave it for now"])
async def test_straight_after_it_a_change_of_mind_takes_the_name_off(
    stage: Stage, text: str
) -> None:
    stage.join()
    await ask(stage)

    reply = await stage.turn(ActionCancel, text, intent="cancel")

    assert reply.responses == ["utter_adviser_taken_off"]
    assert listed(stage) == []


@pytest.mark.parametrize("text", ["take me off the list", "i didnt ask to talk to anyone"])
async def test_outright_words_take_the_name_off_at_any_time(stage: Stage, text: str) -> None:
    stage.join()
    await ask(stage)
    stage.events.append({"event": "user", "text": "something else"})

    assert await ask(stage, text) == [Said("utter_adviser_taken_off")]
    assert await ask(stage, text) == [Said("utter_adviser_not_listed")]
    assert listed(stage) == []
