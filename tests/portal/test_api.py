"""The chat for programs."""

import asyncio
import json
import time

import httpx
import pytest
from sqlalchemy import update

from messages.domain.content import Choice, Say
from messages.services.chats import find_chat
from messages.services.outbox import enqueue
from messages.tables import Channel, Inbox, InboxState
from portal.limits import Allowance, Limits
from storage.clock import utc_now
from storage.database import reading, transaction


async def started(http: httpx.AsyncClient, **body: object) -> dict[str, str]:
    response = await http.post("/api/chat", json=body or {"guest": True})
    assert response.status_code == 201
    return {"authorization": f"Bearer {response.json()['token']}"}


def chat_key_of(db, headers: dict[str, str]) -> str:
    channel, _, secret = headers["authorization"].removeprefix("Bearer ").partition(".")
    with reading(db) as session:
        return find_chat(session, channel=Channel(channel), address=secret).key


def answer(db, chat_key: str, *says: Say) -> None:
    with transaction(db) as session:
        enqueue(session, chat_key, says, now=utc_now())
        session.execute(
            update(Inbox).where(Inbox.chat_key == chat_key).values(state=InboxState.DONE)
        )


@pytest.mark.parametrize(
    ("body", "channel"),
    [({"guest": True}, "terminal"), ({"guest": True, "channel": "web"}, "web")],
)
async def test_the_channel_is_the_clients_choice(browser, body, channel):
    response = await browser.http.post("/api/chat", json=body)

    assert response.json()["token"].startswith(f"{channel}.")


async def test_a_code_joins_a_school(browser, db, world):
    headers = await started(browser.http, code=world.unused_code)

    with reading(db) as session:
        secret = headers["authorization"].partition(".")[2]
        chat = find_chat(session, channel=Channel.TERMINAL, address=secret)
    assert chat.school_id == world.school_id


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"[]", 422),
        (b"{", 422),
        (b"{}", 422),
        (b'{"guest": false}', 422),
        (b'{"guest": "yes"}', 422),
        (b'{"code": 7}', 422),
        (b'{"code": ""}', 422),
        (b'{"code": "WRONG"}', 422),
        (b'{"code": "\\ud83d\\u0000"}', 422),
        (b'{"guest": true, "channel": "telegram"}', 422),
        (b'{"guest": true, "channel": 7}', 422),
        (b"\xff\xfe", 422),
        (b"[" * 100_000, 422),
        (b'{"guest": true, "x": ' + b"9" * 10_000 + b"}", 422),
        (b'{"a": "' + b"a" * 1_100_000 + b'"}', 413),
    ],
)
async def test_a_chat_is_not_started_by_a_wrong_body(browser, content, status):
    response = await browser.http.post(
        "/api/chat", content=content, headers={"content-type": "application/json"}
    )

    assert response.status_code == status
    assert response.json()["message"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_only_json_is_taken_so_that_other_sites_cannot_send(browser, kind):
    response = await browser.http.post(
        "/api/chat", content=b'{"guest": true}', headers={"content-type": kind}
    )

    assert response.status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"id": "a"},
        {"text": "hi"},
        {"id": 7, "text": "hi"},
        {"id": "", "text": "hi"},
        {"id": "a" * 65, "text": "hi"},
        {"id": "a\u0000", "text": "hi"},
        {"id": "a", "text": 7},
        {"id": "a", "text": None},
        {"id": "a", "text": ""},
        {"id": "a", "text": "\u200b \u0000"},
        {"id": "a", "text": "hi", "button": "x"},
        {"id": "a", "button": ["x"]},
    ],
    ids=str,
)
async def test_a_wrong_message_is_refused_with_what_to_do(browser, body):
    headers = await started(browser.http)

    response = await browser.http.post("/api/chat/messages", json=body, headers=headers)

    assert response.status_code == 422
    assert response.json()["message"]


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "\ud83d hi", "null\x00byte", "/restart", "🦊", "\u202eabc", "<b>"]
)
async def test_any_readable_text_is_taken(browser, text):
    headers = await started(browser.http)

    response = await browser.http.post(
        "/api/chat/messages",
        content=json.dumps({"id": "a", "text": text}),
        headers={**headers, "content-type": "application/json"},
    )

    assert (response.status_code, response.json()) == (202, {"received": True, "duplicate": False})


async def test_a_replayed_id_is_the_same_message(browser):
    headers = await started(browser.http)
    body = {"id": "same", "text": "hello"}

    answers = [
        (await browser.http.post("/api/chat/messages", json=body, headers=headers)).json()
        for _ in range(3)
    ]

    assert [one["duplicate"] for one in answers] == [False, True, True]


@pytest.mark.parametrize("token", ["made-up", "x" * 500, "\x00", "ü", "a b"])
async def test_a_button_that_is_not_ours_is_answered_politely(browser, db, token):
    headers = await started(browser.http)

    sent = await browser.http.post(
        "/api/chat/messages", json={"id": "a", "button": token}, headers=headers
    )
    read = await browser.http.get("/api/chat/messages?after=0", headers=headers)

    assert sent.status_code == 202
    assert "work any more" in read.json()["messages"][0]["text"]


async def test_another_chats_button_does_nothing(browser, db):
    mine, other = await started(browser.http), await started(browser.http)
    answer(db, chat_key_of(db, mine), Say("Sure?", (Choice("Yes", "/affirm"),)))
    shown = (await browser.http.get("/api/chat/messages?after=0", headers=mine)).json()
    [button] = shown["messages"][0]["buttons"]

    await browser.http.post(
        "/api/chat/messages", json={"id": "a", "button": button["token"]}, headers=other
    )
    [line] = (await browser.http.get("/api/chat/messages?after=0", headers=other)).json()[
        "messages"
    ]

    assert "work any more" in line["text"]


async def test_messages_after_an_id_and_the_whole_chat(browser, db):
    headers = await started(browser.http)
    await browser.http.post(
        "/api/chat/messages", json={"id": "a", "text": "my words"}, headers=headers
    )
    before = (await browser.http.get("/api/chat/messages?after=0", headers=headers)).json()
    answer(db, chat_key_of(db, headers), Say("one"), Say("two", (Choice("Go", "/go"),)))

    after = (await browser.http.get("/api/chat/messages?after=0", headers=headers)).json()
    later = (
        await browser.http.get(f"/api/chat/messages?after={after['after']}", headers=headers)
    ).json()
    whole = (await browser.http.get("/api/chat/messages", headers=headers)).json()

    assert (before["messages"], before["waiting"]) == ([], True)
    assert [line["text"] for line in after["messages"]] == ["one", "two"]
    assert [button["title"] for button in after["messages"][1]["buttons"]] == ["Go"]
    assert (later["messages"], later["waiting"], later["after"]) == ([], False, after["after"])
    assert [line["text"] for line in whole["messages"]] == ["my words", "one", "two"]
    assert [line["from"] for line in whole["messages"]] == ["student", "foothold", "foothold"]


@pytest.mark.parametrize(
    "query", ["after=x", "after=-1", "after=1.5", "wait=x", "after=" + "9" * 30]
)
async def test_a_wrong_query_is_refused(browser, query):
    headers = await started(browser.http)

    response = await browser.http.get(f"/api/chat/messages?{query}", headers=headers)

    assert response.status_code == 422
    assert response.json()["message"]


async def test_a_long_poll_answers_as_soon_as_there_is_something(browser, app, db):
    headers = await started(browser.http)
    pulse = app.state.portal.pulse
    lookout = asyncio.create_task(pulse.run(pulse._wake))
    poll = asyncio.create_task(
        browser.http.get("/api/chat/messages?after=0&wait=20", headers=headers)
    )
    await asyncio.sleep(0.2)
    began = time.monotonic()

    answer(db, chat_key_of(db, headers), Say("here it is"))
    pulse.nudge()
    response = await poll

    lookout.cancel()
    assert [line["text"] for line in response.json()["messages"]] == ["here it is"]
    assert time.monotonic() - began < 1.0


async def test_too_many_messages_are_told_when_to_come_back(browser, app):
    headers = await started(browser.http)
    object.__setattr__(app.state.portal, "limits", Limits(messages=Allowance(1, 0.5)))

    first, second = [
        await browser.http.post(
            "/api/chat/messages", json={"id": name, "text": "hi"}, headers=headers
        )
        for name in ("a", "b")
    ]

    assert (first.status_code, second.status_code) == (202, 429)
    assert second.headers["retry-after"] == "2"
