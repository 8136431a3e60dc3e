"""Two Rasa processes behind one address, with PostgreSQL and Redis: order and memory are kept."""

import asyncio
import json
import zlib
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import func, select

from bench.crash import out_of_order
from bench.product import FOOTHOLD
from bench.several import Several, running_several
from bench.students import Student
from bot.gateway.rasa_client import TURN_TIMEOUT
from messages.services.chats import open_chat
from messages.tables import Channel, Inbox, InboxState, Turn
from storage.clock import utc_now
from storage.database import Database, reading
from storage.keys import load_ring
from storage.tables import RasaTracker

pytestmark = [
    pytest.mark.running,
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.redis,
]

CHATS = 16
QUESTIONS = (
    "how much does an electrician earn",
    "what about plumbers?",
    "how do i become a chef",
    "what does a paramedic do all day",
    "any jobs like that",
    "how much does it pay",
)
AT_ONE_MOMENT = 8  # turns of one chat; a session keeps the words of its last ten


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    """The product with two Rasa processes."""
    if not FOOTHOLD.exists():
        pytest.skip("the service environment is not set up: run `make setup`")
    with running_several(tmp_path_factory.mktemp("several"), 2) as running:
        yield running


async def test_turns_of_one_chat_at_one_moment_lose_nothing_of_its_memory(several: Several) -> None:
    """A gateway that was killed leaves a turn behind, and the next one asks the other Rasa."""
    key = open_chat(several.db, channel=Channel.WEB, address="both-at-once", now=utc_now())

    async with httpx.AsyncClient(timeout=TURN_TIMEOUT) as http:
        answers = await asyncio.gather(
            *(
                http.post(
                    f"http://127.0.0.1:{several.rasas[number % 2]}/webhooks/foothold/turn",
                    json={"sender": key, "turn_id": f"t{number}", "text": "how much is it"},
                )
                for number in range(AT_ONE_MOMENT)
            )
        )

    assert [answer.json()["ok"] for answer in answers] == [True] * AT_ONE_MOMENT
    assert remembered_turns(several, key) == AT_ONE_MOMENT


async def test_order_is_kept_while_the_gateway_and_a_rasa_are_killed(several: Several) -> None:
    async with httpx.AsyncClient(base_url=several.product.url, timeout=60) as http:
        students = [await Student.start(http) for _ in range(CHATS)]
        talks = asyncio.gather(*(impatient(student) for student in students))
        await asyncio.sleep(1)
        assert await asyncio.to_thread(several.product.kill, "gateway")
        await talks
        before = several.turns_of_each()
        several.processes[0].kill()
        await asyncio.gather(*(impatient(student) for student in students))
        await asyncio.gather(*(student.settle(90) for student in students))

    print(f"turns of each before one was killed: {before}")
    assert all(before), "one of them was never asked"
    with reading(several.db) as session:
        assert out_of_order(session) == 0
        not_done = select(func.count()).select_from(Inbox).where(Inbox.state != InboxState.DONE)
        assert session.scalar(not_done) == 0
    assert typed_and_answered(several.db) == (2 * CHATS * len(QUESTIONS),) * 2


async def impatient(student: Student) -> None:
    """Send everything without waiting for answers."""
    for question in QUESTIONS:
        await student.send(text=question)


def typed_and_answered(db: Database) -> tuple[int, int]:
    """Return how many typed messages there are, and how many turns for them."""
    typed = select(func.count()).select_from(Inbox).where(Inbox.shown.is_not(None))
    with reading(db) as session:
        answered = typed.join(Turn, Turn.inbox_id == Inbox.id)
        return session.scalar(typed) or 0, session.scalar(answered) or 0


def remembered_turns(several: Several, key: str) -> int:
    """Return how many messages of the student Rasa's memory of a chat holds."""
    ring = load_ring(several.product.home)
    with reading(several.db) as session:
        row = session.get_one(RasaTracker, key)
        events = json.loads(zlib.decompress(ring.unseal(row.session, "rasa_tracker.session")))
    return sum(event["event"] == "user" for event in events)
