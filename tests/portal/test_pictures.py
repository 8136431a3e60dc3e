"""Pictures on the web: in the bubble with words for who does not see them, for their chat alone."""

import re

from messages.domain.content import Picture, Say
from messages.services.outbox import enqueue
from storage.clock import utc_now
from storage.database import transaction
from tests.portal.test_api import chat_key_of, started

SAY = Say(
    "Here's what I can see.",
    picture=Picture("progress", {"waiting": 1, "ahead": 0, "past": 3, "employers": 2}),
)
IMAGE = re.compile(r'<img class="bubble__picture" src="([^"]+)" alt="([^"]+)"')


def show(db, chat_key, say=SAY):
    with transaction(db) as session:
        enqueue(session, chat_key, [say], now=utc_now())


async def test_the_page_shows_it_with_words(browser, world, other, db):
    mine = browser.chat(world)
    show(db, world.chat_key)

    [(address, words)] = IMAGE.findall((await mine.get("/chat/room")).text)
    answer = await mine.get(address)

    assert "Approved and over: 3." in words
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["cache-control"].startswith("private")
    assert (await browser.chat(other).get(address)).status_code == 404


async def test_what_is_none_or_cannot_be_drawn_is_not_shown(browser, world, db):
    mine = browser.chat(world)
    show(db, world.chat_key, Say("Hello.", picture=Picture("nothing of ours")))

    page = (await mine.get("/chat/room")).text

    assert "Hello." in page
    assert IMAGE.findall(page) == []
    for number in ("0", "1", "99999999999"):
        assert (await mine.get(f"/chat/pictures/{number}")).status_code == 404


async def test_a_program_gets_it_with_its_token(browser, db):
    http = browser.http
    headers = await started(http)
    show(db, chat_key_of(db, headers))

    found = (await http.get("/api/chat/messages", headers=headers)).json()["messages"][-1]
    answer = await http.get(found["picture"]["address"], headers=headers)

    assert found["text"] == "Here's what I can see."
    assert "Approved and over: 3." in found["picture"]["alt"]
    assert answer.headers["content-type"] == "image/png"
    assert (await http.get(found["picture"]["address"])).status_code == 401
