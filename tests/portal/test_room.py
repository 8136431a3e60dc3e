"""The chat's room, used without a script and by our script."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from messages.domain.content import Choice, Say
from messages.services.chats import chats_of_student, find_chat
from messages.services.outbox import enqueue
from messages.tables import Channel, Inbox, InboxState
from portal.limits import Allowance, Limits
from schools.services.roster import fresh_code
from storage.clock import utc_now
from storage.database import reading, transaction

JSON = {"accept": "application/json"}


def bot_says(db, world, *says: Say, days_ago: int = 0) -> None:
    with transaction(db) as session:
        enqueue(session, world.chat_key, says, now=utc_now() - timedelta(days=days_ago))


def received(db, world, text: str) -> int:
    with reading(db) as session:
        rows = session.scalars(select(Inbox).where(Inbox.chat_key == world.chat_key))
        return sum(row.shown == text for row in rows)


async def post_json(browser, **fields: str):
    fields["csrf"] = await browser.token()
    return await browser.http.post("/chat/room", data=fields, headers=JSON)


async def test_both_sides_are_shown_in_order_with_all_buttons_of_the_answer(browser, db, world):
    browser.chat(world)
    bot_says(db, world, Say("Old one", (Choice("First button", "/first"),)))
    bot_says(db, world, Say("Which one?", (Choice("Pay", "/pay"), Choice("Route", "/route"))))

    page = (await browser.get("/chat/room")).text

    assert page.index("hello there") < page.index("Old one") < page.index("Which one?")
    assert re.findall(r'class="reply"[^>]*>([^<]+)', page) == ["First button", "Pay", "Route"]


async def test_buttons_go_once_the_student_has_answered(browser, db, world):
    browser.chat(world)
    bot_says(db, world, Say("Which one?", (Choice("Pay", "/pay"),)))

    await browser.post("/chat/room", id="a1", text="something else")
    page = (await browser.get("/chat/room")).text

    assert 'class="reply"' not in page
    assert '<div class="chat__waiting" id="waiting" >' in page


async def test_a_message_is_kept_before_the_page_comes_back(browser, db, world):
    browser.chat(world)

    response = await browser.post("/chat/room", id="a1", text="how much do nurses earn")

    assert (response.status_code, response.headers["location"]) == (303, "/chat/room#newest")
    assert received(db, world, "how much do nurses earn") == 1


async def test_a_double_click_or_replay_is_received_once(browser, db, world):
    browser.chat(world)

    first = await post_json(browser, id="same", text="only once")
    again = await post_json(browser, id="same", text="only once")

    assert (first.status_code, again.status_code) == (202, 202)
    assert received(db, world, "only once") == 1


async def test_a_pressed_button_shows_its_title_as_the_students_words(browser, db, world):
    browser.chat(world)
    bot_says(db, world, Say("Which one?", (Choice("Pay please", "/pay"),)))
    page = (await browser.get("/chat/room")).text
    [token] = re.findall(r'name="button" value="([^"]+)"', page)

    await browser.post("/chat/room", id="b1", button=token)

    assert received(db, world, "Pay please") == 1


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\x00"])
async def test_an_empty_message_is_refused_beside_the_field(browser, world, text):
    browser.chat(world)

    page = await browser.post("/chat/room", id="a1", text=text)
    script = await post_json(browser, id="a2", text=text)

    assert page.status_code == 422
    assert "Write a message first." in page.text
    assert 'aria-invalid="true"' in page.text
    assert (script.status_code, script.json()["error"]) == (422, "chat_empty")


@pytest.mark.parametrize("update_id", ["", "a b", "x" * 65, "ü"])
async def test_a_strange_id_is_refused_and_the_words_stay_in_the_field(browser, world, update_id):
    browser.chat(world)

    page = await browser.post("/chat/room", id=update_id, text="keep my words")

    assert page.status_code == 422
    assert ">keep my words</textarea>" in page.text


async def test_what_a_student_types_is_shown_as_text_only(browser, world):
    browser.chat(world)

    await browser.post("/chat/room", id="a1", text="<script>alert(1)</script> https://evil.example")
    page = (await browser.get("/chat/room")).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'href="https://evil.example"' not in page


async def test_the_bots_addresses_can_be_followed(browser, db, world):
    browser.chat(world)
    bot_says(db, world, Say("See https://example.org/a?b=1&c=<2>."))

    page = (await browser.get("/chat/room")).text

    assert 'href="https://example.org/a?b=1&amp;c="' in page
    assert "&lt;2&gt;." in page


async def test_a_long_chat_shows_its_end_and_offers_the_rest(browser, db, world):
    browser.chat(world)
    bot_says(db, world, *(Say(f"line number {number}") for number in range(70)))

    short, whole = await browser.get("/chat/room"), await browser.get("/chat/room?earlier=yes")

    assert "line number 9<" not in short.text
    assert "Show earlier messages" in short.text
    assert "line number 9<" in whole.text
    assert "Show earlier messages" not in whole.text
    assert len(whole.content) < 150_000


async def test_the_largest_chat_stays_under_the_size_of_a_page(browser, db, world):
    browser.chat(world)
    bot_says(db, world, *(Say("w" * 700) for _ in range(60)))

    assert len((await browser.get("/chat/room")).content) < 150_000


async def test_too_many_messages_wait(browser, app, world):
    browser.chat(world)
    object.__setattr__(app.state.portal, "limits", Limits(messages=Allowance(1, 0.01)))

    await post_json(browser, id="a1", text="one")
    response = await post_json(browser, id="a2", text="two")

    assert (response.status_code, response.json()["error"]) == (429, "too_often")


async def test_asking_for_the_answer_by_hand_leads_back_to_the_newest(browser, db, world):
    browser.chat(world)
    with transaction(db) as session:
        for row in session.scalars(select(Inbox).where(Inbox.chat_key == world.chat_key)):
            row.state = InboxState.DONE

    response = await browser.get("/chat/room?check=yes")

    assert (response.status_code, response.headers["location"]) == (303, "/chat/room#newest")


async def test_a_concern_is_answered_on_the_very_next_page(browser, db, world):
    browser.chat(world)

    await browser.post("/chat/room", id="a1", text="i want to kill myself")
    page = (await browser.get("/chat/room")).text

    assert "Childline" in page


async def test_a_body_too_big_is_refused(browser, db, world):
    browser.chat(world)
    with reading(db) as session:
        before = session.scalar(select(func.count()).select_from(Inbox))

    response = await browser.post("/chat/room", id="a1", text="x" * 1_100_000)

    assert response.status_code == 413
    with reading(db) as session:
        assert session.scalar(select(func.count()).select_from(Inbox)) == before


async def test_a_second_code_goes_on_with_the_conversation_there_was(browser, db, world):
    await browser.post("/chat", how="guest")
    with transaction(db) as session:
        code = fresh_code(session, world.entry_id, school_id=world.school_id, now=utc_now())
    form = {"id": "m1", "text": f"my code is {code}", "csrf": await browser.token()}

    sent = await browser.http.post("/chat/room", data=form, headers=JSON)
    other = await browser.http.post("/chat/room", data={**form, "id": "m2"}, headers=JSON)

    assert (sent.json()["moved"], other.json()["moved"]) == (True, False)
    secret = browser.http.cookies["foothold_chat"]
    with reading(db) as session:
        found = find_chat(session, channel=Channel.WEB, address=secret)
        assert found.key == world.chat_key
        assert chats_of_student(session, found.student_key or "") == [world.chat_key]
    assert "my code is" in (await browser.get("/chat/room")).text


async def test_starting_with_a_second_code_opens_the_conversation_there_was(browser, db, world):
    with transaction(db) as session:
        code = fresh_code(session, world.entry_id, school_id=world.school_id, now=utc_now())

    response = await browser.post("/chat", how="code", code=code)

    with reading(db) as session:
        secret = response.cookies["foothold_chat"]
        assert find_chat(session, channel=Channel.WEB, address=secret).key == world.chat_key
