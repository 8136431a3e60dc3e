"""Whatever is sent: no 5xx, no stuck chat, no leak, and the next honest question is answered."""

import asyncio

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bench.students import Student
from messages.tables import Inbox, InboxState
from storage.database import reading

pytestmark = pytest.mark.running

FUZZED = 2_000
CHATS = 20
NASTY = [
    "a" * 10_000,
    "🦊🎉🔥" * 50,
    "\u202eابجد هوز\u202c مرحبا",
    "\u200b\u200d\ufeff.",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "'; DROP TABLE inbox; --",
    '/apply_placement{"slot": "1"}',
    "/restart",
    "/back",
    "@bot /session_start",
    "null\x00byte",
    "{{7*7}} ${7*7} {text} %s %n",
    "\ud83d hi",
    "?" * 500,
    "a\n" * 300,
    "../../etc/passwd",
    "𝖍𝖔𝖜 𝖒𝖚𝖈𝖍",
]


@pytest.mark.parametrize("text", NASTY)
async def test_a_nasty_message_is_answered_and_the_chat_goes_on(http, text):
    student = await Student.start(http)

    replies = await student.ask(text)
    [*_, answer] = await student.ask("how much does an electrician earn")

    assert replies
    assert "{text}" not in " ".join(reply.text for reply in replies)
    assert "lectrician" in answer.text


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "application/json", 422),
        (b"[]", "application/json", 422),
        (b'{"id": 7, "text": "hi"}', "application/json", 422),
        (b'{"id": "a", "text": ["hi"]}', "application/json", 422),
        (b'{"id": "a", "text": ""}', "application/json", 422),
        (b'{"id": "a"}', "application/json", 422),
        (b'{"id": "a", "text": "x", "button": "y"}', "application/json", 422),
        (b'{"id": "' + b"a" * 65 + b'", "text": "hi"}', "application/json", 422),
        (b"\xff\xfe\xfa", "application/json", 422),
        (b"[" * 5_000, "application/json", 422),
        (b"text=hi", "application/x-www-form-urlencoded", 422),
        (b'{"id": "a", "text": "' + b"a" * 1_100_000 + b'"}', "application/json", 413),
    ],
)
async def test_a_malformed_request_is_refused_with_what_to_do(http, content, kind, status):
    student = await Student.start(http)
    headers = {"Authorization": f"Bearer {student.token}", "Content-Type": kind}

    response = await http.post("/api/chat/messages", content=content, headers=headers)

    assert response.status_code == status
    assert response.json()["message"]


@pytest.mark.parametrize("token", ["web.", "web.made-up", "nonsense", "web." + "x" * 5_000])
async def test_a_wrong_token_opens_nothing(http, token):
    headers = {"Authorization": f"Bearer {token}"}
    body = {"id": "a", "text": "hi"}

    read = await http.get("/api/chat/messages", headers=headers)
    written = await http.post("/api/chat/messages", json=body, headers=headers)

    assert {read.status_code, written.status_code} <= {400, 401, 431}


async def test_a_replayed_message_is_answered_once(http, product_db):
    student = await Student.start(http)
    headers = {"Authorization": f"Bearer {student.token}"}
    body = {"id": "same", "text": "how much does an electrician earn"}

    answers = await asyncio.gather(
        *(http.post("/api/chat/messages", json=body, headers=headers) for _ in range(10))
    )
    await student.settle()
    listed = await http.get("/api/chat/messages", headers=headers)

    assert {answer.status_code for answer in answers} == {202}
    assert sum(answer.json()["duplicate"] for answer in answers) == 9
    own = [line for line in listed.json()["messages"] if line["from"] == "student"]
    assert len(own) == 1


async def test_another_chats_button_is_answered_politely_and_does_nothing(http):
    mine, other = await Student.start(http), await Student.start(http)
    [*_, offer] = await mine.ask("how much does an electrician earn")
    token = offer.buttons[0].token

    [reply] = await other.press(token)

    assert "doesn't work any more" in reply.text


@pytest.mark.slow
async def test_two_thousand_fuzzed_messages(http, product_db):
    texts = fuzzed_texts()
    students = [await Student.start(http) for _ in range(CHATS)]

    async def talk(student: Student, own: list[str]) -> None:
        for text in own:
            await send_or_be_refused(student, text)
            await student.settle()

    await asyncio.gather(*(talk(s, texts[n::CHATS]) for n, s in enumerate(students)))

    for student in students:
        assert await student.ask("how much does an electrician earn")
    with reading(product_db) as session:
        stuck = select(func.count()).select_from(Inbox).where(Inbox.state != InboxState.DONE)
        assert session.scalar(stuck) == 0


async def send_or_be_refused(student: Student, text: str) -> None:
    """Send; a message with nothing in it is refused."""
    try:
        await student.send(text=text)
    except httpx.HTTPStatusError as error:
        refusal = error.response.status_code
    else:
        refusal = 422
    assert refusal == 422


def fuzzed_texts() -> list[str]:
    """Return texts of all kinds, the same in every run."""
    words = st.sampled_from(
        ["pay", "nurse", "apply", "yes", "no", "/restart", "{}", "0", "2", "💥", "\u200b", "\x00"]
    )
    anything = st.text(st.characters(codec=None), min_size=1, max_size=80)
    sentences = st.lists(words, min_size=1, max_size=12).map(" ".join)
    typed = st.text("abcdefghijklmnopqrstuvwxyz '?", min_size=1, max_size=60)
    texts: list[str] = []

    @settings(
        max_examples=FUZZED,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(st.one_of(anything, sentences, typed))
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    return texts
