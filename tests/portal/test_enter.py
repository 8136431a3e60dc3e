"""The link that works once, from Telegram to the web chat."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from messages.services.chats import find_chat
from messages.services.receive import OPENING_PAYLOAD
from messages.tables import Channel, Inbox
from schools.services.roster import code_hash
from schools.tables import JoinCode
from storage.clock import utc_now
from storage.database import reading, transaction
from students.services.links import LINK_LIFE, give_link
from students.services.retention import expire_door_links
from students.tables import DoorLink


def link(db, world, *, to_chat=False, now=None):
    """Return the path of a link: to the unused code's student, or to the world's chat."""
    now = now or utc_now()
    with transaction(db) as session:
        if to_chat:
            token = give_link(session, "seed", chat_key=world.chat_key, now=now)
        else:
            hashed = code_hash(session, world.unused_code)
            code_id = session.scalars(select(JoinCode.id).where(JoinCode.code_hash == hashed)).one()
            token = give_link(session, "seed", join_code_id=code_id, now=now)
    return f"/chat/enter/{token}"


def chat_at(db, response):
    with reading(db) as session:
        secret = response.cookies["foothold_chat"]
        return find_chat(session, channel=Channel.WEB, address=secret)


async def test_the_link_joins_once_and_opens_the_room(browser, db, world):
    path = link(db, world)

    response = await browser.post(path)

    assert (response.status_code, response.headers["location"]) == (303, "/chat/room?check=new")
    assert "Max-Age" not in response.headers["set-cookie"]
    chat = chat_at(db, response)
    assert chat.school_id == world.school_id
    with reading(db) as session:
        [opening] = session.scalars(select(Inbox).where(Inbox.chat_key == chat.key))
        assert opening.text == OPENING_PAYLOAD
    assert (await browser.get("/chat/room")).status_code == 200
    again = await browser.post(path)
    assert again.status_code == 404
    assert "This link does not work" in again.text


async def test_a_link_to_a_conversation_goes_on_with_it(browser, db, world):
    response = await browser.post(link(db, world, to_chat=True))

    assert chat_at(db, response).key == world.chat_key


async def test_looking_at_the_link_does_not_use_it(browser, db, world):
    path = link(db, world)

    for _ in range(3):
        shown = await browser.get(path)
        assert shown.status_code == 200
        assert "Open my chat" in shown.text
        assert "foothold_chat" not in shown.cookies
    assert (await browser.http.head(path)).status_code in (200, 405)

    assert (await browser.post(path)).status_code == 303


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("token", ["x", "0" * 32, "é", "x" * 5_000])
async def test_a_made_up_link_opens_nothing(browser, method, token):
    response = await getattr(browser, method)(f"/chat/enter/{token}")

    assert response.status_code == 404
    assert "This link does not work" in response.text
    assert "foothold_chat" not in response.cookies


async def test_a_link_ends_after_half_an_hour(browser, db, world):
    path = link(db, world, now=utc_now() - LINK_LIFE)

    assert (await browser.get(path)).status_code == 404
    assert (await browser.post(path)).status_code == 404


async def test_a_form_from_elsewhere_does_not_use_it(browser, db, world):
    path = link(db, world)

    assert (await browser.http.post(path, data={})).status_code == 403

    assert (await browser.get(path)).status_code == 200


async def test_a_code_that_was_used_meanwhile_is_named(browser, db, world):
    path = link(db, world)
    now = utc_now()
    response = await browser.post("/chat", how="code", code=world.unused_code)
    assert response.status_code == 303

    response = await browser.post(path)

    assert response.status_code == 422
    assert "used already" in response.text
    with reading(db) as session:
        assert session.scalars(select(DoorLink.used_at)).all() == [None]
    with transaction(db) as session:
        assert expire_door_links(session, now=now) == 0
    with transaction(db) as session:
        assert expire_door_links(session, now=now + LINK_LIFE + timedelta(minutes=1)) == 1


async def test_only_the_links_hash_is_kept(db, world):
    token = link(db, world).rpartition("/")[2]

    with reading(db) as session:
        [row] = session.scalars(select(DoorLink))
        assert token not in row.token_hash
        assert give_link(session, "seed", chat_key="x", now=utc_now()) == token
        assert give_link(session, "other", chat_key=world.chat_key, now=utc_now()) != token
