"""Starting and leaving a chat in the browser."""

import httpx
import pytest
from sqlalchemy import select

from messages.services.chats import find_chat
from messages.tables import Channel, Chat, Inbox
from portal.limits import Allowance, Limits
from schools.domain.roles import SchoolState
from schools.tables import School
from storage.database import reading, transaction


def chat_at(db, response: httpx.Response):
    secret = response.cookies["foothold_chat"]
    with reading(db) as session:
        return find_chat(session, channel=Channel.WEB, address=secret)


async def test_a_guest_gets_a_chat_in_which_the_dialogue_speaks_first(browser, db):
    response = await browser.post("/chat", how="guest")

    assert (response.status_code, response.headers["location"]) == (303, "/chat/room?check=new")
    chat = chat_at(db, response)
    assert chat.school_id is None
    with reading(db) as session:
        [opening] = session.scalars(select(Inbox).where(Inbox.chat_key == chat.key))
        assert (opening.text, opening.shown) == ("/greet", None)


async def test_a_join_code_binds_the_chat_to_its_student(browser, db, world):
    response = await browser.post("/chat", how="code", code=f" {world.unused_code.lower()} ")

    assert response.status_code == 303
    assert chat_at(db, response).school_id == world.school_id


async def test_a_school_that_is_not_ready_is_said_so(browser, db, world):
    with transaction(db) as session:
        session.get_one(School, world.school_id).state = SchoolState.DEMO

    response = await browser.post("/chat", how="code", code=world.unused_code)

    assert response.status_code == 422
    assert "Your school is not ready to use Foothold yet." in response.text


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("", "Type your join code, or carry on as a guest."),
        ("NOT-A-CODE", "That code is not right."),
        ("\x00\ud83d" + "A" * 5_000, "That code is not right."),
    ],
    ids=["empty", "unknown", "strange"],
)
async def test_a_code_that_does_not_work_is_said_beside_the_field(browser, code, message):
    sent = code.encode("utf-8", "replace").decode()
    response = await browser.post("/chat", how="code", code=sent, keep="yes")

    assert response.status_code == 422
    assert 'id="code-error"' in response.text
    assert message in response.text
    assert '<a href="#code">' in response.text
    assert "foothold_chat" not in response.cookies
    assert 'value="yes" checked' in response.text


async def test_a_used_code_is_named_as_used(browser, world):
    await browser.post("/chat", how="code", code=world.unused_code)

    response = await browser.post("/chat", how="code", code=world.unused_code)

    assert response.status_code == 422
    assert "This code has been used already." in response.text


async def test_wrong_codes_are_limited_and_a_right_one_is_not_counted(browser, app, world):
    object.__setattr__(app.state.portal, "limits", Limits(wrong_codes=Allowance(2, 0.001)))

    for _ in range(2):
        assert (await browser.post("/chat", how="code", code="WRONG")).status_code == 422
    response = await browser.post("/chat", how="code", code=world.unused_code)

    assert response.status_code == 422
    assert "That was too many tries. Wait" in response.text


async def test_too_many_chats_from_one_address_wait(browser, app):
    object.__setattr__(app.state.portal, "limits", Limits(openings=Allowance(1, 0.01)))

    await browser.post("/chat", how="guest")
    response = await browser.post("/chat", how="guest")

    assert response.status_code == 429
    assert int(response.headers["retry-after"]) > 0


async def test_the_chat_ends_with_the_browser_unless_asked_to_stay(browser):
    short = await browser.post("/chat", how="guest")
    long = await browser.post("/chat", how="guest", keep="yes")

    assert "Max-Age" not in short.headers["set-cookie"]
    assert "Max-Age=34560000" in long.headers["set-cookie"]


async def test_a_new_chat_never_continues_the_one_before(browser, db):
    first = chat_at(db, await browser.post("/chat", how="guest"))
    second = chat_at(db, await browser.post("/chat", how="guest"))

    assert first.key != second.key


async def test_leaving_takes_the_chat_off_the_device_and_deletes_nothing(browser, db, world):
    browser.chat(world)

    response = await browser.post("/chat/leave")
    shown = await browser.get(response.headers["location"])

    assert response.status_code == 303
    assert 'foothold_chat=""' in response.headers["set-cookie"]
    assert "You left the chat on this device." in shown.text
    with reading(db) as session:
        assert session.get(Chat, world.chat_key) is not None
